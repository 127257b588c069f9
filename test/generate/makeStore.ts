/** Makes a store in a process of its own, whose memory is not the caller's: `makeStore.ts PATH OPTIONS`, options as JSON. */
import { generateStore, type StoreOptions } from "./generateStore.ts";

const [path = "", options = "{}"] = process.argv.slice(2);
generateStore(path, JSON.parse(options) as StoreOptions);
