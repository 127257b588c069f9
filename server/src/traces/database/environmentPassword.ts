import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type DatabaseAddress, parseAddress } from "./address.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The password for a trace that is a database, from the environment: `GRAPHLET_DB_PASSWORD`, else what the database's own programs take (`PGPASSWORD`, `MYSQL_PWD`), else of
 * PostgreSQL its password file. Null where there is none, and for files.
 */
export function environmentPassword(path: string, environment: Environment = process.env): string | null {
  const address = parseAddress(path);
  if (!address.ok) return null;
  const own = environment[address.value.engine === "mysql" ? "MYSQL_PWD" : "PGPASSWORD"];
  const given = environment["GRAPHLET_DB_PASSWORD"] ?? own;
  if (given !== undefined) return given;
  return address.value.engine === "postgresql" ? fromFile(address.value, environment) : null;
}

/** As PostgreSQL's programs do: `PGPASSFILE`, else `~/.pgpass`, which nobody else may be able to read. */
function fromFile(address: DatabaseAddress, environment: Environment): string | null {
  const path = environment["PGPASSFILE"] ?? join(environment["HOME"] ?? homedir(), ".pgpass");
  try {
    if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) return null;
    return passwordIn(readFileSync(path, "utf8"), address);
  } catch {
    return null;
  }
}

/** The password in the first line `host:port:database:user:password` that fits; `*` fits all, `\` takes a colon or itself literally. */
export function passwordIn(text: string, { host, port, database, user }: DatabaseAddress): string | null {
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const fields = fieldsOf(line);
    const [password] = fields.slice(4);
    const wanted = [host, String(port), database, user];
    if (
      password !== undefined &&
      wanted.every((value, index) => fields[index] === "*" || unescaped(fields[index]) === value)
    ) {
      return unescaped(password);
    }
  }
  return null;
}

const fieldsOf = (line: string): readonly string[] => line.match(/(?:\\.|[^:\\])+|(?<=:|^)(?=:|$)/g) ?? [];

const unescaped = (field: string | undefined): string => (field ?? "").replace(/\\(.)/g, "$1");
