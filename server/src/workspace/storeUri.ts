import { URI } from "vscode-uri";
import { storeScheme as scheme } from "../model/storeScheme.ts";
import { isDatabaseAddress } from "../traces/database/address.ts";
import { traceName } from "../traces/traceName.ts";

/** URI that stands for a store in requests about a pipeline where no definition is paired with it. Of a database, the query is its address. */
export const storeUriOf = (path: string): string =>
  isDatabaseAddress(path)
    ? URI.from({ scheme, path: `/${traceName(path)}`, query: path }).toString()
    : URI.file(path).with({ scheme }).toString();

/** Path of a store's URI, or address of a database; null for other URIs. */
export function storePathOf(uri: string): string | null {
  if (!uri.startsWith(`${scheme}:`)) return null;
  try {
    const parsed = URI.parse(uri, true);
    return isDatabaseAddress(parsed.query) ? parsed.query : parsed.with({ scheme: "file", query: "" }).fsPath;
  } catch {
    return null;
  }
}
