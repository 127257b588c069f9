import { stringify } from "yaml";
import { noFiles } from "../../../../server/src/definitions/host.ts";
import { parseDefinition } from "../../../../server/src/definitions/index.ts";
import type { Definition, DefinitionNode, PipelineDefinition } from "../../../../server/src/model/definition.ts";
import type { Location } from "../../../../server/src/model/text.ts";

/** A task: its component, and what it is given. */
export interface TaskSample {
  readonly component: string;
  readonly artifacts?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}
type Tasks = Readonly<Record<string, TaskSample>>;

/** An artifact or parameter of a task beside. */
export const artifactOf = (producerTask: string, outputArtifactKey: string) => ({
  taskOutputArtifact: { producerTask, outputArtifactKey },
});
export const parameterOf = (producerTask: string, outputParameterKey: string) => ({
  taskOutputParameter: { producerTask, outputParameterKey },
});
export const artifactType = (schemaTitle: string) => ({ artifactType: { schemaTitle, schemaVersion: "0.0.1" } });

/** A component that is executed, with its artifacts by type. */
export const executed = (name: string, inputs: Record<string, string> = {}, outputs: Record<string, string> = {}) => ({
  executorLabel: `exec-${name}`,
  inputDefinitions: { artifacts: typed(inputs) },
  outputDefinitions: { artifacts: typed(outputs) },
});

const typed = (types: Record<string, string>) =>
  Object.fromEntries(Object.entries(types).map(([key, type]) => [key, artifactType(type)]));

/** A component that is a dag. */
export const dagOf = (tasks: Tasks, more: Record<string, unknown> = {}, outputs: Record<string, unknown> = {}) => ({
  dag: { ...(Object.keys(outputs).length > 0 ? { outputs } : {}), tasks: tasksOf(tasks) },
  ...more,
});

const tasksOf = (tasks: Tasks) =>
  Object.fromEntries(
    Object.entries(tasks).map(([key, { component, artifacts, parameters, ...more }]) => {
      const inputs = { ...(artifacts ? { artifacts } : {}), ...(parameters ? { parameters } : {}) };
      const given = Object.keys(inputs).length > 0 ? { inputs } : {};
      return [key, { componentRef: { name: `comp-${component}` }, ...given, taskInfo: { name: key }, ...more }];
    }),
  );

/** A specification: components by their names without `comp-`. */
export function specOf(components: Record<string, object>, tasks: Tasks, more: Record<string, unknown> = {}) {
  const labels = Object.values(components).flatMap((one) =>
    "executorLabel" in one && typeof one.executorLabel === "string" ? [one.executorLabel] : [],
  );
  const executors = labels.map((label) => [label, { container: { image: "python:3.11", command: ["sh"] } }]);
  return {
    components: Object.fromEntries(Object.entries(components).map(([name, one]) => [`comp-${name}`, one])),
    deploymentSpec: { executors: Object.fromEntries(executors) },
    pipelineInfo: { name: "churn" },
    root: dagOf(tasks),
    schemaVersion: "2.1.0",
    ...more,
  };
}

export const yamlOf = (spec: unknown): string => stringify(spec);

export const definitionOf = (text: string, uri = "file:///p/pipeline.yaml"): Definition => {
  const definition = parseDefinition(uri, text, noFiles);
  if (!definition) throw new Error("no definition");
  return definition;
};

export const pipelineOf = (text: string, uri?: string): PipelineDefinition => {
  const [pipeline] = definitionOf(text, uri).pipelines;
  if (!pipeline) throw new Error("no pipeline");
  return pipeline;
};

export function nodeIn(text: string, id: string, uri?: string): DefinitionNode {
  const node = pipelineOf(text, uri).nodes.find((one) => one.id === id);
  if (!node) throw new Error(`no node ${id}`);
  return node;
}

/** `b.data < a.data`: all edges, and `b after a`. */
export const edgesOf = ({ nodes }: PipelineDefinition): string[] =>
  nodes.flatMap(({ id, inputs, after }) => [
    ...inputs.map(({ key, from }) => `${id}.${key} < ${from ? `${from.node}.${from.output}` : "outside"}`),
    ...after.map((before) => `${id} after ${before}`),
  ]);

/** The text at a place. */
export function textAt(text: string, { range: { start, end } }: Pick<Location, "range">): string {
  const lines = text.split("\n");
  if (start.line === end.line) return lines[start.line]?.slice(start.character, end.character) ?? "";
  return [
    lines[start.line]?.slice(start.character),
    ...lines.slice(start.line + 1, end.line),
    lines[end.line]?.slice(0, end.character),
  ].join("\n");
}
