import { countCommon, jaccard, lengthOf } from "../../graphlets/overlap.ts";
import { type FeatureGroup, priorGraphlet, type Scene } from "./feature.ts";
import { countBelow } from "./lanes.ts";

const names = [
  ["spans", "spans of data"],
  ["new-spans", "spans of data that the model before did not have"],
  ["similarity", "share of the data in common with the model before"],
  ["similarity-to-deployed", "share of the data in common with the last deployed model"],
  ["more-spans", "spans of data in relation to the model before"],
  ["models-with-same-data", "models in a row with the very same data"],
] as const;

/** What the model is made from, against the models before: known when its data is there. */
export const dataFeatures: FeatureGroup = {
  features: names.map(([name, words]) => ({ name, words, since: 0 })),
  measure(scene, out) {
    const { source, graphlet } = scene;
    const { spans } = source.graphlets;
    const count = lengthOf(spans, graphlet);
    const before = priorGraphlet(scene, 1);
    const deployed = lastDeployed(scene);
    const similar = before < 0 ? Number.NaN : jaccard(spans, before, graphlet);
    out[0] = count === 0 ? Number.NaN : count;
    out[1] = before < 0 || count === 0 ? Number.NaN : count - countCommon(spans, before, graphlet);
    out[2] = similar;
    out[3] = deployed < 0 ? Number.NaN : jaccard(spans, deployed, graphlet);
    out[4] = before < 0 ? Number.NaN : count / lengthOf(spans, before);
    out[5] = similar === 1 ? 1 + sameBefore(scene) : 0;
  },
};

/** The node's model that was deployed or used last at the time; -1 for none. */
export function lastDeployed({ lane, usesBefore }: Scene): number {
  return lane.usedGraphlets[countBelow(lane.uses, usesBefore) - 1] ?? -1;
}

/** How many models in a row had the same data as the one before them, the scene's aside; at most 20. */
function sameBefore(scene: Scene): number {
  let count = 0;
  while (count < 20 && scene.source.similarity[priorGraphlet(scene, count + 1)] === 1) count++;
  return count;
}
