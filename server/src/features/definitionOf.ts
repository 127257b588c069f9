import type { Definition } from "../model/definition.ts";
import type { Location, Position } from "../model/text.ts";
import { mentionAt, nameLocation } from "./place.ts";

/** Where the node that is referred to at a position is made; null where nothing is, or where it is the making itself. */
export function definitionOf(definition: Definition, uri: string, position: Position): Location | null {
  const mention = mentionAt(definition, uri, position);
  return mention?.reference ? nameLocation(mention.node) : null;
}
