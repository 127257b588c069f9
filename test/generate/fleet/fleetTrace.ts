import { artifactKindOfType } from "../../../server/src/model/artifactKind.ts";
import { artifactCode, operatorCode, stateCode } from "../../../server/src/model/kinds.ts";
import { operatorKindOfTfxType } from "../../../server/src/model/operatorKind.ts";
import type { EdgeRows, Trace } from "../../../server/src/model/trace.ts";
import { edgeRows, turned } from "../../../server/src/traces/edges.ts";
import { growableBytes, growableDoubles, growableInts } from "../../../server/src/traces/growable.ts";
import { StringTable } from "../../../server/src/traces/stringTable.ts";
import { type PlainRun, runColumns } from "../runColumns.ts";
import type { FleetPipeline } from "./fleet.ts";
import type { FleetArtifact, FleetEdge, FleetExecution } from "./happening.ts";

/** A fleet as one trace in memory, pipeline after pipeline: what reading its stores would give, without the stores. */
export function fleetTrace(pipelines: readonly FleetPipeline[]): Trace {
  const strings = new StringTable();
  const executions = executionTable(strings);
  const artifacts = artifactTable(strings);
  const reads = edgeTable(strings);
  const writes = edgeTable(strings);
  const runs: PlainRun[] = [];
  for (const [index, pipeline] of pipelines.entries()) {
    const rows = new Map<FleetArtifact, number>();
    const rowOf = (artifact: FleetArtifact): number => {
      const known = rows.get(artifact);
      if (known !== undefined) return known;
      const row = artifacts.add(artifact);
      rows.set(artifact, row);
      return row;
    };
    for (const execution of pipeline.executions()) {
      if (runs.at(-1)?.name !== execution.run) runs.push({ name: execution.run, pipeline: index });
      const row = executions.add(execution, index, runs.length - 1);
      for (const [key, artifact] of execution.reads) reads.add(row, rowOf(artifact), key);
      for (const [key, artifact] of execution.writes) writes.add(row, rowOf(artifact), key);
    }
  }
  const counts = { executions: executions.count(), artifacts: artifacts.count() };
  const readRows = reads.finish(counts.executions);
  const writeRows = writes.finish(counts.executions);
  return {
    source: { kind: "mlmd", schemaVersion: 10 },
    executions: executions.finish(),
    artifacts: artifacts.finish(),
    reads: readRows,
    writes: writeRows,
    readers: turned(readRows, counts.artifacts),
    writers: turned(writeRows, counts.artifacts),
    pipelines: pipelines.map(({ character }) => ({ name: character.name })),
    runs: runColumns(runs),
    counts: {
      ...counts,
      events: readRows.target.length + writeRows.target.length,
      contexts: pipelines.length + runs.length,
      skippedEvents: 0,
    },
    strings: strings.finish(),
  };
}

function executionTable(strings: StringTable) {
  const kinds = new Map<string, number>();
  const kindOf = (type: string): number => {
    const known = kinds.get(type) ?? operatorCode[operatorKindOfTfxType(type) ?? "other"];
    kinds.set(type, known);
    return known;
  };
  const ints = () => growableInts();
  const columns = {
    type: ints(),
    node: ints(),
    pipeline: ints(),
    stored: ints(),
    run: ints(),
    code: ints(),
    parameters: ints(),
  };
  const bytes = { kind: growableBytes(), state: growableBytes() };
  const doubles = { startedAt: growableDoubles(), updatedAt: growableDoubles(), cost: growableDoubles() };
  const count = (): number => columns.type.length;
  return {
    count,
    add(execution: FleetExecution, pipeline: number, run: number): number {
      const { state, startedAt, endedAt } = execution;
      columns.type.push(strings.add(execution.type));
      columns.node.push(strings.add(execution.node));
      columns.pipeline.push(pipeline);
      columns.stored.push(strings.add(execution.pipeline));
      columns.run.push(run);
      columns.code.push(strings.addOrNone(execution.code));
      columns.parameters.push(strings.add(execution.parameters));
      bytes.kind.push(kindOf(execution.type));
      bytes.state.push(stateCode[state]);
      doubles.startedAt.push(startedAt);
      doubles.updatedAt.push(endedAt);
      doubles.cost.push(state === "cached" ? 0 : state === "running" ? Number.NaN : (endedAt - startedAt) / 1000);
      return count() - 1;
    },
    finish: (): Trace["executions"] => ({
      count: count(),
      id: { type: "number", values: numbered(count()) },
      type: columns.type.finish(),
      kind: bytes.kind.finish(),
      kindGuessed: new Uint8Array(count()),
      state: bytes.state.finish(),
      node: columns.node.finish(),
      pipeline: columns.pipeline.finish(),
      storedPipeline: columns.stored.finish(),
      run: columns.run.finish(),
      startedAt: doubles.startedAt.finish(),
      updatedAt: doubles.updatedAt.finish(),
      cost: doubles.cost.finish(),
      code: columns.code.finish(),
      parameters: columns.parameters.finish(),
    }),
  };
}

function artifactTable(strings: StringTable) {
  const type = growableInts();
  const content = growableInts();
  const flags = { kind: growableBytes(), blessed: growableBytes(), pushed: growableBytes() };
  const createdAt = growableDoubles();
  return {
    count: (): number => type.length,
    add(artifact: FleetArtifact): number {
      type.push(strings.add(artifact.type));
      content.push(strings.addOrNone(artifact.content));
      flags.kind.push(artifactCode[artifactKindOfType(artifact.type, [])]);
      flags.blessed.push(artifact.blessed);
      flags.pushed.push(artifact.pushed);
      createdAt.push(artifact.createdAt);
      return type.length - 1;
    },
    finish: (): Trace["artifacts"] => ({
      count: type.length,
      id: { type: "number", values: numbered(type.length) },
      type: type.finish(),
      kind: flags.kind.finish(),
      uri: new Int32Array(type.length).fill(-1),
      name: new Int32Array(type.length).fill(-1),
      content: content.finish(),
      span: new Int32Array(type.length).fill(-1),
      blessed: Int8Array.from(flags.blessed.finish()),
      pushed: Int8Array.from(flags.pushed.finish()),
      createdAt: createdAt.finish(),
    }),
  };
}

function edgeTable(strings: StringTable) {
  const from = growableInts();
  const to = growableInts();
  const keys = growableInts();
  return {
    add(execution: number, artifact: number, key: FleetEdge[0]): void {
      from.push(execution);
      to.push(artifact);
      keys.push(strings.add(key));
    },
    finish: (executions: number): EdgeRows =>
      edgeRows(executions, { from: from.finish(), to: to.finish(), key: keys.finish() }),
  };
}

const numbered = (count: number): Float64Array => Float64Array.from({ length: count }, (_, row) => row + 1);
