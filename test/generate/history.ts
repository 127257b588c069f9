import type { ExecutionState } from "../../server/src/model/kinds.ts";
import type { eventType, StoredProperty, StoredValue } from "./mlmdWriter.ts";
import { fullTypeName, type NodePlan } from "./pipelinePlan.ts";
import { Random } from "./random.ts";
import type { Dialect, RecordedArtifact, RecordedEvent, RecordedExecution } from "./records.ts";

/** What happens in one run of the pipeline. */
export interface RunPlan {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** New data has come since the run before. */
  readonly newData: boolean;
  /** Numbers of the versions of code and parameters. */
  readonly code: number;
  readonly parameters: number;
  /** Evaluators find the model good enough. */
  readonly blessed: boolean;
  /** The data drifted: the validator reports anomalies. */
  readonly drifted: boolean;
  /** Node that fails. */
  readonly fails: string | null;
  /** Node that never comes back. */
  readonly stalls: string | null;
}

export interface HistoryOptions {
  readonly seed: number;
  readonly pipeline: string;
  readonly nodes: readonly NodePlan[];
  readonly runs: readonly RunPlan[];
  readonly dialect: Dialect;
  /** Nodes that were run before with the same inputs, code and parameters are not run again. */
  readonly caching: boolean;
  /** Runs a notebook's session; 0: no notebook. */
  readonly runsPerSession?: number;
}

const wheelName = (node: string, hash: string): string => `tfx_user_code_${node}-0.0+${hash}-py3-none-any.whl`;
const gap = 1500;
/** The evaluator whose blessings the resolver looks at. */
const judge = "Evaluator";

/** What happened, one execution after the other. */
export function* history(options: HistoryOptions): Generator<RecordedExecution> {
  const random = new Random(options.seed);
  const memory: Memory = { cache: new Map(), previous: new Map(), span: 0, blessed: null, executions: 0 };
  for (const [index, plan] of options.runs.entries()) yield* oneRun(options, plan, index, random, memory);
}

/** What one run leaves to the next. */
interface Memory {
  readonly cache: Map<string, Outputs>;
  /** Outputs of each node in the run in which it ran last. */
  readonly previous: Map<string, Outputs>;
  span: number;
  blessed: { readonly model: RecordedArtifact; readonly blessing: RecordedArtifact } | null;
  executions: number;
}
type Outputs = ReadonlyMap<string, RecordedArtifact>;

/** Everything that one node's execution is made from. */
interface Scene {
  readonly options: HistoryOptions;
  readonly plan: RunPlan;
  readonly node: NodePlan;
  readonly random: Random;
  readonly memory: Memory;
  readonly inputs: readonly (readonly [key: string, artifact: RecordedArtifact])[];
  readonly names: { readonly pipeline: string; readonly run: string };
  readonly at: number;
}

function* oneRun(
  options: HistoryOptions,
  plan: RunPlan,
  index: number,
  random: Random,
  memory: Memory,
): Generator<RecordedExecution> {
  if (plan.newData || memory.span === 0) memory.span++;
  const session = options.runsPerSession ?? 0;
  const sessionStart = options.runs[index - (index % Math.max(session, 1))]?.at ?? plan.at;
  const pipeline = session === 0 ? options.pipeline : `interactive-${isoTime(sessionStart).replaceAll(":", "_")}`;
  const outputs = new Map<string, Outputs>();
  let at = plan.at;
  for (const node of options.nodes) {
    if (index < (node.since ?? 0)) continue;
    const inputs = inputsOf(node, outputs, memory.previous);
    if (!inputs) continue;
    const run = session === 0 ? runName(plan.at, options) : isoTime(at);
    const made = execute({ options, plan, node, random, memory, inputs, names: { pipeline, run }, at });
    at = made.execution.endedAt + gap + random.below(500);
    if (made.outputs) {
      outputs.set(node.id, made.outputs);
      memory.previous.set(node.id, made.outputs);
      if (node.id === judge) noteBlessing(made.outputs, inputs, memory);
    }
    yield made.execution;
  }
}

/** Null where something that the node needs is missing: it does not run. */
function inputsOf(
  node: NodePlan,
  outputs: ReadonlyMap<string, Outputs>,
  previous: ReadonlyMap<string, Outputs>,
): Scene["inputs"] | null {
  const inputs: (readonly [string, RecordedArtifact])[] = [];
  for (const read of node.reads) {
    const artifact = (read.previous ? previous : outputs).get(read.node)?.get(read.output);
    if (artifact) inputs.push([read.key, artifact]);
    else if (!read.optional) return null;
  }
  return inputs;
}

function execute(scene: Scene): { execution: RecordedExecution; outputs: Outputs | null } {
  const { node, plan, random, memory } = scene;
  memory.executions++;
  const properties = parametersOf(scene);
  if (node.type === "Resolver") return resolve(scene, properties);
  const key = cacheKey(scene, properties);
  const cached = scene.options.caching ? memory.cache.get(key) : undefined;
  if (cached) {
    const endedAt = scene.at + 20 + random.below(20);
    return { execution: recorded(scene, "cached", endedAt, properties, cached), outputs: cached };
  }
  const milliseconds = Math.round(random.around(node.seconds, 0.25) * 1000);
  if (plan.fails === node.id || plan.stalls === node.id) return unfinished(scene, properties, milliseconds);
  const endedAt = scene.at + milliseconds;
  const outputs = makeOutputs(scene, "published", endedAt);
  memory.cache.set(key, outputs);
  return { execution: recorded(scene, "complete", endedAt, properties, outputs), outputs };
}

/** The older launcher lost sight of what failed, and had written its outputs before it began. */
function unfinished(scene: Scene, properties: Properties, milliseconds: number) {
  const isLegacy = scene.options.dialect === "legacy";
  const running = isLegacy || scene.plan.stalls === scene.node.id;
  const endedAt = running ? scene.at : scene.at + milliseconds;
  const outputs = isLegacy ? makeOutputs(scene, "pending", scene.at) : new Map();
  return { execution: recorded(scene, running ? "running" : "failed", endedAt, properties, outputs), outputs: null };
}

/** The older launcher left no events of its resolvers, and called them cached. */
function resolve(scene: Scene, properties: Properties) {
  const { blessed } = scene.memory;
  const isLegacy = scene.options.dialect === "legacy";
  const outputs: Outputs = new Map(
    blessed
      ? [
          ["model", blessed.model],
          ["model_blessing", blessed.blessing],
        ]
      : [],
  );
  const execution = recorded(
    scene,
    isLegacy ? "cached" : "complete",
    scene.at + 30,
    properties,
    isLegacy ? new Map() : outputs,
    "internalOutput",
  );
  return { execution, outputs };
}

function noteBlessing(outputs: Outputs, inputs: Scene["inputs"], memory: Memory): void {
  const blessing = outputs.get("blessing");
  const model = inputs.find(([key]) => key === "model")?.[1];
  if (!model || blessing?.type !== "ModelBlessing") return;
  if (blessing.properties.some(({ name, value }) => name === "blessed" && value === 1)) {
    memory.blessed = { model, blessing };
  }
}

type Properties = Record<string, StoredValue>;

function parametersOf({ options, node, plan, memory, names }: Scene): Properties {
  const properties: Properties = { ...node.parameters };
  if (node.module) {
    const version = node.module === "trainer" || node.module === "tuner" ? plan.code : 1;
    const hash = new Random(version * 1000 + node.module.length).hex(64);
    const folder = options.dialect === "legacy" && version % 2 === 0 ? "pipelines\\_wheels\\" : "pipelines/_wheels/";
    properties["module_path"] = `taxi_${node.module}@${folder}${wheelName(node.id, hash)}`;
    properties["custom_config"] = `{"epochs": ${plan.parameters}}`;
  }
  if (node.type.endsWith("ExampleGen")) {
    properties["input_base"] = "data";
    properties["input_fingerprint"] = fingerprint(memory.span);
    properties["span"] = options.dialect === "legacy" ? String(memory.span) : memory.span;
  }
  if (options.dialect === "legacy") {
    properties["component_id"] = node.id;
    properties["pipeline_name"] = names.pipeline;
    properties["pipeline_root"] = "pipelines";
    properties["run_id"] = names.run;
    if (node.module) properties["module_file"] = "None";
    if (node.type === "Trainer") properties["run_fn"] = "None";
  }
  return properties;
}

const notInKey = new Set(["pipeline_name", "run_id"]);

const cacheKey = (scene: Scene, properties: Properties): string =>
  JSON.stringify([
    scene.node.id,
    Object.entries(properties).filter(([name]) => !notInKey.has(name)),
    scene.inputs.map(([key, artifact]) => [key, artifact.uri]),
  ]);

const fingerprint = (span: number): string => {
  const bytes = 1_900_000 + 7919 * span;
  const checksum = 1_784_000_000 + 86_400 * span;
  return `split:single_split,num_files:1,total_bytes:${bytes},xor_checksum:${checksum},sum_checksum:${checksum}`;
};

function makeOutputs(scene: Scene, state: "published" | "pending", at: number): Outputs {
  const { node, options, memory } = scene;
  const outputs = new Map<string, RecordedArtifact>();
  for (const [key, type] of Object.entries(node.writes)) {
    const properties: StoredProperty[] = [];
    const add = (name: string, value: StoredValue, custom = true): void => {
      properties.push({ name, value, custom });
    };
    if (options.dialect === "legacy") {
      add("name", key);
      add("producer_component", node.id);
    }
    if (state === "published") {
      if (options.dialect === "legacy") add("state", "published");
      if (type === "Examples") add("split_names", '["train", "eval"]', false);
      outcome(scene, key, type, add);
    }
    outputs.set(key, {
      type,
      uri: `pipelines/${options.pipeline}/${node.id}/${key}/${memory.executions}`,
      createdAt: at,
      properties,
    });
  }
  return outputs;
}

/** `{ train: [true], eval: [false] }` as ML Metadata stores a structure. */
const anomalyFlags = "mlmd-struct::Cg8KBXRyYWluEgYyBAoCIAEKDgoEZXZhbBIGMgQKAiAA";

function outcome(
  { node, plan, memory, inputs }: Scene,
  key: string,
  type: string,
  add: (name: string, value: StoredValue, custom?: boolean) => void,
): void {
  if (type === "Examples" && key === "examples") {
    add("span", String(memory.span));
    add("input_fingerprint", fingerprint(memory.span));
  } else if (type === "ExampleAnomalies" && plan.drifted) {
    add("blessed", anomalyFlags, false);
  } else if (type === "ModelBlessing") {
    add("blessed", plan.blessed ? 1 : 0);
    add("current_model", inputs.find(([input]) => input === "model")?.[1].uri ?? "");
  } else if (type === "InfraBlessing") {
    add("blessed", 1);
  } else if (type === "PushedModel") {
    const good = inputs.every(
      ([, artifact]) => !artifact.properties.some(({ name, value }) => name === "blessed" && value === 0),
    );
    add("pushed", good ? 1 : 0);
    if (good) add("pushed_destination", `serving/${node.id}/${memory.span}`);
  }
}

function recorded(
  scene: Scene,
  state: ExecutionState,
  endedAt: number,
  properties: Properties,
  outputs: Outputs,
  way: keyof typeof eventType = "output",
): RecordedExecution {
  const { options, node, names, inputs, at, random } = scene;
  const isLegacy = options.dialect === "legacy";
  const events: RecordedEvent[] = [];
  for (const [key, artifact] of inputs) events.push({ type: "input", key, artifact, at: at + 1 });
  for (const [key, artifact] of outputs) {
    events.push({ type: way, key, artifact, at: isLegacy ? at + 15 : endedAt });
  }
  return {
    node: node.id,
    type: fullTypeName(node.type),
    pipeline: names.pipeline,
    run: names.run,
    state,
    startedAt: at,
    endedAt,
    properties: isLegacy ? { ...properties, state: legacyState(state) } : properties,
    events,
    name: isLegacy ? null : random.uuid(),
  };
}

const legacyState = (state: ExecutionState): string => (state === "running" ? "new" : state);

/** `2026-07-20T06:00:00.000000` */
const isoTime = (at: number): string => `${new Date(at).toISOString().slice(0, -1)}000`;

const runName = (at: number, { dialect }: HistoryOptions): string =>
  dialect === "legacy" ? isoTime(at) : isoTime(at).replaceAll("-", "").replace("T", "-").replaceAll(":", "");
