/** Scheme of the URIs that stand for stores in requests about a pipeline, where no definition is paired with them. */
export const storeScheme = "graphlet-store";

/** Whether a URI stands for a store. */
export const isStoreUri = (uri: string): boolean => uri.startsWith(`${storeScheme}:`);
