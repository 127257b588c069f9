import { URI } from "vscode-uri";
import { storeScheme as scheme } from "../model/storeScheme.ts";

/** URI that stands for a store in requests about a pipeline where no definition is paired with it. */
export const storeUriOf = (path: string): string => URI.file(path).with({ scheme }).toString();

/** Path of a store's URI; null for other URIs. */
export function storePathOf(uri: string): string | null {
  if (!uri.startsWith(`${scheme}:`)) return null;
  try {
    return URI.parse(uri, true).with({ scheme: "file" }).fsPath;
  } catch {
    return null;
  }
}
