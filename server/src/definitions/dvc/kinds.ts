import { type DvcStageSigns, dvcPathKind, dvcStageKind } from "../../model/dvcKind.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import type { Stage } from "./stage.ts";

/**
 * The kind of a stage, by the same rule as its runs: by the words in its name, in the names of the programs that it runs, and by what it
 * writes. `typeOf`: what the file declares of a path. DVC does not say it, so any kind is a guess.
 */
export function kindOf(
  stage: Stage,
  typeOf: (path: string) => string | null,
): { readonly kind: OperatorKind; readonly kindGuessed: boolean } {
  const outs = stage.outputs.map(({ path, role }): DvcStageSigns["outs"][number] =>
    role === "out" ? dvcPathKind(path, typeOf(path) ?? "") : "evaluation",
  );
  const kind = dvcStageKind({ name: stage.id, cmd: stage.commands.join(" && "), outs });
  return { kind, kindGuessed: kind !== "other" };
}
