import type { DatabaseAddress } from "./address.ts";
import { DatabaseError } from "./databaseError.ts";

/** How long a server may take to let somebody in, milliseconds. */
export const connectTimeout = 10_000;
/** How long one query may take, milliseconds. */
export const queryTimeout = 300_000;

type Explain = (address: DatabaseAddress, hasPassword: boolean, said: string) => DatabaseError;

const retry = "Check the server and the network, then try again.";

const notFound: Explain = ({ host }) =>
  new DatabaseError("offline", `the host ${host} was not found`, "Check its name, or connect to its network.");
const refused: Explain = ({ host, port }) =>
  new DatabaseError("offline", `nothing answers on ${host}:${port}`, "Check that the server runs, and its port.");
const unreachable: Explain = ({ host }) =>
  new DatabaseError("offline", `${host} cannot be reached`, "Check the network, or connect to the one that it is in.");
const tooLate: Explain = ({ host, port }) =>
  new DatabaseError("offline", `${host}:${port} did not answer within ${connectTimeout / 1000} s`, retry);
const lost: Explain = ({ host }) => new DatabaseError("offline", `the connection to ${host} was lost`, retry, true);
const wrongPassword: Explain = ({ user }, hasPassword) =>
  hasPassword
    ? new DatabaseError(
        "denied",
        `the password of ${user} is not accepted`,
        "Graphlet: Connect to Database… takes another.",
        false,
        true,
      )
    : new DatabaseError(
        "denied",
        `it asks for the password of ${user}, which is not known`,
        "Give it with Graphlet: Connect to Database…, on the command line with GRAPHLET_DB_PASSWORD.",
        false,
        true,
      );
const noEntry: Explain = ({ user }, _, said) =>
  new DatabaseError("denied", `it does not let ${user} in (${said})`, "Ask who runs it.", false, true);
const noDatabase: Explain = ({ database, user }) =>
  new DatabaseError(
    "denied",
    `there is no database ${database} that ${user} may read`,
    "Check its name and the grants.",
  );
const noGrant: Explain = ({ user }, _, said) =>
  new DatabaseError("denied", `${user} may not read all tables (${said})`, "Grant SELECT on the database's tables.");
const untrusted: Explain = ({ host }, _, said) =>
  new DatabaseError(
    "denied",
    `the certificate of ${host} cannot be verified (${said})`,
    "Name the authority that signed it with ca=/path/to/ca.pem; tls=insecure connects unverified.",
  );
const noTls: Explain = ({ host }) =>
  new DatabaseError(
    "denied",
    `${host} does not encrypt connections`,
    "Turn on TLS there; tls=off connects in the clear, which anybody on the way can read.",
  );
const tooMany: Explain = ({ host }) =>
  new DatabaseError("busy", `${host} has no connection left`, "Try again in a moment.");
const tooSlow: Explain = () =>
  new DatabaseError(
    "unreadable",
    `a query took longer than ${queryTimeout / 1000} s`,
    "Choose one pipeline, and check that the tables have ML Metadata's indexes.",
  );

const byCode: Readonly<Record<string, Explain>> = {
  ENOTFOUND: notFound,
  EAI_AGAIN: notFound,
  ECONNREFUSED: refused,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: tooLate,
  ECONNRESET: lost,
  EPIPE: lost,
  PROTOCOL_CONNECTION_LOST: lost,
  // PostgreSQL
  "57P01": lost,
  "57P02": lost,
  "57P03": lost,
  "08006": lost,
  "28P01": wrongPassword,
  "28000": noEntry,
  "3D000": noDatabase,
  "42501": noGrant,
  "53300": tooMany,
  "57014": tooSlow,
  // MySQL and MariaDB
  ER_ACCESS_DENIED_ERROR: wrongPassword,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: wrongPassword,
  ER_HOST_NOT_PRIVILEGED: noEntry,
  ER_HOST_IS_BLOCKED: noEntry,
  ER_NOT_SUPPORTED_AUTH_MODE: noEntry,
  ER_BAD_DB_ERROR: noDatabase,
  ER_DBACCESS_DENIED_ERROR: noDatabase,
  ER_TABLEACCESS_DENIED_ERROR: noGrant,
  ER_COLUMNACCESS_DENIED_ERROR: noGrant,
  ER_CON_COUNT_ERROR: tooMany,
  ER_SERVER_SHUTDOWN: lost,
  ER_CONNECTION_KILLED: lost,
  ER_QUERY_TIMEOUT: tooSlow,
  ER_STATEMENT_TIMEOUT: tooSlow,
  HANDSHAKE_NO_SSL_SUPPORT: noTls,
  // Node's TLS
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: untrusted,
  CERT_NOT_YET_VALID: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
};

const bySentence: readonly (readonly [RegExp, Explain])[] = [
  [/does not support (?:SSL|secure)/i, noTls],
  [/connection timeout|timeout expired/i, tooLate],
  [/password must be a (?:non-empty )?string/i, wrongPassword],
  [
    /connection terminated|connection lost|connection is in closed state|not queryable|socket has been ended|server shutdown/i,
    lost,
  ],
  [/certificate|self.signed/i, untrusted],
];

/** What an error of a driver means, in words. The driver's own words are cut short; they hold no password. */
export function explainError(error: unknown, address: DatabaseAddress, hasPassword: boolean): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const first = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  const said = (first instanceof Error ? first.message : String(first)).replace(/\s+/g, " ").slice(0, 200);
  const code = first instanceof Error && "code" in first ? String(first.code) : "";
  const explain =
    (Object.hasOwn(byCode, code) ? byCode[code] : undefined) ??
    bySentence.find(([sentence]) => sentence.test(said))?.[1];
  return explain
    ? explain(address, hasPassword, said)
    : new DatabaseError("unreadable", `cannot be read (${said})`, "Choose another trace.");
}
