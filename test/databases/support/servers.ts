import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, certificateIn, end, folderFor, freePort, own, run, start, untilReady } from "./processes.ts";

/** A server of databases of this test alone: in a temporary folder, on a port of this machine, with TLS. */
export interface Server {
  readonly engine: "mysql" | "postgresql";
  readonly port: number;
  /** Path of the certificate that it proves itself with, which signs itself: its own authority. */
  readonly ca: string;
  /** Runs statements as its owner in a database; the owner's default one where none is named. */
  run(sql: string, database?: string): string;
  /** Runs statements as {@link run} does, without waiting for their end; returns what ends them. */
  hold(sql: string, database: string): () => Promise<void>;
  /** How many rows it has sent to all clients since it was started, but for the answers to this question. */
  rowsSent(): number;
  /** How many rows of a database's tables were looked at without an index since it was started, once the clients are gone. */
  rowsScanned(database: string): number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface Parts {
  readonly engine: Server["engine"];
  readonly port: number;
  readonly ca: string;
  readonly folder: string;
  readonly process: ChildProcess;
  /** The owner's client for a database. */
  readonly client: (database?: string) => Command;
  readonly rowsSent: (ask: Server["run"]) => number;
  readonly rowsScanned: (ask: Server["run"], database: string) => number;
  /** Ends what sleeps: servers do not see at once that its client has gone. */
  readonly wake: (ask: Server["run"]) => void;
  readonly stopWith: NodeJS.Signals;
}

async function started({
  engine,
  port,
  ca,
  folder,
  process,
  client,
  rowsSent,
  rowsScanned,
  wake,
  stopWith,
}: Parts): Promise<Server> {
  const ask = (sql: string, database?: string): string => run(client(database), sql);
  await untilReady(process, () => ask("SELECT 1;"));
  return {
    engine,
    port,
    ca,
    run: ask,
    hold(sql, database) {
      const child = start(client(database), sql);
      return async () => {
        await end(child, "SIGTERM");
        wake(ask);
      };
    },
    rowsSent: () => rowsSent(ask),
    rowsScanned: (database) => rowsScanned(ask, database),
    kill: () => end(process, "SIGKILL"),
    async stop() {
      await end(process, stopWith);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts PostgreSQL; its owner needs no password on its socket, everybody else does. */
export async function startPostgresql(): Promise<Server> {
  const programs = postgresqlPrograms();
  const folder = folderFor("postgresql");
  const data = join(folder, "data");
  run([join(programs, "initdb"), "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
  writeFileSync(
    join(data, "pg_hba.conf"),
    ["local all owner trust", "host all all 127.0.0.1/32 scram-sha-256", "host all all ::1/128 scram-sha-256", ""].join(
      "\n",
    ),
  );
  const { cert, key } = certificateIn(folder);
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: "localhost",
    unix_socket_directories: folder,
    fsync: "off",
    ssl: "on",
    ssl_cert_file: cert,
    ssl_key_file: key,
    shared_buffers: "64MB",
    shared_preload_libraries: "pg_stat_statements",
  };
  const given = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const quiet = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"];
  const server = await started({
    engine: "postgresql",
    port,
    ca: cert,
    folder,
    process: start([join(programs, "postgres"), "-D", data, ...given]),
    client: (database = "postgres") => ["psql", "-h", folder, "-p", `${port}`, "-U", "owner", "-d", database, ...quiet],
    rowsSent: (ask) =>
      Number(
        ask(
          "SELECT sum(rows) FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname <> 'owner';",
        ),
      ),
    rowsScanned: (ask, database) => Number(ask("SELECT sum(seq_tup_read) FROM pg_stat_user_tables;", database)),
    wake: (ask) =>
      ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active';",
      ),
    stopWith: "SIGINT",
  });
  server.run("CREATE EXTENSION pg_stat_statements;");
  return server;
}

/** Starts MariaDB; its owner needs no password on its socket. */
export async function startMariadb(): Promise<Server> {
  const folder = folderFor("mariadb");
  const data = join(folder, "data");
  // A server that starts removes what it finds in its folder for temporary tables: each needs its own.
  const scratch = join(folder, "tmp");
  for (const made of [data, scratch]) {
    mkdirSync(made);
    own(made);
  }
  const method = "--auth-root-authentication-method=normal";
  run(["mariadb-install-db", "--no-defaults", `--datadir=${data}`, `--tmpdir=${scratch}`, method, "--skip-test-db"]);
  const { cert, key } = certificateIn(folder);
  const port = await freePort();
  const socket = join(folder, "socket");
  const settings = {
    datadir: data,
    tmpdir: scratch,
    socket,
    port,
    "bind-address": "127.0.0.1",
    "pid-file": join(folder, "pid"),
    "ssl-cert": cert,
    "ssl-key": key,
    "innodb-buffer-pool-size": "64M",
    "innodb-flush-log-at-trx-commit": "0",
    "max-allowed-packet": "64M",
  };
  const given = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  return await started({
    engine: "mysql",
    port,
    ca: cert,
    folder,
    process: start(["mariadbd", "--no-defaults", ...given]),
    client: (database = "mysql") => [
      "mariadb",
      "--no-defaults",
      `--socket=${socket}`,
      "-u",
      "root",
      "-N",
      "-B",
      database,
    ],
    rowsSent: (ask) => Number(ask("SHOW GLOBAL STATUS LIKE 'Rows_sent';").split("\t")[1]),
    rowsScanned: (ask) => Number(ask("SHOW GLOBAL STATUS LIKE 'Handler_read_rnd_next';").split("\t")[1]),
    wake: (ask) => {
      const found = ask("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%';");
      for (const id of found.split("\n").filter((one) => one !== "")) ask(`KILL ${id};`);
    },
    stopWith: "SIGTERM",
  });
}

/** Debian keeps the server's programs by version. */
function postgresqlPrograms(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin")).find((path) => existsSync(join(path, "initdb")));
  if (found === undefined) throw new Error("PostgreSQL is missing: bash tools/install.sh databases");
  return found;
}
