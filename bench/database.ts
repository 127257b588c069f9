import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { neverCancelled } from "../server/src/model/cancel.ts";
import { readTrace } from "../server/src/workspace/openTrace.ts";
import { password, pathOf, readerOf } from "../test/databases/support/accounts.ts";
import { copyStore } from "../test/databases/support/copyStore.ts";
import { type Server, startMariadb, startPostgresql } from "../test/databases/support/servers.ts";
import { generateStore } from "../test/generate/generateStore.ts";
import { multiplyStore } from "./multiplyStore.ts";

export interface DatabaseBench {
  /** Pipelines of the stores, a multiple of ten each. */
  readonly pipelines: readonly number[];
  readonly runs: number;
  readonly folder: string;
}

/** Pipelines of the store that larger ones repeat, and executions of each. */
const inOne = 10;
const perPipeline = 5_000;

/** One pipeline of ever larger shared databases, beside all of the smallest one: the time and the rows that it takes. */
export async function benchDatabase({ pipelines, runs, folder }: DatabaseBench): Promise<readonly string[]> {
  const file = join(folder, "shared.sqlite");
  const names = Array.from({ length: inOne }, (_, index) => `pipeline-${index}`);
  generateStore(file, { executions: inOne * perPipeline, pipelines: names });
  const lines: string[][] = [];
  const missing: string[] = [];
  for (const [engine, start] of [
    ["MariaDB", startMariadb],
    ["PostgreSQL", startPostgresql],
  ] as const) {
    const server = await start().catch((error: unknown) => String(error).split("\n")[0] ?? "");
    if (typeof server === "string") {
      missing.push(`${engine}: not measured (${server})`);
      continue;
    }
    try {
      copyStore(file, server, "metadata");
      readerOf(server, "metadata");
      let copies = 1;
      for (const [index, count] of pipelines.entries()) {
        const wanted = Math.max(1, Math.round(count / inOne));
        multiplyStore(server, "metadata", copies, wanted);
        copies = Math.max(copies, wanted);
        const what = (asked: string) => [engine, figure(copies * inOne * perPipeline), asked];
        if (index === 0) lines.push([...what("all"), ...(await measure(server, null, 1))]);
        lines.push([...what("one pipeline"), ...(await measure(server, "pipeline-7", runs))]);
      }
    } finally {
      await server.stop();
    }
  }
  const columns = [leftColumn("Database"), rightColumn("Executions"), leftColumn("Read")];
  const figures = ["Time", "Rows sent", "Rows scanned without an index"].map(rightColumn);
  return ["One pipeline of a shared database", ...table([...columns, ...figures], lines), ...missing];
}

async function measure(server: Server, pipeline: string | null, runs: number): Promise<readonly string[]> {
  const options = { operatorKinds: {}, costProperty: "" };
  const control = { token: neverCancelled, onProgress() {} };
  const times: number[] = [];
  const before = [server.rowsSent(), server.rowsScanned("metadata")] as const;
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    const read = await readTrace(pathOf(server, "metadata", { pipeline }), options, control, password);
    times.push(performance.now() - from);
    if (!read.ok) throw new Error(read.error.message);
  }
  // What a connection did is counted when it is gone.
  await sleep(2_500);
  const each = (now: number, then: number): string => figure(Math.round((now - then) / runs));
  return [
    `${figure(Math.round(times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN))} ms`,
    each(server.rowsSent(), before[0]),
    each(server.rowsScanned("metadata"), before[1]),
  ];
}

const figure = (value: number): string => value.toLocaleString("en-US");
