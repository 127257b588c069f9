import type { OperatorKind } from "../../model/kinds.ts";
import { guessOperatorKind } from "../../model/operatorKind.ts";
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
  const guess = guessOperatorKind(name) ?? firstGuess(stage.commands.flatMap(scriptsOf)) ?? guessByOutputs(stage);
  return { kind: guess ?? "other", kindGuessed: guess !== null };
}

function firstGuess(names: readonly string[]): OperatorKind | null {
  for (const name of names) {
    const guess = guessOperatorKind(name);
    if (guess) return guess;
  }
  return null;
}

/** Names of the scripts and modules that a command runs: `train` of `python src/train.py`, `python -m pkg.train`. */
function scriptsOf(command: string): readonly string[] {
  const words = command.slice(0, 2000).split(/[\s;&|]+/);
  return words.flatMap((word, index) => {
    if (words[index - 1] === "-m") return [word.slice(word.lastIndexOf(".") + 1)];
    const script = /([^/\\]+)\.(?:py|sh|r|jl|ipynb|js|ts)$/i.exec(word);
    return script?.[1] ? [script[1]] : [];
  });
}

function guessByOutputs({ outputs }: Stage): OperatorKind | null {
  if (outputs.some(({ path, role }) => role === "out" && modelFile.test(path))) return "train";
  return outputs.length > 0 && outputs.every(({ role }) => role !== "out") ? "evaluate" : null;
}
