import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
} from "vscode-languageserver-types";
import type { Definition, DefinitionNode, PipelineDefinition } from "../model/definition.ts";
import type { Position, Range } from "../model/text.ts";
import { mentionsAt, nodeAt, type PlacedNode } from "./place.ts";
import { union } from "./ranges.ts";

/** What an item carries until its neighbours are asked for. */
export interface CallData {
  readonly uri: string;
  readonly pipeline: string | null;
  readonly node: string;
}

/** The nodes named at a position, else the one whose declaration holds it: where a hierarchy starts. */
export function callItemsAt(definition: Definition, uri: string, position: Position): readonly CallHierarchyItem[] {
  const mentions: readonly PlacedNode[] = mentionsAt(definition, uri, position);
  const inside = mentions.length > 0 ? null : nodeAt(definition, uri, position);
  return (inside ? [inside] : mentions).map(({ pipeline, node }) => itemOf(definition, pipeline, node));
}

/** The nodes whose outputs a node takes, or after which it runs, with the places that say so. */
export function producersOf(
  definition: Definition,
  pipeline: PipelineDefinition,
  node: DefinitionNode,
): readonly CallHierarchyIncomingCall[] {
  return [...channelsInto(pipeline, node)].flatMap(([id, ranges]) => {
    const from = pipeline.nodes.find((one) => one.id === id);
    if (!from) return [];
    const here = from.location.uri === node.location.uri ? ranges : [];
    return [{ from: itemOf(definition, pipeline, from), fromRanges: here.length > 0 ? [...here] : [from.nameRange] }];
  });
}

/** The nodes that take a node's outputs, or run after it, with the places that say so. */
export function consumersOf(
  definition: Definition,
  pipeline: PipelineDefinition,
  node: DefinitionNode,
): readonly CallHierarchyOutgoingCall[] {
  return pipeline.nodes.flatMap((to) => {
    const ranges = channelsInto(pipeline, to).get(node.id);
    if (!ranges) return [];
    const here = to.location.uri === node.location.uri ? ranges : [];
    return [{ to: itemOf(definition, pipeline, to), fromRanges: here.length > 0 ? [...here] : [node.nameRange] }];
  });
}

/** By maker's id: the places in the taker's file that take something of it. A group in `after` stands for its nodes. */
function channelsInto({ groups }: PipelineDefinition, taker: DefinitionNode): ReadonlyMap<string, readonly Range[]> {
  const found = new Map<string, Range[]>();
  const placesOf = (id: string): Range[] => {
    const known = found.get(id) ?? [];
    found.set(id, known);
    return known;
  };
  for (const { from, location } of taker.inputs) {
    if (!from) continue;
    const places = placesOf(from.node);
    if (location.uri === taker.location.uri) places.push(location.range);
  }
  for (const id of taker.after) for (const one of groups.find((group) => group.id === id)?.nodes ?? [id]) placesOf(one);
  return found;
}

function itemOf(definition: Definition, pipeline: PipelineDefinition, node: DefinitionNode): CallHierarchyItem {
  const data: CallData = { uri: definition.uri, pipeline: pipeline.name, node: node.id };
  return {
    name: node.id,
    detail: node.kind === "other" ? node.type : node.kind,
    kind: SymbolKind.Class,
    uri: node.location.uri,
    range: union(node.location.range, node.nameRange),
    selectionRange: node.nameRange,
    data,
  };
}

/** Data of an item that came back from the editor; null where it is not ours. */
export function callData({ data }: CallHierarchyItem): CallData | null {
  if (typeof data !== "object" || data === null || !("uri" in data && "pipeline" in data && "node" in data))
    return null;
  const { uri, pipeline, node } = data;
  if (typeof uri !== "string" || typeof node !== "string") return null;
  if (pipeline !== null && typeof pipeline !== "string") return null;
  return { uri, pipeline, node };
}
