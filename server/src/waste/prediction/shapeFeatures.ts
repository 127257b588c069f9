import { role, roleBits } from "../../graphlets/columns.ts";
import { type OperatorKind, operatorCode, operatorKinds, stateCode } from "../../model/kinds.ts";
import { type FeatureGroup, priorGraphlet, type Scene } from "./feature.ts";
import { hasEnded, pointCode } from "./points.ts";

/** Kinds that are counted: never those that the outcome is read from. */
const counted: readonly OperatorKind[] = operatorKinds.filter((kind) => kind !== "deploy" && kind !== "infer");
const columnOf = new Int8Array(operatorKinds.length).fill(-1);
for (const [column, kind] of counted.entries()) columnOf[operatorCode[kind]] = column;

const others = [
  ["failed-so-far", "steps that failed so far"],
  ["running-so-far", "steps that have begun and not ended"],
  ["cached-so-far", "steps served from the cache so far"],
  ["cost-so-far", "compute time spent so far"],
  ["ingestion-cost", "compute time of the newest ingestion, in that of the model before"],
] as const;

const verbs: Readonly<Partial<Record<OperatorKind, string>>> = {
  ingest: "ingest data",
  analyze: "analyze data",
  preprocess: "prepare data",
  tune: "tune",
  train: "train",
  evaluate: "evaluate",
  validate: "validate",
  import: "import",
  resolve: "hand on earlier results",
  other: "do something else",
};

/** The shape of the graphlet as far as it has got: steps by kind, failures, durations. */
export const shapeFeatures: FeatureGroup = {
  features: [
    ...counted.map((kind) => ({ name: `steps-${kind}`, words: `steps that ${verbs[kind] ?? kind}`, since: 0 })),
    ...others.map(([name, words]) => ({ name, words, since: 0 })),
  ],
  measure(scene, out) {
    out.fill(0, 0, counted.length + others.length);
    const { members } = scene.source.graphlets;
    const end = members.offsets[scene.graphlet + 1] as number;
    for (let at = members.offsets[scene.graphlet] as number; at < end; at++) {
      const member = members.values[at] as number;
      countMember(scene, member >> roleBits, (member & role.trainer) !== 0, out);
    }
    out[counted.length + 4] = ingestionRatio(scene);
  },
};

function countMember({ source, at, point }: Scene, row: number, isTrainer: boolean, out: Float64Array): void {
  const { state, startedAt, updatedAt, kind, cost } = source.trace.executions;
  const column = columnOf[kind[row] as number] as number;
  const begun = isTrainer ? point >= pointCode.training : (startedAt[row] as number) < at;
  if (column < 0 || !begun) return;
  out[column] = (out[column] as number) + 1;
  const add = (other: number, value: number): void => {
    out[counted.length + other] = (out[counted.length + other] as number) + value;
  };
  if (!hasEnded(source.trace, row) || (updatedAt[row] as number) > at) {
    add(1, 1);
    return;
  }
  if (state[row] === stateCode.failed) add(0, 1);
  if (state[row] === stateCode.cached) add(2, 1);
  const seconds = cost[row] as number;
  if (Number.isFinite(seconds)) add(3, seconds);
}

/** Cost of the newest ingestion by that of the last model's: how much data has come, roughly. */
function ingestionRatio(scene: Scene): number {
  const last = priorGraphlet(scene, 1);
  return last < 0 ? Number.NaN : ingestionCost(scene, scene.graphlet) / ingestionCost(scene, last);
}

function ingestionCost({ source, at }: Scene, graphlet: number): number {
  const { members } = source.graphlets;
  const { kind, startedAt, updatedAt, cost, state } = source.trace.executions;
  let newest = Number.NEGATIVE_INFINITY;
  let seconds = Number.NaN;
  const end = members.offsets[graphlet + 1] as number;
  for (let place = members.offsets[graphlet] as number; place < end; place++) {
    const row = (members.values[place] as number) >> roleBits;
    if (kind[row] !== operatorCode.ingest || state[row] !== stateCode.complete) continue;
    const start = startedAt[row] as number;
    if ((updatedAt[row] as number) > at || start <= newest) continue;
    newest = start;
    seconds = cost[row] as number;
  }
  return seconds > 0 ? seconds : Number.NaN;
}
