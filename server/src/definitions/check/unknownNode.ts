import type { DefinitionProblem } from "../../model/definition.ts";
import type { Check } from "./check.ts";
import { byId, nameOf } from "./nodePlace.ts";

/** A channel from, or an order after, a node that the pipeline does not have. A group counts: all of its nodes are meant. */
export const unknownNode: Check = (pipeline) => {
  const known = byId(pipeline);
  const groups = new Set(pipeline.groups.map(({ id }) => id));
  const isUnknown = (id: string): boolean => !known.has(id) && !groups.has(id);
  return pipeline.nodes.flatMap((node): DefinitionProblem[] => {
    const inputs = node.inputs.flatMap(({ key, from, location }) => {
      if (!from || !isUnknown(from.node)) return [];
      const message = `\`${key}\` comes from \`${from.node}\`, which is not a node of this pipeline.`;
      return [{ code: "unknown-node", message, location }];
    });
    const after = node.after.filter(isUnknown).map((id) => {
      const message = `This node runs after \`${id}\`, which is not a node of this pipeline.`;
      return { code: "unknown-node", message, location: nameOf(node) };
    });
    return [...inputs, ...after];
  });
};
