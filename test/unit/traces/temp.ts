import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { executionStates, operatorKinds } from "../../../server/src/model/kinds.ts";
import { type EdgeRows, idAt, type Trace, textOf } from "../../../server/src/model/trace.ts";
import { readTrace } from "../../../server/src/workspace/openTrace.ts";

/** A folder with these files by path, removed when the test has ended. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "graphlet-unit-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The trace at a path; fails with the reader's words where it cannot be read. */
export async function traceAt(path: string, operatorKinds: Readonly<Record<string, "deploy">> = {}): Promise<Trace> {
  const read = await readTrace(path, { operatorKinds, costProperty: "" }, { token: neverCancelled, onProgress() {} });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** The reader's words on a path that cannot be read. */
export async function failureAt(path: string): Promise<string> {
  const read = await readTrace(
    path,
    { operatorKinds: {}, costProperty: "" },
    { token: neverCancelled, onProgress() {} },
  );
  return read.ok ? "read" : read.error.message;
}

/** Executions as `node kind state`, a guessed kind with `?`, in the order of the ids. */
export const executionsOf = ({ executions, strings }: Trace): readonly string[] =>
  Array.from({ length: executions.count }, (_, row) => {
    const guess = executions.kindGuessed[row] ? "?" : "";
    const kind = operatorKinds[executions.kind[row] ?? 0];
    return `${textOf(strings, executions.node[row])} ${kind}${guess} ${executionStates[executions.state[row] ?? 0]}`;
  });

/** Edges as `execution < artifact` (reads) and `execution > artifact` (writes), sorted. */
export function edgesOf(trace: Trace): readonly string[] {
  const list = (rows: EdgeRows, sign: string): string[] =>
    Array.from({ length: trace.executions.count }, (_, row) =>
      [...rows.target.slice(rows.offsets[row], rows.offsets[row + 1])].map(
        (artifact) => `${idAt(trace.executions.id, row)} ${sign} ${idAt(trace.artifacts.id, artifact)}`,
      ),
    ).flat();
  return [...list(trace.reads, "<"), ...list(trace.writes, ">")].sort();
}

/** Graphlets as `trainer status reason`. */
export const graphletsOf = (trace: Trace): readonly string[] =>
  cutGraphlets(trace, neverCancelled).list.map(({ trainer, status, whyNotPushed }) =>
    `${idAt(trace.executions.id, trainer)} ${status} ${whyNotPushed ?? ""}`.trim(),
  );
