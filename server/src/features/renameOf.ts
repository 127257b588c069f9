import type { Definition, DefinitionNode } from "../model/definition.ts";
import type { Result } from "../model/result.ts";
import type { Location, Position, Range, TextEdit } from "../model/text.ts";
import { whyNoId } from "./nodeIds.ts";
import { contains, type PlacedNode } from "./place.ts";

/** The name under the cursor, and the nodes that have it: several where they are made by one text. */
interface Renamed {
  readonly range: Range;
  readonly nodes: readonly PlacedNode[];
}

/** What can be renamed at a position; null where there is no id whose every place is known. */
export function renamableAt(definition: Definition, uri: string, position: Position): Renamed | null {
  const nodes = definition.pipelines.flatMap((pipeline) => pipeline.nodes.map((node) => ({ pipeline, node })));
  for (const { node } of nodes) {
    const place = node.idLocations.find(({ uri: file, range }) => file === uri && contains(range, position));
    const [declared] = node.idLocations;
    if (!place || !declared) continue;
    const key = keyOf(declared);
    return {
      range: place.range,
      nodes: nodes.filter((other) => other.node.idLocations[0] && keyOf(other.node.idLocations[0]) === key),
    };
  }
  return null;
}

/**
 * The edits that give the nodes at a position another name, by file; or one sentence why not: nothing to rename there, a name that the
 * format does not take or that another node has, a text that is not what was read.
 */
export function renameOf(
  definition: Definition,
  uri: string,
  position: Position,
  name: string,
  textOf: (uri: string) => string | null,
): Result<Readonly<Record<string, readonly TextEdit[]>>, string> {
  const found = renamableAt(definition, uri, position);
  if (!found) return { ok: false, error: "No node's name stands here whose every place is known." };
  const why = whyNoId(definition.format, name);
  if (why !== null) return { ok: false, error: why };
  const places = new Map(found.nodes.flatMap(({ node }) => node.idLocations).map((place) => [keyOf(place), place]));
  const linesOf = cached((file) => (textOf(file) ?? "").split(/\r\n|\r|\n/));
  const [declared] = [...places.values()];
  const old = declared ? textAt(linesOf(declared.uri), declared) : "";
  if (old === "" || [...places.values()].some((place) => textAt(linesOf(place.uri), place) !== old))
    return { ok: false, error: "The text has changed since it was read." };
  if (found.nodes.some(({ node }) => !node.id.endsWith(old)))
    return { ok: false, error: "The text has changed since it was read." };
  const taken = found.nodes.find(({ pipeline, node }) => isTaken(pipeline.nodes, node.id, old, name));
  if (taken && name !== old) return { ok: false, error: `Another node has the name \`${name}\`.` };
  const edits: Record<string, TextEdit[]> = {};
  for (const { uri: file, range } of places.values()) {
    edits[file] ??= [];
    edits[file].push({ range, newText: name });
  }
  return { ok: true, value: edits };
}

/** Whether another node or nested pipeline has the id that a node gets: the last part of ids such as `loop/train` changes alone. */
function isTaken(nodes: readonly DefinitionNode[], id: string, old: string, name: string): boolean {
  const next = `${id.slice(0, id.length - old.length)}${name}`;
  return nodes.some((other) => other.id === next || other.id.startsWith(`${next}/`));
}

const keyOf = ({ uri, range: { start, end } }: Location): string =>
  `${uri} ${start.line}:${start.character}-${end.line}:${end.character}`;

function textAt(lines: readonly string[], { range: { start, end } }: Location): string {
  return start.line === end.line ? (lines[start.line] ?? "").slice(start.character, end.character) : "";
}

function cached<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
