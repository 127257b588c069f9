import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { history } from "./history.ts";
import { schemaStatements } from "./mlmdSchema.ts";
import { type NodePlan, pipelinePlan } from "./pipelinePlan.ts";
import { Random } from "./random.ts";
import type { RecordedExecution } from "./records.ts";
import { runPlans, usualRates } from "./runPlans.ts";
import { writeRecords } from "./writeRecords.ts";

/** So many executions are made up; more are copies of them in pipelines of other names. */
const mostMade = 100_000;
/** Executions of an average pipeline. */
const perPipeline = 330;

/**
 * Writes the store of a whole team: many pipelines whose numbers of runs are log-normal, running side by side, so that their executions alternate.
 * About two artifacts and four events an execution. The same bytes for the same number. `indexes`: with those that ML Metadata makes besides its keys.
 */
export function writeLargeStore(path: string, executions: number, indexes = false): void {
  const copies = Math.ceil(executions / mostMade);
  const part = `${path}-part`;
  writeRecords(copies === 1 ? path : part, 10, false, fleetRecords(Math.round(executions / copies)));
  if (copies > 1) {
    multiply(part, path, copies);
    rmSync(part);
  }
  if (indexes) addIndexes(path);
}

function* fleetRecords(executions: number): Generator<readonly ["ir", RecordedExecution]> {
  const dice = new Random(11);
  const pipelines = Math.max(1, Math.round(executions / perPipeline));
  const sizes = Array.from({ length: pipelines }, () => Math.exp(1.2 * normal(dice)));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const records: RecordedExecution[] = [];
  for (const [index, size] of sizes.entries()) {
    const most = Math.max(20, Math.round((size / all) * executions * 1.05));
    let made = 0;
    for (const record of onePipeline(index, Math.ceil(most / 8), dice)) {
      if (made++ >= most) break;
      records.push(record);
    }
  }
  records.sort((a, b) => a.startedAt - b.startedAt);
  for (const record of records.slice(0, executions)) yield ["ir", record];
}

function onePipeline(index: number, runs: number, dice: Random): Generator<RecordedExecution> {
  const nodes = pipelinePlan({
    trainers: dice.chance(0.3) ? ["Trainer", "Trainer.challenger"] : ["Trainer"],
    resolver: true,
    baseline: true,
    warmStart: dice.chance(0.5),
    analyzerCache: true,
    bulkInferrer: dice.chance(0.3),
  }).map(withAllOutputs);
  const hours = 2880 / runs;
  const rates = { ...usualRates, seed: 500 + index, hours, start: usualRates.start + dice.below(3_600_000) };
  const plans = runPlans(rates);
  const list = Array.from({ length: runs }, () => plans.next().value).filter((plan) => plan !== undefined);
  return history({ seed: index, pipeline: `team-${index}`, nodes, runs: list, dialect: "ir", caching: true });
}

/** Components write more than what the next one reads. */
function withAllOutputs(node: NodePlan): NodePlan {
  if (node.type === "Trainer") return { ...node, writes: { ...node.writes, model_run: "ModelRun" } };
  if (node.type !== "Transform") return node;
  const more = Object.fromEntries(
    ["pre_transform_schema", "pre_transform_stats", "post_transform_schema", "post_transform_stats"].map((key) => [
      key,
      key.endsWith("schema") ? "Schema" : "ExampleStatistics",
    ]),
  );
  return { ...node, writes: { ...node.writes, ...more, post_transform_anomalies: "ExampleAnomalies" } };
}

const normal = (dice: Random): number =>
  Math.sqrt(-2 * Math.log(1 - dice.share())) * Math.cos(2 * Math.PI * dice.share());

function addIndexes(path: string): void {
  const db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000");
  for (const statement of schemaStatements(10, true)) if (statement.startsWith("CREATE INDEX")) db.exec(statement);
  db.close();
}

/** Writes `copies` of a store into one, row by row side by side: ids, names and contents are others in each. */
function multiply(from: string, to: string, copies: number): void {
  rmSync(to, { force: true });
  const db = new DatabaseSync(to);
  db.exec("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000");
  for (const statement of schemaStatements(10, false)) db.exec(statement);
  db.exec(`ATTACH '${from}' AS a; BEGIN; CREATE TEMP TABLE copies (k INTEGER PRIMARY KEY);
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${copies - 1}) INSERT INTO copies SELECT i FROM n`);
  const id = (column: string): string => `(${column} - 1) * ${copies} + k + 1`;
  const values = (name: string): string =>
    `p.name, is_custom_property, int_value, double_value,
     CASE WHEN p.name = '${name}' THEN string_value || k ELSE string_value END, byte_value, proto_value, bool_value`;
  for (const table of ["Type", "ParentType", "MLMDEnv"]) db.exec(`INSERT INTO ${table} SELECT * FROM a.${table}`);
  for (const select of [
    `Execution SELECT ${id("id")}, type_id, last_known_state, name || '-' || k, external_id, create_time_since_epoch + k, last_update_time_since_epoch + k FROM a.Execution NOT INDEXED CROSS JOIN copies`,
    `Artifact SELECT ${id("id")}, type_id, 'unit-' || k || '/' || uri, state, name, external_id, create_time_since_epoch + k, last_update_time_since_epoch + k FROM a.Artifact NOT INDEXED CROSS JOIN copies`,
    `Event SELECT ${id("id")}, ${id("artifact_id")}, ${id("execution_id")}, type, milliseconds_since_epoch + k FROM a.Event NOT INDEXED CROSS JOIN copies`,
    `EventPath SELECT ${id("e.id")}, is_index_step, step_index, step_key FROM a.Event e NOT INDEXED CROSS JOIN copies CROSS JOIN a.EventPath p ON p.event_id = e.id`,
    `ExecutionProperty SELECT ${id("e.id")}, ${values("input_fingerprint")} FROM a.Execution e NOT INDEXED CROSS JOIN copies CROSS JOIN a.ExecutionProperty p ON p.execution_id = e.id`,
    `ArtifactProperty SELECT ${id("e.id")}, ${values("input_fingerprint")} FROM a.Artifact e NOT INDEXED CROSS JOIN copies CROSS JOIN a.ArtifactProperty p ON p.artifact_id = e.id`,
    `Context SELECT ${id("id")}, type_id, 'unit-' || k || '-' || name, external_id, create_time_since_epoch, last_update_time_since_epoch FROM a.Context NOT INDEXED CROSS JOIN copies`,
    `Association SELECT ${id("id")}, ${id("context_id")}, ${id("execution_id")} FROM a.Association NOT INDEXED CROSS JOIN copies`,
    `Attribution SELECT ${id("id")}, ${id("context_id")}, ${id("artifact_id")} FROM a.Attribution NOT INDEXED CROSS JOIN copies`,
  ]) {
    db.exec(`INSERT INTO ${select}`);
  }
  db.exec("COMMIT");
  db.close();
}
