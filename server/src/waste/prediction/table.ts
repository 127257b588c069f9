import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { dataFeatures } from "./dataFeatures.ts";
import type { Feature, FeatureGroup, Scene, Source } from "./feature.ts";
import { historyFeatures } from "./historyFeatures.ts";
import type { Lane } from "./lanes.ts";
import { countBelow } from "./lanes.ts";
import { shapeFeatures } from "./shapeFeatures.ts";
import { trainingFeatures } from "./trainingFeatures.ts";

const groups: readonly FeatureGroup[] = [historyFeatures, dataFeatures, shapeFeatures, trainingFeatures];

/** What is known of each graphlet at one point: a row a graphlet, a column a feature. */
export interface FeatureTable {
  readonly features: readonly Feature[];
  /** One a feature; NaN where it is unknown, and in the rows of graphlets that did not get to the point. */
  readonly columns: readonly Float32Array[];
  readonly count: number;
}

/** Features that are known at a point, by its code. */
export const featuresAt = (point: number): readonly Feature[] =>
  groups.flatMap(({ features }) => features.filter(({ since }) => since <= point));

/**
 * Features of all graphlets at a point, from nothing that comes after its time (`times`, one a graphlet). What is assumed: an artifact is
 * written before it is read. Linear in the members.
 * @throws CancelledError when the token is cancelled.
 */
export function featureTable(source: Source, point: number, times: Float64Array, token: CancelToken): FeatureTable {
  const { count, trainer } = source.graphlets;
  const features = featuresAt(point);
  const columns = features.map(() => new Float32Array(count).fill(Number.NaN));
  const parts = partsOf(point);
  const width = Math.max(...parts.map(({ group }) => group.features.length));
  const measured = new Float64Array(width);
  let done = 0;
  for (const lane of source.lanes) {
    const scene = sceneIn(source, lane, point);
    for (let place = 0; place < lane.graphlets.length; place++) {
      if ((++done & 0xfff) === 0) throwIfCancelled(token);
      const graphlet = lane.graphlets[place] as number;
      const at = times[graphlet] as number;
      if (Number.isNaN(at)) continue;
      setScene(scene, place, trainer[graphlet] as number, at);
      let column = 0;
      for (const { group, known } of parts) {
        group.measure(scene, measured);
        for (const index of known) (columns[column++] as Float32Array)[graphlet] = measured[index] as number;
      }
    }
  }
  return { features, columns, count };
}

/** Groups, and indexes of those of their features that are known at the point. */
const partsOf = (point: number) =>
  groups.map((group) => ({
    group,
    known: group.features.flatMap(({ since }, index) => (since <= point ? [index] : [])),
  }));

const sceneIn = (source: Source, lane: Lane, point: number): Scene => ({
  source,
  lane,
  point,
  graphlet: -1,
  trainer: -1,
  place: 0,
  before: 0,
  at: Number.NaN,
  usesBefore: Number.NaN,
});

function setScene(scene: Scene, place: number, trainer: number, at: number): void {
  const graphlet = scene.lane.graphlets[place] as number;
  scene.graphlet = graphlet;
  scene.trainer = trainer;
  scene.place = place;
  scene.before = Math.min(place, countBelow(scene.lane.starts, at));
  scene.at = at;
  // A use at the very time is known; times are whole milliseconds or parts of them.
  scene.usesBefore = Math.min(at + Number.EPSILON * Math.abs(at), scene.source.fates.usedAt[graphlet] as number);
}
