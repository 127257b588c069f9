import type { ExecutionState } from "../../../server/src/model/kinds.ts";
import type { Random } from "../random.ts";
import type { FleetAssumptions } from "./assumptions.ts";
import { type Character, trainersOf } from "./character.ts";
import { logNormal, normal } from "./distributions.ts";
import type { FleetArtifact, FleetEdge, FleetExecution } from "./happening.ts";

/** What a pipeline carries from run to run. */
interface Life {
  readonly character: Character;
  readonly assumed: FleetAssumptions;
  readonly random: Random;
  trained: number;
  at: number;
  span: number;
  drift: number;
  volume: number;
  /** The newest spans, at most a window of them. */
  window: FleetArtifact[];
  statistics: FleetArtifact | null;
  code: number;
  parameters: number;
  codeQuality: number;
  failing: boolean;
  deployed: Deployed | null;
  newest: FleetArtifact | null;
  hyperparameters: FleetArtifact | null;
}

interface Deployed {
  readonly model: FleetArtifact;
  readonly at: number;
  readonly codeQuality: number;
  readonly drift: number;
}

/** Where one run of the pipeline has got to. */
interface Progress {
  readonly run: string;
  at: number;
  /** Nodes that still run before one fails; negative: none does. */
  failsIn: number;
  stopped: boolean;
}

/** Everything that one pipeline of a fleet ran, in order of start. The same character and chance give the same life. */
export function* pipelineLife(
  character: Character,
  random: Random,
  assumed: FleetAssumptions,
): Generator<FleetExecution> {
  const life: Life = {
    character,
    assumed,
    random,
    trained: 0,
    at: character.begins,
    span: 0,
    drift: 0,
    volume: 1,
    window: [],
    statistics: null,
    code: 1,
    parameters: 1,
    codeQuality: 0,
    failing: false,
    deployed: null,
    newest: null,
    hyperparameters: null,
  };
  for (let run = 0; life.trained < character.models; run++) {
    yield* oneRun(life, `${character.name}.${run}`);
    life.at += Math.round(character.cadence * logNormal(random, 1, 0.35));
  }
}

function* oneRun(life: Life, run: string): Generator<FleetExecution> {
  const { character, random } = life;
  const isNew = life.span === 0 || random.chance(character.newData);
  if (isNew) nextSpan(life);
  const newCode = random.chance(character.newCode);
  if (newCode) {
    life.code++;
    life.codeQuality = 0.7 * life.codeQuality + life.assumed.codeEffect * normal(random);
  }
  if (random.chance(character.newParameters)) life.parameters++;
  const progress: Progress = { run, at: Math.round(life.at), failsIn: failsIn(life), stopped: false };
  yield* prepareData(life, progress, isNew);
  if (progress.stopped) return;
  const prepared = yield* transform(life, progress);
  if (progress.stopped) return;
  if (character.shape === "tuned" && (newCode || life.hyperparameters === null || random.chance(0.1))) {
    const tuned = artifact("HyperParameters", progress.at);
    yield step(life, progress, "Tuner", "Tuner", 1.5, prepared, [["best_hyperparameters", tuned]], "trainer");
    if (progress.stopped) return;
    life.hyperparameters = tuned;
  }
  for (const node of trainersOf(character.shape)) {
    if (progress.stopped || life.trained >= character.models) return;
    yield* trainAndDeploy(life, progress, node, prepared);
  }
}

/** The drift moves on, and a new span with a volume after it arrives. */
function nextSpan(life: Life): void {
  const { random, assumed } = life;
  life.span++;
  life.drift = assumed.driftMemory * life.drift + assumed.driftStep * normal(random);
  life.volume = Math.exp(assumed.driftInVolume * life.drift + 0.15 * normal(random));
}

/** Number of nodes before the one that fails, -1 for none. Failures come in bursts. */
function failsIn(life: Life): number {
  const { random, assumed } = life;
  life.failing = life.failing ? !random.chance(assumed.burstEnds) : random.chance(assumed.burstBegins);
  return random.chance(life.failing ? assumed.failsInBurst : assumed.failsElse) ? random.below(6) : -1;
}

function* prepareData(life: Life, progress: Progress, isNew: boolean): Generator<FleetExecution> {
  const { character, assumed, drift, statistics } = life;
  const last = life.window.at(-1);
  const cached = !isNew && character.caching && last !== undefined && statistics !== null;
  const examples = cached ? last : artifact("Examples", progress.at, { content: `${character.name}/${life.span}` });
  const ingests: FleetEdge[] = [["examples", examples]];
  yield step(life, progress, "ExampleGen", "CsvExampleGen", cached ? 0 : 0.12, [], ingests, null, cached && "cached");
  if (progress.stopped) return;
  if (!cached) life.window = [...(isNew ? life.window : life.window.slice(0, -1)), examples].slice(-character.window);
  if (character.shape === "light") return;
  const made = cached ? statistics : artifact("ExampleStatistics", progress.at);
  const writes: FleetEdge[] = [["statistics", made]];
  const seconds = cached ? 0 : 0.06;
  yield step(life, progress, "StatisticsGen", "StatisticsGen", seconds, ingests, writes, null, cached && "cached");
  if (progress.stopped) return;
  life.statistics = made;
  if (cached) return;
  const fails = character.strict && Math.abs(drift) > assumed.anomaly;
  const anomalies: FleetEdge[] = [["anomalies", artifact("ExampleAnomalies", progress.at)]];
  yield step(life, progress, "ExampleValidator", "ExampleValidator", 0.01, writes, anomalies, null, fails && "failed");
}

/** What the trainers read. */
function* transform(life: Life, progress: Progress): Generator<FleetExecution, readonly FleetEdge[]> {
  const spans: FleetEdge[] = life.window.map((span) => ["examples", span]);
  if (life.character.shape === "light") return spans;
  const prepared: FleetEdge[] = [
    ["transformed_examples", artifact("Examples", progress.at)],
    ["transform_graph", artifact("TransformGraph", progress.at)],
  ];
  yield step(life, progress, "Transform", "Transform", 0.3, spans, prepared, "transform");
  return prepared.map(([key, made]) => [key === "transformed_examples" ? "examples" : key, made]);
}

function* trainAndDeploy(
  life: Life,
  progress: Progress,
  node: string,
  prepared: readonly FleetEdge[],
): Generator<FleetExecution> {
  const { character, random } = life;
  const model = artifact("Model", progress.at);
  const reads: FleetEdge[] = [...prepared];
  if (life.hyperparameters) reads.push(["hyperparameters", life.hyperparameters]);
  if (character.warmStart && life.newest) reads.push(["base_model", life.newest]);
  life.trained++;
  const seconds = node === "Trainer" ? 1 : 1.4;
  yield step(life, progress, node, "Trainer", seconds, reads, [["model", model]], "trainer");
  if (progress.stopped) return;
  if (node === "Trainer") life.newest = model;
  const good = isGoodEnough(life, random);
  const suffix = node === "Trainer" ? "" : ".challenger";
  const pushReads: FleetEdge[] = [["model", model]];
  if (character.shape !== "ungated") {
    const blessing = artifact("ModelBlessing", progress.at, { blessed: good ? 1 : 0 });
    const evaluated: FleetEdge[] = [
      ["model", model],
      ...life.window.slice(-1).map((span): FleetEdge => ["examples", span]),
    ];
    if (life.deployed) evaluated.push(["baseline_model", life.deployed.model]);
    yield step(life, progress, `Evaluator${suffix}`, "Evaluator", 0.2, evaluated, [["blessing", blessing]]);
    if (progress.stopped) return;
    pushReads.push(["model_blessing", blessing]);
  }
  if (character.shape === "infra" && good) {
    const blessing = artifact("InfraBlessing", progress.at);
    yield step(life, progress, "InfraValidator", "InfraValidator", 0.05, [["model", model]], [["blessing", blessing]]);
    if (progress.stopped) return;
  }
  if (node === "Trainer") yield* deploy(life, progress, model, pushReads, good || character.shape === "ungated");
}

function* deploy(
  life: Life,
  progress: Progress,
  model: FleetArtifact,
  reads: readonly FleetEdge[],
  good: boolean,
): Generator<FleetExecution> {
  const { character, deployed } = life;
  if (character.shape === "experiment") return;
  if (character.shape === "batch") {
    if (good) {
      const spans: FleetEdge[] = life.window.slice(-1).map((span) => ["examples", span]);
      const result: FleetEdge[] = [["inference_result", artifact("InferenceResult", progress.at)]];
      yield step(life, progress, "BulkInferrer", "BulkInferrer", 0.5, [...reads, ...spans], result);
      if (!progress.stopped) life.deployed = deployedNow(life, progress, model);
    }
    return;
  }
  const throttled = deployed !== null && progress.at - deployed.at < character.throttle;
  if (throttled && !character.refuses) return;
  const pushed = good && !throttled;
  const result: FleetEdge[] = [["pushed_model", artifact("PushedModel", progress.at, { pushed: pushed ? 1 : 0 })]];
  yield step(life, progress, "Pusher", "Pusher", 0.02, reads, result);
  if (pushed && !progress.stopped) life.deployed = deployedNow(life, progress, model);
}

const deployedNow = ({ codeQuality, drift }: Life, { at }: Progress, model: FleetArtifact): Deployed => ({
  model,
  at,
  codeQuality,
  drift,
});

/** Good enough on the newest data, and better than the deployed model is on it by the pipeline's margin. */
function isGoodEnough(life: Life, random: Random): boolean {
  const { character, assumed, deployed, drift } = life;
  const luck = assumed.chance * normal(random);
  const quality = life.codeQuality - character.sensitivity * Math.max(0, Math.abs(drift) - 0.5) + luck;
  if (quality < -0.9) return false;
  if (!deployed) return true;
  const now = deployed.codeQuality - character.sensitivity * Math.abs(drift - deployed.drift);
  return life.codeQuality + luck - now > character.margin;
}

/** Runs a node: it takes so many times the pipeline's training time, or fails where that is due. */
function step(
  life: Life,
  progress: Progress,
  node: string,
  type: string,
  share: number,
  reads: readonly FleetEdge[],
  writes: readonly FleetEdge[],
  module: "trainer" | "transform" | null = null,
  given: ExecutionState | false = false,
): FleetExecution {
  const { character, assumed, random } = life;
  const broken = progress.failsIn === 0;
  progress.failsIn--;
  const stalls = broken && random.chance(assumed.stalls);
  const state = broken ? (stalls ? "running" : "failed") : given || "complete";
  const seconds = character.trainingSeconds * share * life.volume * logNormal(random, 1, assumed.runSpread);
  const startedAt = progress.at;
  const milliseconds = state === "cached" ? 30 : stalls ? 0 : Math.max(50, Math.round(seconds * 1000));
  const endedAt = startedAt + milliseconds;
  progress.at = endedAt + 1500;
  if (broken) progress.stopped = true;
  const written = state === "complete" || state === "cached";
  return {
    node,
    type,
    pipeline: character.name,
    run: progress.run,
    state,
    startedAt,
    endedAt,
    code: module === null ? null : `${character.name}/${module}/${module === "trainer" ? life.code : 1}`,
    parameters: module === "trainer" ? String(life.parameters) : "1",
    reads,
    writes: written ? writes : [],
  };
}

const artifact = (
  type: string,
  createdAt: number,
  { content = null, blessed = -1, pushed = -1 }: Partial<Pick<FleetArtifact, "content" | "blessed" | "pushed">> = {},
): FleetArtifact => ({ type, content, blessed, pushed, createdAt });
