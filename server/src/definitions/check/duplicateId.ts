import type { Check } from "./check.ts";
import { nameOf } from "./nodePlace.ts";

/** Two nodes of one pipeline with the same id: runs, channels and caches could not tell them apart. */
export const duplicateId: Check = ({ nodes }) => {
  const seen = new Set<string>();
  return nodes.flatMap((node) => {
    if (!seen.has(node.id)) {
      seen.add(node.id);
      return [];
    }
    const message = `Another node of this pipeline has the id \`${node.id}\`.`;
    return [{ code: "duplicate-id", message, location: nameOf(node) }];
  });
};
