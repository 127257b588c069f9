import {
  artifactKinds,
  type ExecutionState,
  executionStates,
  type OperatorKind,
  operatorKinds,
} from "../../../server/src/model/kinds.ts";
import { type EdgeRows, type Trace, textOf } from "../../../server/src/model/trace.ts";

/** The members of a graphlet by the words of the rules, with sets and without regard to time: what the walks are held to. */
export interface ReferenceParts {
  readonly up: ReadonlySet<number>;
  readonly down: ReadonlySet<number>;
  readonly side: ReadonlySet<number>;
  readonly parents: ReadonlySet<number>;
}

interface Edge {
  readonly to: number;
  readonly key: string;
}

export function referenceParts(trace: Trace, trainer: number): ReferenceParts {
  const kind = (row: number): OperatorKind => operatorKinds[trace.executions.kind[row] ?? 0] ?? "other";
  const state = (row: number): ExecutionState => executionStates[trace.executions.state[row] ?? 0] ?? "unknown";
  const edges = (rows: EdgeRows, row: number): Edge[] =>
    Array.from({ length: (rows.offsets[row + 1] ?? 0) - (rows.offsets[row] ?? 0) }, (_, i) => {
      const edge = (rows.offsets[row] ?? 0) + i;
      return { to: rows.target[edge] ?? -1, key: textOf(trace.strings, rows.key[edge]) };
    });
  const reads = (row: number) => edges(trace.reads, row);
  const writes = (row: number) => edges(trace.writes, row);
  const artifactKind = (row: number) => artifactKinds[trace.artifacts.kind[row] ?? 0];
  const makers = (artifact: number): number[] => {
    const writers = edges(trace.writers, artifact)
      .map((edge) => edge.to)
      .filter((row) => kind(row) !== "resolve");
    const own = writers.filter((row) => state(row) !== "cached");
    return own.length > 0 || writers.length === 0 ? own : [Math.min(...writers)];
  };

  const up = new Set([trainer]);
  for (const member of up) {
    for (const { to, key } of reads(member)) {
      const isWarmStart = key === "base_model" || makers(to).some((maker) => kind(maker) === "train");
      if (key === "analyzer_cache" || isWarmStart) continue;
      for (const maker of makers(to)) up.add(maker);
    }
  }

  const down = new Set([trainer]);
  for (const member of down) {
    for (const artifact of writes(member)) {
      for (const { to, key } of edges(trace.readers, artifact.to)) {
        const isClosed = ["train", "tune", "resolve"].includes(kind(to)) || state(to) === "cached";
        if (!isClosed && key !== "baseline_model" && key !== "base_model") down.add(to);
      }
    }
  }

  const isAnalysed = ({ to }: Edge): boolean => ["data", "statistics"].includes(artifactKind(to) ?? "");
  const side = new Set<number>();
  const inside = (row: number): boolean => up.has(row) || side.has(row);
  const joins = (row: number): boolean => {
    if (kind(row) !== "analyze" || state(row) === "cached" || inside(row)) return false;
    const touched = new Set<number>();
    for (const member of [...up, ...side]) {
      for (const edge of reads(member)) touched.add(edge.to);
      if (member !== trainer) for (const edge of writes(member)) touched.add(edge.to);
    }
    const isReadByUp = (artifact: number): boolean =>
      [...up].some((member) => reads(member).some((edge) => edge.to === artifact));
    const analysed = reads(row).filter(isAnalysed);
    return (
      analysed.some(({ to }) => touched.has(to)) &&
      analysed.every(({ to }) => makers(to).some(inside) || (makers(to).length === 0 && isReadByUp(to)))
    );
  };
  for (let before = -1; before < side.size; ) {
    before = side.size;
    for (let row = 0; row < trace.executions.count; row++) if (joins(row)) side.add(row);
  }

  const models = [...up].flatMap(reads).filter(({ to }) => artifactKind(to) === "model");
  const parents = models.flatMap(({ to }) => makers(to)).filter((row) => kind(row) === "train" && row !== trainer);
  return { up, down, side, parents: new Set(parents) };
}
