import mysql from "mysql2/promise";
import type { SqlRow } from "../../sqlite/database.ts";
import type { DatabaseAddress } from "../address.ts";
import { connectTimeout, queryTimeout } from "../explainError.ts";
import type { OpenSession } from "./session.ts";
import { tlsOptions } from "./tls.ts";

const open = async (address: DatabaseAddress, password: string | null): Promise<mysql.Connection> => {
  const tls = await tlsOptions(address);
  const connection = await mysql.createConnection({
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    password: password ?? "",
    ...(tls ? { ssl: { ...tls, verifyIdentity: tls.rejectUnauthorized } } : {}),
    connectTimeout,
    charset: "utf8mb4",
    supportBigNumbers: true,
    bigNumberStrings: false,
    dateStrings: true,
    rowsAsArray: true,
    disableEval: true,
    maxPreparedStatements: 50,
    // A server must not ask for files of this machine.
    flags: ["-LOCAL_FILES"],
  });
  // What breaks between queries is told by the next one.
  connection.on("error", () => {});
  return connection;
};

/** Connects to MySQL or MariaDB: a transaction that sees one state and can write nothing. Names are quoted as in standard SQL. */
export const openMysql: OpenSession = async (address, password) => {
  const connection = await open(address, password);
  const [rows] = await connection.query<mysql.RowDataPacket[][]>("SELECT CONNECTION_ID(), VERSION()");
  const [id, version] = (rows[0] ?? []) as unknown[];
  const isMariadb = /mariadb/i.test(String(version));
  await connection.query("SET SESSION sql_mode = 'ANSI_QUOTES'");
  await connection.query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  await connection.query(
    isMariadb
      ? // Joins by hashing: associations have no index by execution.
        `SET SESSION max_statement_time = ${queryTimeout / 1000}, SESSION join_cache_level = 4`
      : `SET SESSION max_execution_time = ${queryTimeout}`,
  );
  await connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  return {
    async query(sql, values) {
      const [answer] =
        values.length === 0
          ? await connection.query<mysql.RowDataPacket[][]>(sql)
          : await connection.execute<mysql.RowDataPacket[][]>(sql, [...values]);
      return answer as unknown as SqlRow[];
    },
    async abandon() {
      const other = await open(address, password);
      await other.query(`KILL QUERY ${Number(id)}`);
      connection.destroy();
      await other.end();
    },
    close: () => connection.end(),
  };
};
