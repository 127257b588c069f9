import { guessOperatorKind } from "./guessKind.ts";
import type { ArtifactKind, OperatorKind } from "./kinds.ts";

const code = /\.(?:py|pyx|ipynb|r|jl|sh|scala|java|cpp|c|go|rs|js|ts|sql)$/i;
const model =
  /(?:^|[/_.-])models?(?:[/_.-]|$)|\.(?:pkl|pickle|joblib|pt|pth|h5|hdf5|keras|onnx|pb|ckpt|cbm|safetensors)$/i;
const figures = /(?:^|[/_.-])(?:metrics?|scores?|eval|evaluation|plots?|prc|roc|auc|report|dvclive|live)(?:[/_.-]|$)/i;
const features = /(?:^|[/_.-])(?:features?|featuri[sz]ation|vectori[sz]er?|encode)(?:[/_.-]|$)/i;
/** What tells of a thing and is none: settings, and what MLEM keeps beside a model. */
const settings = /\.(?:ya?ml|toml|ini|cfg|mlem)$/i;
const besideModel = /\.mlem$/i;

/** Characters at a path's end that its kind is told by. */
const looked = 300;

/**
 * Kind of a path in a pipeline of DVC, by its name; `type` is what `artifacts` in `dvc.yaml` says of it, empty where it says nothing. Code is no
 * data: a change of it is none of the data's.
 */
export function dvcPathKind(path: string, type = ""): ArtifactKind {
  if (type === "model") return "model";
  if (type === "dataset") return "data";
  const name = path.slice(-looked);
  if (isDvcCode(name)) return "other";
  if (figures.test(name)) return "evaluation";
  if (model.test(name) && !besideModel.test(name)) return "model";
  return settings.test(name) ? "other" : "data";
}

/** Whether a dependency is code that a stage runs. */
export const isDvcCode = (path: string): boolean => code.test(path.slice(-looked));

/** What tells a stage's kind. `outs`: kinds of what it writes. */
export interface DvcStageSigns {
  /** As declared, without the part after `@` that `foreach` and `matrix` add. */
  readonly name: string;
  readonly cmd: string;
  readonly outs: readonly ArtifactKind[];
}

/**
 * Kind of a stage: DVC does not say it, so it is a guess by the words in the stage's name, then in the names of the programs that its command
 * runs; where neither says anything, by features, a model or figures among what it makes. `other` where nothing tells.
 */
export function dvcStageKind({ name, cmd, outs }: DvcStageSigns): OperatorKind {
  const named = guessOperatorKind(withoutExpansion(name));
  if (named) return named;
  for (const program of programsOf(cmd)) {
    const kind = guessOperatorKind(program);
    if (kind) return kind;
  }
  // What makes features keeps fitted encoders beside them, in files like a model's.
  if ([withoutExpansion(name), ...programsOf(cmd)].some((word) => features.test(word))) return "preprocess";
  if (outs.includes("model")) return "train";
  return outs.length > 0 && outs.every((kind) => kind === "evaluation") ? "evaluate" : "other";
}

const withoutExpansion = (name: string): string => name.split("@")[0] ?? name;

/** Names of scripts and modules in a command: `python src/train_model.py`, `python -m pkg.evaluate`. Never its other words, which are data. */
function programsOf(cmd: string): readonly string[] {
  const words = cmd.slice(0, 2_000).split(/[\s;&|]+/);
  const scripts = words.filter((word) => isDvcCode(word));
  const modules = words.flatMap((word, index) => (words[index - 1] === "-m" ? [word] : []));
  return [...modules, ...scripts.map((path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, ""))];
}
