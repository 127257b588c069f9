import type { DefinitionNode, NodeInput, PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { OperatorKind } from "../../../server/src/model/kinds.ts";
import { operatorKindOfTfxType } from "../../../server/src/model/operatorKind.ts";
import type { Location } from "../../../server/src/model/text.ts";

/** Nodes in a readable line each: `Trainer.b < Transform.transform_graph, Gen.examples`; a kind may follow the id: `Mine(other)`. */
export function pipelineOf(...lines: readonly string[]): PipelineDefinition {
  const at = (line: number, length = 1): Location => ({
    uri: "file:///pipeline.py",
    range: { start: { line, character: 0 }, end: { line, character: length } },
  });
  const nodes = lines.map((text, line): DefinitionNode => {
    const [, id = "", kind, inputs = ""] = /^(\S+?)(?:\((\w+)\))?(?: < (.*))?$/.exec(text) ?? [];
    const type = id.split(".")[0] ?? id;
    return {
      id,
      type,
      kind: (kind as OperatorKind | undefined) ?? operatorKindOfTfxType(type) ?? "other",
      kindGuessed: false,
      location: at(line, id.length),
      nameRange: at(line, id.length).range,
      variable: null,
      inputs: inputs === "" ? [] : inputs.split(", ").map((channel): NodeInput => input(channel, at(line))),
      after: [],
      outputs: [],
      caching: null,
      idLocations: [],
      arguments: [],
      references: [],
      condition: null,
    };
  });
  return {
    name: "taxi",
    nameLocation: null,
    kind: "tfx-python",
    location: at(0),
    nodes,
    groups: [],
    stores: [],
    files: ["file:///pipeline.py"],
    caching: null,
    problems: [],
  };
}

function input(channel: string, location: Location): NodeInput {
  const dot = channel.lastIndexOf(".");
  return {
    key: channel.slice(dot + 1),
    carries: "artifact",
    type: null,
    from: { node: channel.slice(0, dot), output: channel.slice(dot + 1) },
    location,
  };
}

/** The pipeline with one node changed. */
export const withNode = (
  pipeline: PipelineDefinition,
  id: string,
  changes: Partial<DefinitionNode>,
): PipelineDefinition => ({
  ...pipeline,
  nodes: pipeline.nodes.map((node) => (node.id === id ? { ...node, ...changes } : node)),
});
