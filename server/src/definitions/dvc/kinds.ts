import type { OperatorKind } from "../../model/kinds.ts";
import { guessOperatorKind } from "../../model/operatorKind.ts";
import { firstGuess, scriptsOf } from "./commands.ts";
import type { Stage } from "./stage.ts";

/** Endings and names of files that hold a model, and little else. */
const modelFile =
  /(?:\.(?:pkl|pickle|joblib|pt|pth|h5|hdf5|keras|onnx|ckpt|safetensors|cbm|tflite)$)|(?:^|\/)models?(?:[._-][^/]*)?$/i;

/**
 * The kind of a stage: one that writes what the file declares as a model trains it; else a guess by the words in its name, in the name of
 * the script that it runs, and by what it writes.
 */
export function kindOf(
  stage: Stage,
  models: ReadonlySet<string>,
): { readonly kind: OperatorKind; readonly kindGuessed: boolean } {
  if (stage.outputs.some(({ path }) => models.has(path))) return { kind: "train", kindGuessed: false };
  const [name = ""] = stage.id.split("@", 1);
  const scripts = stage.commands.flatMap(scriptsOf);
  const guess =
    guessOperatorKind(name) ?? firstGuess(scripts) ?? guessByFeatures([name, ...scripts]) ?? guessByOutputs(stage);
  return { kind: guess ?? "other", kindGuessed: guess !== null };
}

/** What makes features keeps fitted encoders beside them, which are files like a model's. */
const guessByFeatures = (names: readonly string[]): OperatorKind | null =>
  names.some((name) => /(?:^|[^a-z])(?:features?|featuri[sz]ation|vectori[sz]er?|encode)(?![a-z])/i.test(name))
    ? "preprocess"
    : null;

function guessByOutputs({ outputs }: Stage): OperatorKind | null {
  if (outputs.some(({ path, role }) => role === "out" && modelFile.test(path))) return "train";
  return outputs.length > 0 && outputs.every(({ role }) => role !== "out") ? "evaluate" : null;
}
