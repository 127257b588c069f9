import { type IntColumn, intAt } from "../../server/src/model/intColumn.ts";
import { artifactKinds, executionStates, operatorKinds } from "../../server/src/model/kinds.ts";
import { type EdgeRows, idAt, runName, type Trace, type TraceId, textOrNull } from "../../server/src/model/trace.ts";

export interface PlainExecution {
  readonly id: TraceId;
  readonly type: string;
  readonly kind: string;
  readonly state: string;
  readonly node: string;
  readonly pipeline: string | null;
  readonly storedPipeline: string | null;
  readonly run: string | null;
  readonly startedAt: number | null;
  readonly updatedAt: number | null;
  readonly cost: number | null;
  readonly code: string | null;
  /** `key artifact-id`, sorted. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

export interface PlainArtifact {
  readonly id: TraceId;
  readonly type: string;
  readonly kind: string;
  readonly uri: string | null;
  readonly content: string | null;
  readonly span: string | null;
  readonly blessed: number;
  readonly pushed: number;
}

/** A trace's columns as plain objects, for tests to compare. */
export function plain(trace: Trace): { executions: readonly PlainExecution[]; artifacts: readonly PlainArtifact[] } {
  const { strings, executions: e, artifacts: a } = trace;
  const text = (column: IntColumn, row: number): string | null => textOrNull(strings, intAt(column, row));
  const number = (column: Float64Array, row: number): number | null => {
    const value = column[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  const edges = (rows: EdgeRows, row: number): readonly string[] => {
    const found: string[] = [];
    for (let edge = rows.offsets[row] ?? 0; edge < (rows.offsets[row + 1] ?? 0); edge++) {
      found.push(`${text(rows.key, edge)} ${idAt(a.id, rows.target[edge] ?? -1)}`);
    }
    return found.sort();
  };
  const rows = (count: number): readonly number[] => Array.from({ length: count }, (_, row) => row);
  return {
    executions: rows(e.count).map((row) => ({
      id: idAt(e.id, row),
      type: text(e.type, row) ?? "",
      kind: operatorKinds[e.kind[row] ?? 0] ?? "",
      state: executionStates[e.state[row] ?? 0] ?? "",
      node: text(e.node, row) ?? "",
      pipeline: trace.pipelines[e.pipeline[row] ?? -1]?.name ?? null,
      storedPipeline: text(e.storedPipeline, row),
      run: runName(trace, e.run[row]),
      startedAt: number(e.startedAt, row),
      updatedAt: number(e.updatedAt, row),
      cost: number(e.cost, row),
      code: text(e.code, row),
      reads: edges(trace.reads, row),
      writes: edges(trace.writes, row),
    })),
    artifacts: rows(a.count).map((row) => ({
      id: idAt(a.id, row),
      type: text(a.type, row) ?? "",
      kind: artifactKinds[a.kind[row] ?? 0] ?? "",
      uri: text(a.uri, row),
      content: text(a.content, row),
      span: text(a.span, row),
      blessed: intAt(a.blessed, row),
      pushed: intAt(a.pushed, row),
    })),
  };
}
