/** Entry of the thread that talks with one database: the only place where drivers are loaded. It answers one question at a time. */
import { workerData } from "node:worker_threads";
import type { DatabaseAddress } from "./address.ts";
import { problemOf } from "./databaseError.ts";
import type { OpenSession, Session } from "./drivers/session.ts";
import { explainError } from "./explainError.ts";
import type { Answer, ConnectionData, Question } from "./messages.ts";

const { address, password, port, signal } = workerData as ConnectionData;
const flags = new Int32Array(signal);
/** Rows in one message: some milliseconds' work for who receives them. */
const rowsAtOnce = 2_000;

const beat = setInterval(() => Atomics.add(flags, 1, 1), 250);

const say = (answer: Answer): void => {
  port.postMessage(answer);
  Atomics.add(flags, 0, 1);
  Atomics.notify(flags, 0);
};
const fail = (error: unknown, number: number | null): void =>
  say({ type: "problem", number, problem: problemOf(explainError(error, address, password !== null)) });

const openWith: Readonly<Record<DatabaseAddress["engine"], () => Promise<OpenSession>>> = {
  mysql: async () => (await import("./drivers/mysql.ts")).openMysql,
  postgresql: async () => (await import("./drivers/postgresql.ts")).openPostgresql,
};

let session: Session | undefined;

async function answer(question: Question): Promise<void> {
  if (question.type === "abandon") {
    await session?.abandon();
    say({ type: "abandoned" });
    return;
  }
  if (question.type === "close") {
    await session?.close();
    clearInterval(beat);
    port.close();
    return;
  }
  session ??= await (await openWith[address.engine]())(address, password);
  const rows = await session.query(question.sql, question.values);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    say({ type: "rows", number: question.number, rows: rows.slice(from, from + rowsAtOnce) });
  }
  say({ type: "done", number: question.number });
}

let last: Promise<void> = Promise.resolve();
port.on("message", (question: Question) => {
  // What runs is ended at once, everything else waits for its turn.
  const failed = (error: unknown): void => fail(error, question.type === "query" ? question.number : null);
  if (question.type === "abandon") answer(question).catch(failed);
  else last = last.then(() => answer(question)).catch(failed);
});
process.on("uncaughtException", (error) => fail(error, null));
