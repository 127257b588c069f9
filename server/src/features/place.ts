import type { Definition, DefinitionNode, NodeReference, PipelineDefinition } from "../model/definition.ts";
import type { Location, Position, Range } from "../model/text.ts";

/** A node and the pipeline that it belongs to. */
export interface PlacedNode {
  readonly pipeline: PipelineDefinition;
  readonly node: DefinitionNode;
}

/** What names a node at a place: the call that makes it, or a reference to it. */
export interface Mention extends PlacedNode {
  /** Null where the place is the name in the node's own call. */
  readonly reference: NodeReference | null;
}

const before = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** Whether a range holds a position; its end counts, as the cursor stands between characters. */
export const contains = (range: Range, position: Position): boolean =>
  !before(position, range.start) && !before(range.end, position);

/** Whether one range lies within another. */
const within = (inner: Range, outer: Range): boolean =>
  !before(inner.start, outer.start) && !before(outer.end, inner.end);

const holds = (location: Location, uri: string, position: Position): boolean =>
  location.uri === uri && contains(location.range, position);

/** The node whose call holds the position, the innermost one; else the node that is mentioned there. Linear in the nodes. */
export function nodeAt(definition: Definition, uri: string, position: Position): PlacedNode | null {
  let best: PlacedNode | null = null;
  for (const pipeline of definition.pipelines) {
    for (const node of pipeline.nodes) {
      if (!holds(node.location, uri, position)) continue;
      if (!best || within(node.location.range, best.node.location.range)) best = { pipeline, node };
    }
  }
  return best ?? mentionAt(definition, uri, position);
}

/** What names a node at the position: the smallest reference, else the name in a call. Linear in the references. */
export const mentionAt = (definition: Definition, uri: string, position: Position): Mention | null =>
  mentionsAt(definition, uri, position)[0] ?? null;

/**
 * All that is named at the position by the smallest range there: several where one text stands for several nodes (a template's instances, a
 * value that one of several nodes makes). References go before names in calls. Linear in the references.
 */
export function mentionsAt(definition: Definition, uri: string, position: Position): readonly Mention[] {
  let best: Mention[] = [];
  let range: Range | null = null;
  const names: Mention[] = [];
  for (const pipeline of definition.pipelines) {
    for (const node of pipeline.nodes) {
      for (const reference of node.references) {
        if (!holds(reference.location, uri, position)) continue;
        const found = reference.location.range;
        if (range && !within(found, range)) continue;
        if (!range || !within(range, found)) best = [];
        range = found;
        if (best.every((other) => other.node !== node)) best.push({ pipeline, node, reference });
      }
      if (node.location.uri === uri && contains(node.nameRange, position))
        names.push({ pipeline, node, reference: null });
    }
  }
  return best.length > 0 ? best : names;
}

/** Where a node's name stands in the call that makes it. */
export const nameLocation = (node: DefinitionNode): Location => ({ uri: node.location.uri, range: node.nameRange });
