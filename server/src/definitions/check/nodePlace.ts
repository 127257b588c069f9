import type { DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";

/** Where a node's name stands in its declaration. */
export const nameOf = ({ location, nameRange }: DefinitionNode): Location => ({ uri: location.uri, range: nameRange });

/** Nodes by their ids, the first of each. */
export function byId({ nodes }: PipelineDefinition): ReadonlyMap<string, DefinitionNode> {
  const found = new Map<string, DefinitionNode>();
  for (const node of nodes) if (!found.has(node.id)) found.set(node.id, node);
  return found;
}
