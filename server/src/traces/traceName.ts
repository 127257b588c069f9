import { basename } from "node:path";
import { isDatabaseAddress, parseAddress, shownAddress } from "./database/address.ts";

/** What a trace is called: its file's name, or its database and host. Never with a password that an address may hold. */
export function traceName(path: string): string {
  if (!isDatabaseAddress(path)) return basename(path) || path;
  const address = parseAddress(path);
  return address.ok ? shownAddress(address.value) : "database";
}
