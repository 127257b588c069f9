import { readFile } from "node:fs/promises";
import tls from "node:tls";
import type { DatabaseAddress } from "../address.ts";
import { DatabaseError } from "../databaseError.ts";

/** Options for Node's TLS; null for a connection in the clear. Throws `DatabaseError` where the authorities' file cannot be read. */
export async function tlsOptions({ tls: mode, ca }: DatabaseAddress): Promise<{
  rejectUnauthorized: boolean;
  ca?: string[];
} | null> {
  if (mode === "off") return null;
  const own = ca === null ? [] : [await certificates(ca)];
  const trusted = [...machineAuthorities(), ...own];
  return { rejectUnauthorized: mode === "verify", ...(trusted.length > 0 ? { ca: trusted } : {}) };
}

async function certificates(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseError("denied", `the file of ca cannot be read (${why})`, "Check its path.");
  }
}

/** Node's authorities with those of the machine: companies sign with their own. Empty, for Node's alone, before Node 22.15. */
function machineAuthorities(): readonly string[] {
  if (typeof tls.getCACertificates !== "function") return [];
  return [...tls.getCACertificates("default"), ...tls.getCACertificates("system")];
}
