import pg from "pg";
import type { SqlRow, SqlValue } from "../../sqlite/database.ts";
import type { DatabaseAddress } from "../address.ts";
import { connectTimeout, queryTimeout } from "../explainError.ts";
import type { OpenSession } from "./session.ts";
import { tlsOptions } from "./tls.ts";

const truth = 16;
const bytes = 17;
const large = 20;
const numbers: ReadonlySet<number> = new Set([21, 23, 26, 700, 701]);

/** By the type's number: how a value is read. What is not known stays text. */
function reader(type: number): (text: string) => SqlValue {
  if (type === truth) return (text) => (text === "t" ? 1 : 0);
  if (type === bytes) return (text) => Buffer.from(text.replace(/^\\x/, ""), "hex");
  if (type === large) return (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text);
  return numbers.has(type) ? Number : (text) => text;
}

const open = async (address: DatabaseAddress, password: string | null): Promise<pg.Client> => {
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    // A function: else the driver looks into the environment and files by itself.
    password: () => password ?? "",
    ssl: (await tlsOptions(address)) ?? false,
    connectionTimeoutMillis: connectTimeout,
    application_name: "graphlet",
    keepAlive: true,
    types: { getTypeParser: ((type: number) => reader(type)) as pg.CustomTypesConfig["getTypeParser"] },
  });
  // What breaks between queries is told by the next one.
  client.on("error", () => {});
  await client.connect();
  return client;
};

/** Connects to PostgreSQL: a transaction that sees one state and can write nothing. */
export const openPostgresql: OpenSession = async (address, password) => {
  const client = await open(address, password);
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query(`SET LOCAL statement_timeout = ${queryTimeout}`);
  await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
  const { rows } = await client.query({ text: "SELECT pg_backend_pid()", rowMode: "array" });
  const process = Number((rows as unknown[][])[0]?.[0]);
  return {
    async query(sql, values) {
      let count = 0;
      const text = sql.replaceAll("?", () => `$${++count}`);
      const answer = await client.query({ text, values: [...values], rowMode: "array" });
      return answer.rows as SqlRow[];
    },
    async abandon() {
      const other = await open(address, password);
      await other.query("SELECT pg_cancel_backend($1)", [process]);
      await Promise.all([other.end(), client.end()]);
    },
    close: () => client.end(),
  };
};
