import { createHash } from "node:crypto";
import { fullTypeName } from "../pipelinePlan.ts";
import type { RecordedArtifact, RecordedEvent, RecordedExecution } from "../records.ts";
import type { FleetPipeline } from "./fleet.ts";
import type { FleetArtifact, FleetEdge, FleetExecution } from "./happening.ts";

/** What a pipeline of a fleet ran, as TFX's launcher would have recorded it in a store. */
export function* fleetRecords({ executions }: FleetPipeline): Generator<readonly ["ir", RecordedExecution]> {
  const known = new Map<FleetArtifact, RecordedArtifact>();
  const recordOf = (artifact: FleetArtifact): RecordedArtifact => {
    const record = known.get(artifact) ?? recordedArtifact(artifact, known.size);
    known.set(artifact, record);
    return record;
  };
  for (const execution of executions()) yield ["ir", recordedExecution(execution, recordOf)];
}

function recordedExecution(
  execution: FleetExecution,
  recordOf: (artifact: FleetArtifact) => RecordedArtifact,
): RecordedExecution {
  const { node, type, pipeline, run, state, startedAt, endedAt, code, parameters, reads, writes } = execution;
  const events = (way: RecordedEvent["type"], edges: readonly FleetEdge[], at: number): RecordedEvent[] =>
    edges.map(([key, artifact]) => ({ type: way, key, artifact: recordOf(artifact), at }));
  return {
    ...{ node, pipeline, run, state, startedAt, endedAt },
    type: fullTypeName(type),
    properties: { ...(code === null ? {} : { module_path: wheel(node, code) }), version: parameters },
    events: [...events("input", reads, startedAt), ...events("output", writes, endedAt)],
    name: null,
  };
}

const wheel = (node: string, code: string): string =>
  `user_code@wheels/tfx_user_code_${node}-0.0+${createHash("sha256").update(code).digest("hex")}-py3-none-any.whl`;

const recordedArtifact = (
  { type, content, blessed, pushed, createdAt }: FleetArtifact,
  index: number,
): RecordedArtifact => ({
  type,
  uri: `pipelines/${type}/${index}`,
  createdAt,
  properties: [
    ...(content === null ? [] : [{ name: "input_fingerprint", value: content, custom: true }]),
    ...(blessed < 0 ? [] : [{ name: "blessed", value: blessed, custom: true }]),
    ...(pushed < 0 ? [] : [{ name: "pushed", value: pushed, custom: true }]),
  ],
});
