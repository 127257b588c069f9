import type { DefinitionLink, DefinitionNode, NodeArgument, NodeOutput } from "../../model/definition.ts";
import { kfpKind } from "../../model/kfpKind.ts";
import type { Makers } from "../dags/makers.ts";
import type { Component } from "../dags/model.ts";
import { conditionOf, inputsOf, outputsOf } from "../dags/node.ts";
import type { Place } from "../dags/places.ts";
import { idLocationsOf, referencesOf, type Use } from "../dags/uses.ts";
import { imageLink } from "../links.ts";
import { childAt, childOf, entryOf, innerSpan, type YamlNode } from "../yaml/tree.ts";
import { wordsOf } from "../yaml/words.ts";
import { cachingOf, scalarAt, type Workflow } from "./workflow.ts";

/** The node of a task whose template is executed. */
export function nodeOf(workflow: Workflow, place: Place, uses: readonly Use[], makers: Makers): DefinitionNode {
  const { task, component, frame } = place;
  const template = workflow.templates.get(component?.name ?? "") ?? null;
  const type = component?.name ?? task.component?.text ?? task.key.text;
  const names = [nameOfSpec(template), type, task.key.text];
  const { kind, guessed } = kfpKind({ names, tfxType: null, executor: "container", inputTypes: [], outputTypes: [] });
  return {
    id: place.id,
    type,
    kind,
    kindGuessed: guessed,
    location: workflow.locate(task.entry),
    nameRange: workflow.locate(innerSpan(task.key)).range,
    variable: null,
    inputs: inputsOf(workflow, makers, place),
    after: [],
    outputs: [...outputsOf(workflow, component), ...printed(component, uses)],
    caching: cachingOf(template, workflow.locate),
    // At the root only, and where the text names the task itself, not the template that it starts with.
    idLocations: frame.parent || task.entry.value === task.key ? [] : idLocationsOf(workflow, task, uses),
    arguments: [...containerArguments(workflow, template), ...constants(workflow, place)],
    references: referencesOf(workflow, uses),
    condition: conditionOf(place),
  };
}

/** What a container or script prints is an output that no template declares. */
const printed = (component: Component | null, uses: readonly Use[]): NodeOutput[] =>
  component && !component.outputs.has("result") && uses.some(({ output }) => output === "result")
    ? [{ key: "result", carries: "parameter", type: null, location: null }]
    : [];

/** The component's name in Kubeflow's annotation, as JSON in a string: `{"name": "Xgboost train", …}`. */
function nameOfSpec(template: YamlNode | null): string {
  const spec = scalarAt(childAt(template, "metadata", "annotations"), "pipelines.kubeflow.org/component_spec");
  const name =
    spec &&
    /"name"\s*:\s*"([^"\\]{1,200})"\s*(?:,\s*"(?:outputs|description|metadata)"|\}$)/.exec(spec.text.slice(-5000));
  return name?.[1] ?? "";
}

const containerOf = (template: YamlNode | null): YamlNode | null =>
  childOf(template, "container") ?? childOf(template, "script");

function containerArguments(workflow: Workflow, template: YamlNode | null): NodeArgument[] {
  const container = containerOf(template);
  return ["image", "command", "args", "source", "resources"].flatMap((name) => {
    const entry = entryOf(container, name);
    return entry ? [{ name, text: wordsOf(entry.value), location: workflow.locate(entry.value) }] : [];
  });
}

const constants = (workflow: Workflow, { task }: Place): NodeArgument[] =>
  [...task.inputs.values()].flatMap(({ key, source }) =>
    source.kind === "constant"
      ? [{ name: key.text, text: wordsOf(source.value), location: workflow.locate(source.value) }]
      : [],
  );

/** The pages of the images that a workflow's templates run. */
export function linksOf(workflow: Workflow): DefinitionLink[] {
  return [...workflow.templates.values()].flatMap((template) => {
    const image = scalarAt(containerOf(template), "image");
    const target = image && imageLink(image.text);
    return target ? [{ location: workflow.locate(innerSpan(image)), target, title: "Open the image's page" }] : [];
  });
}
