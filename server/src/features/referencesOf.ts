import type { Definition } from "../model/definition.ts";
import type { Location, Position } from "../model/text.ts";
import { mentionsAt, nameLocation } from "./place.ts";

/**
 * Every place that refers to the nodes named at a position, in the order of the text. From a channel use
 * (`x.outputs['y']`): the uses of that output, else all. With `declaration` the nodes' own calls are among them.
 */
export function referencesOf(
  definition: Definition,
  uri: string,
  position: Position,
  declaration: boolean,
): readonly Location[] {
  const places = mentionsAt(definition, uri, position).flatMap(({ node, reference }) => {
    const output = reference?.output ?? null;
    const uses = node.references
      .filter((one) => output === null || one.output === output)
      .map(({ location }) => location);
    return declaration ? [nameLocation(node), ...uses] : uses;
  });
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}
