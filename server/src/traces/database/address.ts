import { err, ok, type Result } from "../../model/result.ts";

/** Where a database is and how it is connected to; without a password. */
export interface DatabaseAddress {
  readonly engine: "mysql" | "postgresql";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly tls: TlsMode;
  /** Path of a file with the certificates of authorities that are trusted beside the machine's; null for none. */
  readonly ca: string | null;
  /** The one pipeline that is asked about; null for all. */
  readonly pipeline: string | null;
}

/** `verify`: the server must prove who it is; `insecure`: encrypted, but to whoever answers; `off`: in the clear. */
export type TlsMode = "verify" | "insecure" | "off";

export const tlsModes: readonly TlsMode[] = ["verify", "insecure", "off"];

/** Why a text is no address: a sentence. `password`: it holds one, which is no part of an address. */
export interface AddressProblem {
  readonly code: "form" | "password";
  readonly message: string;
}

const scheme = /^(mysql|mariadb|postgres(?:ql)?)(?:\+[a-z0-9_]+)?:\/\//i;
const ports = { mysql: 3306, postgresql: 5432 } as const;

/** What libpq and its friends call the ways of TLS. */
const sslModes: Readonly<Record<string, TlsMode>> = {
  disable: "off",
  disabled: "off",
  require: "insecure",
  required: "insecure",
  "verify-ca": "verify",
  verify_ca: "verify",
  "verify-full": "verify",
  verify_identity: "verify",
};

/** Whether a trace's path names a database in place of a file. */
export const isDatabaseAddress = (path: string): boolean => scheme.test(path);

/**
 * Reads `postgresql://user@host:5432/database?tls=verify&ca=/path#pipeline=name`, in the spelling of SQLAlchemy as well (`mysql+pymysql://`). TLS is verified where
 * nothing else is said, but for this machine's own addresses, which nobody can listen in on.
 */
export function parseAddress(text: string): Result<DatabaseAddress, AddressProblem> {
  const [, name = ""] = scheme.exec(text) ?? [];
  if (name === "") return problem("It does not begin with mysql:// or postgresql://.");
  const engine = /^postgres/i.test(name) ? "postgresql" : "mysql";
  let url: URL;
  try {
    // Of the web's own schemes, URL would drop the usual ports.
    url = new URL(text.replace(scheme, "database://"));
  } catch {
    return problem("It is not written like postgresql://user@host:5432/database.");
  }
  if (url.password !== "") {
    const message =
      "It holds a password. Leave it out: it is asked for, or taken from the environment on the command line.";
    return err({ code: "password", message });
  }
  const [user, database] = [decoded(url.username), decoded(url.pathname.slice(1))];
  if (user === null || database === null) return problem("It has a % that is no escape.");
  if (user === "") return problem("The user is missing: postgresql://user@host:5432/database.");
  if (database === "" || database.includes("/"))
    return problem("The database's name is missing: postgresql://user@host:5432/database.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const tls = tlsOf(url.searchParams, host);
  if (!tls.ok) return tls;
  if (host === "") return problem("The host is missing: postgresql://user@host:5432/database.");
  const port = url.port === "" ? ports[engine] : Number(url.port);
  const pipeline = new URLSearchParams(url.hash.slice(1)).get("pipeline");
  const ca = url.searchParams.get("ca") ?? url.searchParams.get("sslrootcert");
  return ok({ engine, host, port, user, database, tls: tls.value, ca, pipeline });
}

function tlsOf(parameters: URLSearchParams, host: string): Result<TlsMode, AddressProblem> {
  for (const name of parameters.keys()) {
    if (!["tls", "ca", "sslmode", "ssl-mode", "sslrootcert", "charset"].includes(name)) {
      return problem(`Its parameter ${name} is not known; those known are tls and ca.`);
    }
  }
  const given = parameters.get("tls");
  const mode = tlsModes.find((one) => one === given);
  if (mode) return ok(mode);
  if (given !== null) return problem(`tls is verify, insecure or off, not ${given}.`);
  const ssl = parameters.get("sslmode") ?? parameters.get("ssl-mode");
  if (ssl === null) return ok(isThisMachine(host) ? "off" : "verify");
  const known = sslModes[ssl.toLowerCase()];
  return known
    ? ok(known)
    : problem(`sslmode ${ssl} leaves open whether the connection is encrypted; say tls=verify, insecure or off.`);
}

const isThisMachine = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);

const problem = (message: string): Result<never, AddressProblem> => err({ code: "form", message });

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The address in one spelling: what it is kept and compared by. */
export function addressText({ engine, host, port, user, database, tls, ca, pipeline }: DatabaseAddress): string {
  const at = host.includes(":") ? `[${host}]` : host;
  const parameters = new URLSearchParams();
  if (tls !== (isThisMachine(host) ? "off" : "verify")) parameters.set("tls", tls);
  if (ca !== null) parameters.set("ca", ca);
  const query = parameters.size === 0 ? "" : `?${parameters}`;
  const fragment = pipeline === null ? "" : `#${new URLSearchParams({ pipeline })}`;
  return `${engine}://${encodeURIComponent(user)}@${at}:${port}/${encodeURIComponent(database)}${query}${fragment}`;
}

/** What a password belongs to: a user of a server. */
export const accountOf = ({ engine, host, port, user }: DatabaseAddress): string =>
  `${engine}://${encodeURIComponent(user)}@${host.includes(":") ? `[${host}]` : host}:${port}`;

/** As shown to people: `taxi in metadata on db.example.com`. */
export const shownAddress = ({ host, database, pipeline }: DatabaseAddress): string =>
  `${pipeline === null ? "" : `${pipeline} in `}${database} on ${host}`;
