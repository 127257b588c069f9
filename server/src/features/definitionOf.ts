import type { Definition } from "../model/definition.ts";
import type { Location, Position } from "../model/text.ts";
import { isPythonFormat } from "./formats.ts";
import { mentionsAt, nameLocation } from "./place.ts";

/**
 * Where the nodes that are referred to at a position are made, each place once. On the making itself: nothing in Python, whose own
 * extensions answer there; else the place itself, from which the editor goes on to the references.
 */
export function definitionOf(definition: Definition, uri: string, position: Position): readonly Location[] {
  const mentions = mentionsAt(definition, uri, position).filter(
    ({ reference }) => reference !== null || !isPythonFormat(definition.format),
  );
  const places = new Map(mentions.map(({ node }) => [JSON.stringify(nameLocation(node)), nameLocation(node)]));
  return [...places.values()];
}
