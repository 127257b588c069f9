import { type DvcStageSigns, dvcPathKind, dvcStageKind } from "../../model/dvcKind.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import type { Stage } from "./stage.ts";

/**
 * The kind of a stage: one without telling words that writes what the file declares as a model trains it; else a guess by the words in its
 * name, in the names of the programs that it runs, and by what it writes. `typeOf`: what the file declares of a path.
 */
export function kindOf(
  stage: Stage,
  typeOf: (path: string) => string | null,
): { readonly kind: OperatorKind; readonly kindGuessed: boolean } {
  const outs = stage.outputs.map(({ path, role }): DvcStageSigns["outs"][number] =>
    role === "out" ? dvcPathKind(path, typeOf(path) ?? "") : "evaluation",
  );
  const kind = dvcStageKind({ name: stage.id, cmd: stage.commands.join(" && "), outs });
  const isDeclared = kind === "train" && stage.outputs.some(({ path }) => typeOf(path) === "model");
  return { kind, kindGuessed: kind !== "other" && !isDeclared };
}
