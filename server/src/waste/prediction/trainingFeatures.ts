import { type IntLists, roleBits } from "../../graphlets/columns.ts";
import type { Ints } from "../../model/intColumn.ts";
import { operatorCode, stateCode } from "../../model/kinds.ts";
import { lastDeployed } from "./dataFeatures.ts";
import { type Feature, type FeatureGroup, priorGraphlet, type Scene } from "./feature.ts";
import { blessingAt } from "./historyFeatures.ts";
import { hasEnded, pointCode } from "./points.ts";

const { training, trained, validated } = pointCode;

const names: readonly (readonly [string, string, number])[] = [
  ["same-code", "whether the code is that of the model before", training],
  ["same-parameters", "whether the parameters are those of the model before", training],
  ["same-code-as-deployed", "whether the code is that of the last deployed model", training],
  ["models-with-same-code", "models in a row with the same code and parameters", training],
  ["warm-starts", "models that it starts from", training],
  ["starts-from-deployed", "whether it starts from the last deployed model", training],
  ["training-failed", "whether the training failed", trained],
  ["training-seconds", "duration of the training", trained],
  ["training-by-usual", "duration of the training, in that of the models before", trained],
  ["blessed", "whether the model was blessed", validated],
  ["checks-failed", "checks that failed", validated],
  ["check-seconds", "duration of the checks", validated],
];
const features: readonly Feature[] = names.map(([name, words, since]) => ({ name, words, since }));

/** Code, parameters and warm starts, known when the training begins; its end; and what the checks of the model said. */
export const trainingFeatures: FeatureGroup = {
  features,
  measure(scene, out) {
    if (scene.point >= training) setBegun(scene, out);
    if (scene.point >= trained) setTrained(scene, out);
    if (scene.point >= validated) setChecked(scene, out);
  },
};

function setBegun(scene: Scene, out: Float64Array): void {
  const { source, graphlet, trainer } = scene;
  const { trace, graphlets } = source;
  const { code, parameters } = trace.executions;
  const before = trainerOf(scene, priorGraphlet(scene, 1));
  const deployed = lastDeployed(scene);
  const deployedRow = trainerOf(scene, deployed);
  out[0] = sameText(code, before, trainer);
  out[1] = sameText(parameters, before, trainer);
  out[2] = sameText(code, deployedRow, trainer);
  out[3] = sameInARow(scene);
  out[4] = lengthOf(graphlets.parents, graphlet);
  out[5] = deployed < 0 ? Number.NaN : holds(graphlets.parents, graphlet, deployedRow) ? 1 : 0;
}

const trainerOf = ({ source }: Scene, graphlet: number): number =>
  graphlet < 0 ? -1 : (source.graphlets.trainer[graphlet] as number);

/** 1 or 0; NaN where one of the two is unknown. */
function sameText(column: Ints, a: number, b: number): number {
  const before = column[a] ?? -1;
  const now = column[b] ?? -1;
  return before < 0 || now < 0 ? Number.NaN : before === now ? 1 : 0;
}

/** How many of the models before have the code and parameters of this one, without a break; at most 20. */
function sameInARow(scene: Scene): number {
  const { code, parameters } = scene.source.trace.executions;
  let count = 0;
  for (; count < Math.min(20, scene.before); count++) {
    const row = trainerOf(scene, priorGraphlet(scene, count + 1));
    if (code[row] !== code[scene.trainer] || parameters[row] !== parameters[scene.trainer]) break;
  }
  return count;
}

const lengthOf = ({ offsets }: IntLists, graphlet: number): number =>
  (offsets[graphlet + 1] as number) - (offsets[graphlet] as number);

function holds({ offsets, values }: IntLists, graphlet: number, row: number): boolean {
  for (let at = offsets[graphlet] as number; at < (offsets[graphlet + 1] as number); at++) {
    if (values[at] === row) return true;
  }
  return false;
}

function setTrained(scene: Scene, out: Float64Array): void {
  const { trace } = scene.source;
  const { state } = trace.executions;
  const seconds = trainingSeconds(scene, scene.trainer);
  let sum = 0;
  let count = 0;
  for (let back = 1; back <= 5; back++) {
    const row = trainerOf(scene, priorGraphlet(scene, back));
    const one = row < 0 ? Number.NaN : trainingSeconds(scene, row);
    if (Number.isNaN(one)) continue;
    sum += one;
    count++;
  }
  out[6] = hasEnded(trace, scene.trainer) ? (state[scene.trainer] === stateCode.failed ? 1 : 0) : Number.NaN;
  out[7] = seconds;
  out[8] = seconds / (sum / count);
}

/** Seconds that a training took; NaN where it had not ended at the time. */
function trainingSeconds({ source, at }: Scene, row: number): number {
  const { startedAt, updatedAt } = source.trace.executions;
  if (!hasEnded(source.trace, row) || (updatedAt[row] as number) > at) return Number.NaN;
  return ((updatedAt[row] as number) - (startedAt[row] as number)) / 1000;
}

function setChecked(scene: Scene, out: Float64Array): void {
  const { source, graphlet, at } = scene;
  const { members } = source.graphlets;
  const { kind, state, startedAt, updatedAt } = source.trace.executions;
  let failed = 0;
  let seconds = 0;
  const end = members.offsets[graphlet + 1] as number;
  for (let place = members.offsets[graphlet] as number; place < end; place++) {
    const row = (members.values[place] as number) >> roleBits;
    if (kind[row] !== operatorCode.evaluate && kind[row] !== operatorCode.validate) continue;
    if (!hasEnded(source.trace, row) || (updatedAt[row] as number) > at) continue;
    if (state[row] === stateCode.failed) failed++;
    seconds += Math.max(0, (updatedAt[row] as number) - (startedAt[row] as number)) / 1000;
  }
  out[9] = blessingAt(source.blessedAt[graphlet] as number, source.notBlessedAt[graphlet] as number, at);
  out[10] = failed;
  out[11] = seconds;
}
