import { type FeatureGroup, hourMs, priorGraphlet, type Scene } from "./feature.ts";
import { countBelow } from "./lanes.ts";
import { pointCode } from "./points.ts";

/** Models and deployments that are looked back upon. */
const recent = 5;
const long = 20;

const names = [
  ["models-before", "models trained before it"],
  ["deployed-share", "share of all models deployed so far"],
  ["deployed-recently", `share of the last ${recent} models deployed`],
  ["deployed-lately", `share of the last ${long} models deployed`],
  ["last-deployed", "whether the last model was deployed"],
  ["models-since-deployed", "models since the last deployed one"],
  ["hours-since-deployed", "hours since the last deployment"],
  ["deployment-gap", "usual hours between deployments"],
  ["shortest-deployment-gap", "shortest time between deployments"],
  ["since-deployed-by-gap", "time since the last deployment, in usual gaps between deployments"],
  ["since-deployed-by-shortest", "time since the last deployment, in shortest gaps between deployments"],
  ["hours-since-model", "hours since the last training"],
  ["model-gap", "usual hours between trainings"],
  ["failed-recently", `share of the last ${recent} models in whose making a step failed`],
  ["last-failed", "whether a step failed for the last model"],
  ["failed-in-a-row", "models in a row for which a step failed"],
  ["last-blessed", "whether the last model was blessed"],
  ["blessed-recently", `share of the last ${recent} models blessed`],
  ["changed-recently", `share of the last ${recent} models with new code or parameters`],
  ["similar-recently", `share of data that the last ${recent} models had in common with those before`],
] as const;

/** What became of the node's models before: known before a run begins. */
export const historyFeatures: FeatureGroup = {
  features: names.map(([name, words]) => ({ name, words, since: pointCode.run })),
  measure(scene, out) {
    const deployed = deployments(scene);
    const past = lookBack(scene);
    const { at, lane, before } = scene;
    const last = before > 0 ? (lane.starts[before - 1] as number) : Number.NaN;
    const first = before > recent ? (lane.starts[before - recent] as number) : (lane.starts[0] as number);
    const values = [
      before,
      before > 0 ? Math.min(1, deployed.count / before) : Number.NaN,
      past.usedRecently,
      past.usedLately,
      past.lastUsed,
      past.sinceUsed,
      deployed.since,
      deployed.gap,
      deployed.shortest,
      deployed.since / deployed.gap,
      deployed.since / deployed.shortest,
      (at - last) / hourMs,
      before > 1 ? (last - first) / hourMs / Math.max(1, Math.min(recent, before) - 1) : Number.NaN,
      past.failedRecently,
      past.lastFailed,
      past.failedInARow,
      past.lastBlessed,
      past.blessedRecently,
      past.changedRecently,
      past.similarRecently,
    ];
    out.set(values);
  },
};

/** Deployments of the node's models up to the time: their number, hours since the last, and hours between the last ones. */
function deployments({ lane, at, usesBefore }: Scene) {
  const { uses } = lane;
  const count = countBelow(uses, usesBefore);
  const last = uses[count - 1] ?? Number.NaN;
  const first = Math.max(0, count - long);
  let shortest = Number.NaN;
  for (let use = first + 1; use < count; use++) {
    const gap = ((uses[use] as number) - (uses[use - 1] as number)) / hourMs;
    if (!(gap >= shortest)) shortest = gap;
  }
  const gap = count - first > 1 ? (last - (uses[first] as number)) / hourMs / (count - first - 1) : Number.NaN;
  return { count, since: (at - last) / hourMs, gap, shortest };
}

/** The last models, each as far as it had got at the time. */
function lookBack(scene: Scene) {
  const { source, before, at } = scene;
  const { fates, failedAt, blessedAt, notBlessedAt, similarity, changed } = source;
  const sums = { usedRecently: 0, usedLately: 0, failed: 0 };
  const blessed = { sum: 0, count: 0, last: Number.NaN };
  const change = { sum: 0, count: 0 };
  const similar = { sum: 0, count: 0 };
  let sinceUsed = Math.min(before, long);
  let failedInARow = 0;
  const count = Math.min(before, long);
  for (let back = 1; back <= count; back++) {
    const graphlet = priorGraphlet(scene, back);
    const used = (fates.usedAt[graphlet] as number) <= at;
    if (used) sums.usedLately++;
    if (used && sinceUsed === count) sinceUsed = Math.min(sinceUsed, back - 1);
    if (back > recent) continue;
    if (used) sums.usedRecently++;
    const failed = (failedAt[graphlet] as number) <= at;
    if (failed) sums.failed++;
    if (failed && failedInARow === back - 1) failedInARow = back;
    const blessing = blessingAt(blessedAt[graphlet] as number, notBlessedAt[graphlet] as number, at);
    if (back === 1) blessed.last = blessing;
    add(blessed, blessing);
    add(change, changed[graphlet] as number);
    add(similar, similarity[graphlet] as number);
  }
  const lastGraphlet = priorGraphlet(scene, 1);
  const nothing = before === 0;
  return {
    usedRecently: sums.usedRecently / Math.min(before, recent),
    usedLately: sums.usedLately / count,
    lastUsed: nothing ? Number.NaN : truth((fates.usedAt[lastGraphlet] as number) <= at),
    sinceUsed,
    failedRecently: sums.failed / Math.min(before, recent),
    lastFailed: nothing ? Number.NaN : truth((failedAt[lastGraphlet] as number) <= at),
    failedInARow,
    lastBlessed: blessed.last,
    blessedRecently: blessed.sum / blessed.count,
    changedRecently: change.sum / change.count,
    similarRecently: similar.sum / similar.count,
  };
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

/** 1 where the model was blessed by the time, 0 where a check had said no, NaN where none had spoken. */
export const blessingAt = (blessedAt: number, notBlessedAt: number, at: number): number =>
  blessedAt <= at ? 1 : notBlessedAt <= at ? 0 : Number.NaN;

function add(mean: { sum: number; count: number }, value: number): void {
  if (Number.isNaN(value)) return;
  mean.sum += value;
  mean.count++;
}
