import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { CancelledError, type CancelToken } from "../../model/cancel.ts";
import type { SqlDatabase, SqlRow } from "../sqlite/database.ts";
import type { DatabaseAddress } from "./address.ts";
import { DatabaseError, errorOf } from "./databaseError.ts";
import { queryTimeout } from "./explainError.ts";
import type { Answer, ConnectionData, Question } from "./messages.ts";

/** How often a waiting reader asks whether it is cancelled, milliseconds. */
const askInterval = 20;
/** How long leaving a server may take, milliseconds. */
const farewell = 1_500;
/** How long the thread of the connection may show no sign of life, milliseconds. */
const patience = 60_000;
/** Memory that answers may take before the thread is ended, MB. */
const mostMemory = 2_048;

/**
 * Connects to a database for a reader that asks as it would a file: it waits for each answer, so it belongs into a thread where waiting harms nobody. The
 * connection lives in a thread of its own. The connection is made with the first query. Errors are `DatabaseError` and `CancelledError`.
 */
export function connectAndWait(address: DatabaseAddress, password: string | null, token: CancelToken): SqlDatabase {
  const signal = new SharedArrayBuffer(8);
  const flags = new Int32Array(signal);
  const { port, worker } = start(address, password, signal);
  const ask = (question: Question): void => port.postMessage(question);
  let isOpen = true;
  /** Lets the server end what it does, and waits for that a moment: who is cancelled may be ended at once. */
  const abandon = (): void => {
    isOpen = false;
    ask({ type: "abandon" });
    for (const until = Date.now() + farewell; Date.now() < until; ) {
      const seen = Atomics.load(flags, 0);
      const message = receiveMessageOnPort(port)?.message as Answer | undefined;
      if (message?.type === "abandoned") return;
      if (!message) Atomics.wait(flags, 0, seen, askInterval);
    }
  };
  let numbers = 0;
  /** Answers to queries that are being read, by their numbers, that came while another one's were waited for. */
  const early = new Map<number, Answer[]>();
  const next = (number: number): Answer => {
    let alive = { beat: -1, at: Date.now() };
    const since = Date.now();
    for (;;) {
      const kept = early.get(number)?.shift();
      if (kept) return kept;
      const seen = Atomics.load(flags, 0);
      const received = receiveMessageOnPort(port)?.message as Answer | undefined;
      if (received) {
        const owner = "number" in received ? received.number : null;
        if (owner === null || owner === number) return received;
        // Of a query that nobody reads any more the rest is dropped.
        early.get(owner)?.push(received);
        continue;
      }
      if (token.isCancellationRequested) {
        abandon();
        throw new CancelledError();
      }
      const beat = Atomics.load(flags, 1);
      if (beat !== alive.beat) alive = { beat, at: Date.now() };
      if (Date.now() - alive.at > patience || Date.now() - since > queryTimeout + patience) throw silent(address);
      Atomics.wait(flags, 0, seen, askInterval);
    }
  };
  return {
    *rows(sql, values = []): Generator<SqlRow, void> {
      const number = ++numbers;
      early.set(number, []);
      ask({ type: "query", number, sql, values });
      try {
        for (;;) {
          const answer = next(number);
          if (answer.type === "problem") throw errorOf(answer.problem);
          if (answer.type !== "rows") return;
          yield* answer.rows;
        }
      } finally {
        early.delete(number);
      }
    },
    close() {
      // It ends by itself when it has said good-bye; nobody waits for that long.
      if (isOpen) ask({ type: "close" });
      worker.unref();
      setTimeout(() => void worker.terminate(), farewell).unref();
    },
  };
}

const silent = ({ host }: DatabaseAddress): DatabaseError =>
  new DatabaseError("offline", `${host} stopped answering`, "Check the server and the network, then try again.", true);

/** A connection that is asked without waiting in this thread. */
export interface Connection {
  /** Rows of a query; one query after the other. Errors are `DatabaseError`. */
  query(sql: string, values?: readonly (number | string)[]): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}

/** As {@link connectAndWait}, for who must not wait. */
export function connect(address: DatabaseAddress, password: string | null): Connection {
  const { port, worker } = start(address, password, new SharedArrayBuffer(8));
  const gone = new Promise<never>((_, reject) => {
    worker.on("error", () => reject(silent(address)));
    worker.on("exit", () => reject(silent(address)));
  });
  gone.catch(() => {});
  // Nobody stays for it who has nothing else to do.
  worker.unref();
  let last: Promise<unknown> = Promise.resolve();
  return {
    query(sql, values = []) {
      const answer = last.then(() => Promise.race([gone, answerTo(port, { type: "query", number: 0, sql, values })]));
      last = answer.catch(() => {});
      return answer;
    },
    async close() {
      port.postMessage({ type: "close" } satisfies Question);
      await Promise.race([gone.catch(() => {}), sleep(farewell, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
}

function answerTo(port: MessagePort, question: Question): Promise<readonly SqlRow[]> {
  return new Promise((resolve, reject) => {
    const rows: SqlRow[] = [];
    const listen = (answer: Answer): void => {
      if (answer.type === "rows") {
        for (const row of answer.rows) rows.push(row);
        return;
      }
      port.off("message", listen);
      if (answer.type === "problem") reject(errorOf(answer.problem));
      else resolve(rows);
    };
    port.on("message", listen);
    port.postMessage(question);
  });
}

function start(
  address: DatabaseAddress,
  password: string | null,
  signal: SharedArrayBuffer,
): { readonly port: MessagePort; readonly worker: Worker } {
  const { port1, port2 } = new MessageChannel();
  const workerData: ConnectionData = { address, password, port: port2, signal };
  const worker = new Worker(workerFile(), {
    workerData,
    transferList: [port2],
    name: "graphlet-database",
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  return { port: port1, worker };
}

/** Beside the bundle; when run from source, the source. */
function workerFile(): string {
  const bundled = join(import.meta.dirname, "databaseWorker.js");
  return existsSync(bundled) ? bundled : join(import.meta.dirname, "connectionWorker.ts");
}
