import type { Random } from "../random.ts";
import type { FleetAssumptions } from "./assumptions.ts";
import { between, logNormal, oneOf } from "./distributions.ts";

/** Shapes of pipelines, by what they have beyond ingestion, training and evaluation. */
export const fleetShapes = [
  "full",
  "full",
  "full",
  "light",
  "tuned",
  "infra",
  "champion",
  "ungated",
  "batch",
  "experiment",
] as const;
export type FleetShape = (typeof fleetShapes)[number];

/** What stays the same over a pipeline's life. */
export interface Character {
  readonly name: string;
  readonly shape: FleetShape;
  /** Models that it trains in all. */
  readonly models: number;
  /** Milliseconds from one run to the next, in the middle. */
  readonly cadence: number;
  readonly begins: number;
  readonly trainingSeconds: number;
  readonly window: number;
  readonly newData: number;
  readonly newCode: number;
  readonly newParameters: number;
  /** Least milliseconds between two deployments. */
  readonly throttle: number;
  readonly refuses: boolean;
  /** The data's validator fails the run on an anomaly. */
  readonly strict: boolean;
  readonly warmStart: boolean;
  /** Data that did not change is not ingested again but handed on from the cache. */
  readonly caching: boolean;
  /** Quality that a model must have over the deployed one. */
  readonly margin: number;
  /** How much drift harms the quality. */
  readonly sensitivity: number;
}

/** Trainers in a pipeline of the shape. */
export const trainersOf = (shape: FleetShape): readonly string[] =>
  shape === "champion" ? ["Trainer", "Trainer.challenger"] : ["Trainer"];

/** A pipeline as chance makes it. `models`: how many it trains. */
export function characterOf(random: Random, name: string, models: number, assumed: FleetAssumptions): Character {
  const shape = oneOf(random, fleetShapes);
  const runs = Math.max(1, models / trainersOf(shape).length);
  const life = assumed.days * between(random, [0.3, 1]) * 86_400_000;
  const cadence = life / runs;
  return {
    name,
    shape,
    models,
    cadence,
    begins: assumed.start + (assumed.days * 86_400_000 - life) * random.share(),
    trainingSeconds: Math.min(logNormal(random, assumed.trainingSeconds, assumed.costSpread), (cadence / 1000) * 0.8),
    window: oneOf(random, assumed.windows),
    newData: between(random, assumed.newData),
    newCode: between(random, assumed.newCode),
    newParameters: between(random, assumed.newParameters),
    throttle: oneOf(random, assumed.throttles) * cadence,
    refuses: random.chance(assumed.refuses),
    strict: random.chance(0.4),
    warmStart: random.chance(0.3),
    caching: random.chance(0.5),
    margin: between(random, [-0.4, 0.3]),
    sensitivity: between(random, [0.3, 1.2]),
  };
}
