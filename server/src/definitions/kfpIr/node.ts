import type { DefinitionNode } from "../../model/definition.ts";
import { kfpKind } from "../../model/kfpKind.ts";
import type { Makers } from "../dags/makers.ts";
import type { Component, Port, TaskInput } from "../dags/model.ts";
import { conditionOf, inputsOf, outputsOf } from "../dags/node.ts";
import type { Place } from "../dags/places.ts";
import { idLocationsOf, referencesOf, type Use } from "../dags/uses.ts";
import { innerSpan, type YamlScalar } from "../yaml/tree.ts";
import { argumentOf, type Executor, executorOf } from "./executor.ts";
import { fieldEntry } from "./fields.ts";
import type { Spec } from "./spec.ts";

/** What a node's making needs of its specification. */
export interface Context {
  readonly spec: Spec;
  /** Executors by label: components share them. */
  readonly executors: Map<string, Executor>;
  /** TFX compiled the specification: its components' names are TFX's. */
  readonly tfx: boolean;
}

/** The node of a place that is executed, what it waits for (`after`) left out. */
export function nodeOf(context: Context, place: Place, uses: readonly Use[], makers: Makers): DefinitionNode {
  const { spec } = context;
  const { task, component, frame } = place;
  const executor = executorFor(context, component?.executor ?? null);
  const type = typeOf(component, task.component, task.key.text);
  const inputs = inputsOf(spec, makers, place);
  const outputs = outputsOf(spec, component);
  const { kind, guessed } = kfpKind({
    names: [type, task.key.text, imageName(executor.image)],
    tfxType: tfxTypeOf(context, executor, type),
    executor: executor.sort,
    inputTypes: [...(component?.inputs.values() ?? [])].map(artifactTypeIn),
    outputTypes: outputs.map(artifactTypeIn),
  });
  return {
    id: place.id,
    type,
    kind,
    kindGuessed: guessed,
    location: spec.locate(task.entry),
    nameRange: spec.locate(innerSpan(task.key)).range,
    variable: null,
    inputs,
    after: [],
    outputs,
    caching: task.caching,
    idLocations: frame.parent ? [] : idLocationsOf(spec, task, uses),
    arguments: [...executor.arguments, ...argumentsOf(spec, place)],
    references: referencesOf(spec, uses),
    condition: conditionOf(place),
  };
}

export function executorFor({ spec, executors }: Context, label: string | null): Executor {
  const key = label ?? "";
  let executor = executors.get(key);
  if (!executor) {
    executor = executorOf(spec, label);
    executors.set(key, executor);
  }
  return executor;
}

const artifactTypeIn = ({ carries, type }: Pick<Port, "carries" | "type">): string | null =>
  carries === "artifact" ? type : null;

const typeOf = (component: Component | null, name: YamlScalar | null, key: string): string =>
  (component?.name ?? name?.text ?? key).replace(/^comp-/, "");

/** The class's package says the component (`tfx.components.trainer.executor.Executor`: the component's name is the task's). */
const tfxTypeOf = ({ tfx }: Context, executor: Executor, type: string): string | null =>
  tfx || executor.tfxClass !== null ? (type.split(/[-.]/)[0] ?? type) : null;

const imageName = (image: YamlScalar | null): string =>
  /([^/:@]+)(?::[^/]*)?(?:@.*)?$/.exec(image?.text.slice(0, 500) ?? "")?.[1] ?? "";

/** Constants that the task is given, and how it is run again. */
function argumentsOf(spec: Spec, { task }: Place): DefinitionNode["arguments"] {
  const constants = [...task.inputs.values()].flatMap(({ key, source }: TaskInput) =>
    source.kind === "constant"
      ? argumentOf(spec, { key, value: source.value, from: key.from, to: source.value.to })
      : [],
  );
  const policies = ["retryPolicy", "iteratorPolicy"].flatMap((name) => fieldEntry(task.entry.value, name) ?? []);
  return [...constants, ...policies.map((entry) => argumentOf(spec, entry))];
}
