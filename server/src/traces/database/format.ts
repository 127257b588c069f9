import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import { type DatabaseAddress, isDatabaseAddress, parseAddress } from "./address.ts";
import { readDatabase } from "./readDatabase.ts";
import { propertiesInDatabase } from "./smallQuestions.ts";

/** Databases of MySQL, MariaDB and PostgreSQL that hold an ML Metadata store or MLflow's tracking backend; the path is an address. */
export const databases: TraceFormat = {
  kind: "database",
  looksLike: async (path) => isDatabaseAddress(path),
  async read(path, options, control, { password = null }) {
    const address = addressAt(path, options.mayRun ?? true);
    const pipeline = options.pipeline ?? address.pipeline;
    return readDatabase(address, password, { ...options, ...(pipeline === null ? {} : { pipeline }) }, control);
  },
  properties: (path, of, id, { password = null }, mayRun) =>
    propertiesInDatabase(addressAt(path, mayRun), password, of, id),
  // Nobody asks a server every two seconds: it is read again when the user says so.
  stamp: async () => "database",
};

/** The address in a path. Throws `NotAStoreError` where it is none, or where nothing may be connected to. */
export function addressAt(path: string, mayConnect: boolean): DatabaseAddress {
  const parsed = parseAddress(path);
  if (!parsed.ok)
    throw new NotAStoreError(
      "not-a-trace",
      `not a database's address. ${parsed.error.message.replace(/\.$/, "")}`,
      "Mend it.",
    );
  if (!mayConnect) {
    throw new NotAStoreError(
      "unreadable",
      "no database is connected to in Restricted Mode",
      "Trust the workspace first.",
    );
  }
  return parsed.value;
}
