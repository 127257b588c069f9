/**
 * What the generator of fleets takes for true. The figures are assumptions of this project, chosen to be plausible and to make prediction neither
 * trivial nor hopeless; they are measured on nobody's pipelines. `docs/fleet-generator.md` explains them.
 */
export interface FleetAssumptions {
  /** Days that the fleet is looked at. */
  readonly days: number;
  /** Milliseconds since the epoch of its first day. */
  readonly start: number;
  /** Spread (sigma of a log-normal) of the number of models over pipelines: few have most. */
  readonly cadenceSpread: number;
  /** Median seconds of a training, and its spread over pipelines. */
  readonly trainingSeconds: number;
  readonly costSpread: number;
  /** Spread of one node's duration from run to run. */
  readonly runSpread: number;
  /** Spans of data that a model is trained on: one of these, a pipeline. */
  readonly windows: readonly number[];
  /** Least and largest share of runs that find a new span, by pipeline. */
  readonly newData: readonly [number, number];
  /** Share of the drift that lasts from one span to the next, and what is added. */
  readonly driftMemory: number;
  readonly driftStep: number;
  /** Drift beyond which the data's validator fails the run, in pipelines that have a strict one. */
  readonly anomaly: number;
  /** How much of the spans' volume follows the drift: the only trace that it leaves before the training. */
  readonly driftInVolume: number;
  /** Least and largest share of runs with new code and with new parameters. */
  readonly newCode: readonly [number, number];
  readonly newParameters: readonly [number, number];
  /** Spread of a model's quality by new code, by warm starts lost, and by chance. */
  readonly codeEffect: number;
  readonly chance: number;
  /** Least hours between two deployments, in multiples of the pipeline's cadence: one of these, a pipeline. 0: not throttled. */
  readonly throttles: readonly number[];
  /** Share of throttled pipelines whose pusher runs and refuses; in the others it does not run. */
  readonly refuses: number;
  /** Share of runs that begin a time of failures, share of those that end it, and share of runs that fail in it and outside. */
  readonly burstBegins: number;
  readonly burstEnds: number;
  readonly failsInBurst: number;
  readonly failsElse: number;
  /** Share of failures that leave a running execution behind. */
  readonly stalls: number;
}

export const usualAssumptions: FleetAssumptions = {
  days: 120,
  start: Date.UTC(2026, 0, 1),
  cadenceSpread: 1.3,
  trainingSeconds: 1200,
  costSpread: 1.4,
  runSpread: 0.2,
  windows: [1, 1, 3, 7, 14],
  newData: [0.5, 1],
  driftMemory: 0.9,
  driftStep: 0.45,
  anomaly: 2.2,
  driftInVolume: 0.35,
  newCode: [0.01, 0.15],
  newParameters: [0, 0.1],
  codeEffect: 0.6,
  chance: 0.35,
  throttles: [0, 0, 2, 4, 8],
  refuses: 0.3,
  burstBegins: 0.02,
  burstEnds: 0.3,
  failsInBurst: 0.6,
  failsElse: 0.01,
  stalls: 0.1,
};

export interface FleetOptions {
  readonly pipelines: number;
  /** Models that all pipelines train together. */
  readonly models: number;
  readonly seed?: number;
  readonly assumptions?: Partial<FleetAssumptions>;
}
