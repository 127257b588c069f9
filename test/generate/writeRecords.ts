import { type ExecutionState, stateCode } from "../../server/src/model/kinds.ts";
import type { SchemaVersion } from "./mlmdSchema.ts";
import { eventType, MlmdWriter, type StoredProperty } from "./mlmdWriter.ts";
import { artifactBase, executionBase } from "./pipelinePlan.ts";
import type { Dialect, RecordedArtifact, RecordedExecution } from "./records.ts";

/** Rows that were written. */
export interface WrittenCounts {
  executions: number;
  artifacts: number;
  events: number;
}

/** Writes records into an ML Metadata store as TFX's launchers of the two dialects do, one transaction for all. */
export function writeRecords(
  path: string,
  version: SchemaVersion,
  withIndexes: boolean,
  records: Iterable<readonly [Dialect, RecordedExecution]>,
): WrittenCounts {
  const writer = new MlmdWriter(path, version, withIndexes);
  const artifacts = new Map<RecordedArtifact, number>();
  const counts: WrittenCounts = { executions: 0, artifacts: 0, events: 0 };
  for (const [dialect, record] of records) {
    const contexts = contextsOf(writer, dialect, record);
    const execution = writer.execution({
      type: writer.type("execution", record.type, dialect === "ir" ? executionBase(record.type) : null),
      state: storesState(version) ? stateCode[record.state] : null,
      name: record.name,
      createdAt: record.startedAt,
      updatedAt: record.endedAt,
      properties: Object.entries(record.properties).map(
        ([name, value]): StoredProperty => ({ name, value, custom: dialect === "ir" }),
      ),
    });
    counts.executions++;
    for (const context of contexts) writer.associate(context, execution);
    for (const event of record.events) {
      let artifact = artifacts.get(event.artifact);
      if (artifact === undefined) {
        artifact = writer.artifact({
          type: writer.type("artifact", event.artifact.type, artifactBase(event.artifact.type)),
          uri: event.artifact.uri,
          at: event.artifact.createdAt,
          properties: event.artifact.properties,
        });
        artifacts.set(event.artifact, artifact);
        counts.artifacts++;
        for (const context of contexts) writer.attribute(context, artifact);
      }
      writer.event({ artifact, execution, type: eventType[event.type], key: event.key, at: event.at });
      counts.events++;
    }
  }
  writer.close();
  return counts;
}

/** Schema 4 had no column for it, and what wrote schema 5 left it empty. */
const storesState = (version: SchemaVersion): boolean => version >= 6;

function contextsOf(writer: MlmdWriter, dialect: Dialect, record: RecordedExecution): readonly number[] {
  const { pipeline, run, node, startedAt } = record;
  if (dialect === "ir") {
    return [
      writer.context("pipeline", pipeline, startedAt),
      writer.context("pipeline_run", run, startedAt),
      writer.context("node", `${pipeline}.${node}`, startedAt),
    ];
  }
  return [
    writer.context("pipeline", pipeline, startedAt),
    writer.context("run", `${pipeline}.${run}`, startedAt),
    writer.context("component_run", `${pipeline}.${run}.${node}`, startedAt),
  ];
}

/** The state that a reader can know of a record: none at all where neither a column nor a property holds it. */
export const readableState = (version: SchemaVersion, dialect: Dialect, state: ExecutionState): ExecutionState => {
  if (storesState(version)) return state;
  if (dialect === "ir") return "unknown";
  return state === "running" ? "new" : state;
};
