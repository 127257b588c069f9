import type { DefinitionProblem } from "../../model/definition.ts";
import type { Check } from "./check.ts";
import { byId } from "./nodePlace.ts";

/**
 * A channel that hands an artifact of one declared type to an input that asks for another. The rule is that of Kubeflow Pipelines
 * (`verify_type_compatibility`: the generic artifact goes with all, versions aside) and of TFX (the type's name).
 */
export const typeMismatch: Check = (pipeline) => {
  const known = byId(pipeline);
  return pipeline.nodes.flatMap((node) =>
    node.inputs.flatMap(({ key, carries, type, from, location }): DefinitionProblem[] => {
      if (carries !== "artifact" || type === null || !from) return [];
      const output = known.get(from.node)?.outputs.find((one) => one.key === from.output);
      if (!output || output.type === null || fits(output.type, type)) return [];
      const message = `\`${key}\` takes ${plain(type)}, and \`${from.output}\` of \`${from.node}\` is ${plain(output.type)}.`;
      return [{ code: "type-mismatch", message, location }];
    }),
  );
};

/** Without version: `system.Model@0.0.1` is `system.Model`. */
const plain = (type: string): string => type.split("@")[0] ?? type;

function fits(given: string, asked: string): boolean {
  const [one, other] = [plain(given), plain(asked)];
  return one === other || isGeneric(one) || isGeneric(other) || lastPart(one) === lastPart(other);
}

const lastPart = (type: string): string => type.slice(type.lastIndexOf(".") + 1);
const isGeneric = (type: string): boolean => lastPart(type) === "Artifact";
