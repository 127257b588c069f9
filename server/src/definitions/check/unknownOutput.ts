import type { DefinitionProblem } from "../../model/definition.ts";
import type { Check } from "./check.ts";
import { byId } from "./nodePlace.ts";

/** Keys that a message lists. */
const listed = 8;

/**
 * A channel from an output that its node does not have. Only where the text itself declares the node's outputs: what only the node's type
 * tells may be of another version.
 */
export const unknownOutput: Check = (pipeline) => {
  const known = byId(pipeline);
  return pipeline.nodes.flatMap((node) =>
    node.inputs.flatMap(({ from, location }): DefinitionProblem[] => {
      const outputs = from ? known.get(from.node)?.outputs : undefined;
      if (!from || !outputs?.some((output) => output.location !== null)) return [];
      if (from.output === "" || outputs.some(({ key }) => key === from.output)) return [];
      const keys = outputs.slice(0, listed).map(({ key }) => `\`${key}\``);
      const more = outputs.length > listed ? ` and ${outputs.length - listed} more` : "";
      const message = `\`${from.node}\` has no output \`${from.output}\`: it has ${keys.join(", ")}${more}.`;
      return [{ code: "unknown-output", message, location }];
    }),
  );
};
