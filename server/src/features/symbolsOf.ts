import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { Definition, DefinitionNode, PipelineDefinition } from "../model/definition.ts";
import type { Position, Range } from "../model/text.ts";

/**
 * The outline of one document: its pipelines, their nodes, and the nodes' inputs. Nodes that stand in another file are left to
 * that file's outline.
 */
export function symbolsOf(definition: Definition, uri: string): readonly DocumentSymbol[] {
  return definition.pipelines.flatMap((pipeline) => pipelineSymbol(pipeline, uri));
}

function pipelineSymbol(pipeline: PipelineDefinition, uri: string): DocumentSymbol[] {
  const children = pipeline.nodes.filter((node) => node.location.uri === uri).map((node) => nodeSymbol(node, uri));
  const own = pipeline.location.uri === uri ? pipeline.location.range : undefined;
  const first = own ?? children[0]?.range;
  if (!first) return [];
  const named = pipeline.nameLocation;
  const selection = named?.uri === uri ? named.range : first;
  const range = children.reduce((all, child) => union(all, child.range), union(first, selection));
  return [
    {
      name: pipeline.name ?? "components",
      detail: pipeline.nodes.length === 1 ? "1 node" : `${pipeline.nodes.length} nodes`,
      kind: SymbolKind.Module,
      range,
      selectionRange: selection,
      children,
    },
  ];
}

function nodeSymbol(node: DefinitionNode, uri: string): DocumentSymbol {
  return {
    name: node.id,
    detail: node.kind,
    kind: SymbolKind.Class,
    range: union(node.location.range, node.nameRange),
    selectionRange: node.nameRange,
    children: node.inputs
      .filter((input) => input.location.uri === uri)
      .map((input) => ({
        name: input.key,
        detail: input.from ? `${input.from.node} · ${input.from.output}` : "",
        kind: SymbolKind.Field,
        range: input.location.range,
        selectionRange: input.location.range,
      })),
  };
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

const union = (a: Range, b: Range): Range => ({
  start: isBefore(b.start, a.start) ? b.start : a.start,
  end: isBefore(a.end, b.end) ? b.end : a.end,
});
