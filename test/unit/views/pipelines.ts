import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { Definition, DefinitionNode, PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { OperatorKind } from "../../../server/src/model/kinds.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import type { Location } from "../../../server/src/model/text.ts";
import type { ViewEdge, ViewNode } from "../../../server/src/protocol.ts";
import type { GraphletViewInput } from "../../../server/src/views/index.ts";
import { type BuiltTrace, builtTraceStart } from "../../generate/traceBuilder.ts";

const uri = "file:///project/taxi/pipeline.py";
const nowhere: Location = { uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

/** `Trainer: train < Transform.transform_graph, CsvExampleGen.examples after SchemaGen`: one node of a definition. */
export function node(text: string): DefinitionNode {
  const match = /^(?<id>[\w.]+): (?<kind>\w+)(?: < (?<inputs>.*?))?(?: after (?<after>.*?))?$/.exec(text);
  const { id = "", kind = "other", inputs = "", after = "" } = match?.groups ?? {};
  return {
    id,
    type: id,
    kind: kind as OperatorKind,
    kindGuessed: false,
    location: nowhere,
    nameRange: nowhere.range,
    variable: null,
    inputs: list(inputs).map((channel) => {
      const dot = channel.lastIndexOf(".");
      const output = channel.slice(dot + 1);
      return {
        key: output,
        carries: "artifact",
        type: null,
        from: { node: channel.slice(0, dot), output },
        location: nowhere,
      };
    }),
    after: list(after),
    outputs: [],
    caching: null,
    idLocations: [],
    arguments: [],
    references: [],
    condition: null,
  };
}

const list = (text: string): string[] => text.split(", ").filter((part) => part !== "");

/** A definition called `taxi` with one pipeline of these nodes. */
export function definition(...nodes: readonly DefinitionNode[]): {
  readonly definition: Definition;
  readonly pipeline: PipelineDefinition;
} {
  const pipeline: PipelineDefinition = {
    name: "taxi",
    nameLocation: null,
    kind: "tfx",
    location: nowhere,
    nodes,
    groups: [],
    stores: [],
    files: [uri],
    caching: null,
    problems: [],
  };
  return { definition: { uri, format: "tfx-python", pipelines: [pipeline], problems: [], links: [] }, pipeline };
}

/** Two hours after the beginning of built traces. */
export const now = builtTraceStart + 2 * 3_600_000;

/** What a view is made from: nodes, and a trace or none. */
export function input(nodes: readonly DefinitionNode[], built: BuiltTrace | null): GraphletViewInput {
  return {
    uri,
    ...definition(...nodes),
    trace: built?.trace ?? null,
    graphlets: built ? cutGraphlets(built.trace, neverCancelled) : null,
    settings: defaultSettings,
    now,
  };
}

/** Edges as lines: `CsvExampleGen -examples-> Trainer`, with the style where it is not plain; by labels, sorted. */
export function drawn(view: { readonly nodes: readonly ViewNode[]; readonly edges: readonly ViewEdge[] }): string[] {
  const labels = new Map(view.nodes.map(({ id, label }) => [id, label]));
  return view.edges
    .map(({ from, to, label, style }) => {
      const arrow = style === "plain" ? `-${label}->` : `-${label}(${style})->`;
      return `${labels.get(from)} ${arrow} ${labels.get(to)}`;
    })
    .sort();
}
