import type { Definition } from "../model/definition.ts";
import type { Location, Position } from "../model/text.ts";
import { mentionAt, nameLocation } from "./place.ts";

/**
 * Every place that refers to the node named at a position, in the order of the text. From a channel use
 * (`x.outputs['y']`): the uses of that output, else all. With `declaration` the node's own call is among them.
 */
export function referencesOf(
  definition: Definition,
  uri: string,
  position: Position,
  declaration: boolean,
): readonly Location[] {
  const mention = mentionAt(definition, uri, position);
  if (!mention) return [];
  const output = mention.reference?.output ?? null;
  const places = mention.node.references
    .filter((reference) => output === null || reference.output === output)
    .map(({ location }) => location);
  return declaration ? [nameLocation(mention.node), ...places] : places;
}
