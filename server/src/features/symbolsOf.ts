import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { Definition, DefinitionNode, NodeGroup, PipelineDefinition } from "../model/definition.ts";
import { union } from "./ranges.ts";

/**
 * The outline of one document: its pipelines, in them groups and nodes, in these their inputs and the outputs that the text declares. What
 * stands in another file is left to that file's outline.
 */
export function symbolsOf(definition: Definition, uri: string): readonly DocumentSymbol[] {
  return definition.pipelines.flatMap((pipeline) => pipelineSymbol(definition, pipeline, uri));
}

function pipelineSymbol({ format }: Definition, pipeline: PipelineDefinition, uri: string): DocumentSymbol[] {
  const children = groupedSymbols(pipeline, uri);
  const own = pipeline.location.uri === uri ? pipeline.location.range : undefined;
  const first = own ?? children[0]?.range;
  if (!first) return [];
  const named = pipeline.nameLocation;
  const selection = named?.uri === uri ? named.range : first;
  const range = children.reduce((all, child) => union(all, child.range), union(first, selection));
  return [
    {
      name: pipeline.name || (unnamed[format] ?? "components"),
      detail: countOf(pipeline.nodes.length),
      kind: SymbolKind.Module,
      range,
      selectionRange: selection,
      children,
    },
  ];
}

/** What a pipeline without a name is called. */
const unnamed: Readonly<Partial<Record<Definition["format"], string>>> = { dvc: "stages", mlproject: "entry points" };

const countOf = (nodes: number): string => (nodes === 1 ? "1 node" : `${nodes} nodes`);

/** Nodes in the order of the text's, each in the smallest group that has it; a group stands where its first node does. */
function groupedSymbols({ groups, nodes }: PipelineDefinition, uri: string): DocumentSymbol[] {
  const bySize = [...groups].sort((a, b) => a.nodes.length - b.nodes.length);
  const homes = new Map<string, NodeGroup>();
  for (const group of bySize) for (const id of group.nodes) if (!homes.has(id)) homes.set(id, group);
  const parents = new Map(bySize.map((group) => [group.id, parentOf(group, groups)]));
  const made = new Map<string, DocumentSymbol>();
  const roots: DocumentSymbol[] = [];
  const put = (symbol: DocumentSymbol, group: NodeGroup | undefined): void => {
    if (!group) {
      roots.push(symbol);
      return;
    }
    const known = made.get(group.id);
    if (known) {
      known.children?.push(symbol);
      known.range = union(known.range, symbol.range);
      return;
    }
    const { range, selectionRange } = symbol;
    const parent = parents.get(group.id);
    const name = shortName(group.id, parent?.id);
    const detail = countOf(group.nodes.length);
    const symbolOfGroup = { name, detail, kind: SymbolKind.Namespace, range, selectionRange, children: [symbol] };
    made.set(group.id, symbolOfGroup);
    put(symbolOfGroup, parent);
  };
  for (const node of nodes) {
    if (node.location.uri !== uri) continue;
    const group = homes.get(node.id);
    put(nodeSymbol(node, uri, shortName(node.id, group?.id)), group);
  }
  return roots;
}

/** The smallest group around another, by the ids joined with `/`. */
function parentOf({ id }: NodeGroup, groups: readonly NodeGroup[]): NodeGroup | undefined {
  return groups
    .filter((other) => id.startsWith(`${other.id}/`))
    .reduce<NodeGroup | undefined>(
      (best, other) => (best && best.id.length > other.id.length ? best : other),
      undefined,
    );
}

const shortName = (id: string, group: string | undefined): string =>
  group !== undefined && id.startsWith(`${group}/`) ? id.slice(group.length + 1) : id;

function nodeSymbol(node: DefinitionNode, uri: string, name: string): DocumentSymbol {
  const inputs = node.inputs
    .filter((input) => input.location.uri === uri)
    .map(({ key, from, location }) => ({
      name: key === "" ? (from?.node ?? "input") : key,
      detail: from ? `${from.node} · ${from.output}` : "",
      kind: SymbolKind.Field,
      range: location.range,
      selectionRange: location.range,
    }));
  const outputs = node.outputs.flatMap(({ key, type, location }) => {
    if (location?.uri !== uri || key === "") return [];
    const { range } = location;
    return [{ name: key, detail: type ?? "", kind: SymbolKind.Property, range, selectionRange: range }];
  });
  return {
    name: name === "" ? "node" : name,
    detail: node.kind,
    kind: SymbolKind.Class,
    range: union(node.location.range, node.nameRange),
    selectionRange: node.nameRange,
    children: [...inputs, ...outputs],
  };
}
