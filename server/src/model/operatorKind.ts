import { glob } from "./glob.ts";
import type { OperatorKind } from "./kinds.ts";

const tfxTypes: Readonly<Record<string, OperatorKind>> = {
  StatisticsGen: "analyze",
  SchemaGen: "analyze",
  ExampleValidator: "analyze",
  ExampleDiff: "analyze",
  DistributionValidator: "analyze",
  Transform: "preprocess",
  Tuner: "tune",
  Trainer: "train",
  Evaluator: "evaluate",
  ModelValidator: "evaluate",
  InfraValidator: "validate",
  Pusher: "deploy",
  BulkInferrer: "infer",
  Importer: "import",
  ImporterNode: "import",
  ImportSchemaGen: "import",
  ResolverNode: "resolve",
};

const baseTypes: Readonly<Record<string, OperatorKind>> = {
  "mlmd.Train": "train",
  "mlmd.Transform": "preprocess",
  "mlmd.Evaluate": "evaluate",
  "mlmd.Deploy": "deploy",
};

/** What stands after the last dot: `tfx.components.trainer.component.Trainer` → `Trainer`. */
export const lastPart = (typeName: string): string => typeName.slice(typeName.lastIndexOf(".") + 1);

/**
 * The kind that a TFX component's name says, by its last dotted part; null where it says nothing. For the type of an
 * execution as for the class in a definition.
 */
export function operatorKindOfTfxType(typeName: string): OperatorKind | null {
  const name = lastPart(typeName);
  const kind = Object.hasOwn(tfxTypes, name) ? tfxTypes[name] : undefined;
  if (kind) return kind;
  if (name.endsWith("ExampleGen")) return "ingest";
  if (name.endsWith("Resolver")) return "resolve";
  return null;
}

/** The kind that ML Metadata's base type says (`mlmd.Train`); null where it says nothing (`mlmd.Process`, or no base type). */
export const operatorKindOfBaseType = (name: string): OperatorKind | null =>
  (Object.hasOwn(baseTypes, name) ? baseTypes[name] : undefined) ?? null;

/** Whether a type is of TFX itself: what its name does not say is then known to be `other`, and not guessed. */
export const isTfxType = (typeName: string): boolean => typeName.startsWith("tfx.");

const words: readonly (readonly [OperatorKind, RegExp])[] = [
  ["train", /^(train|trains|trainer|training|retrain|retraining|fit|fitting|finetune|finetuner|finetuning)$/],
  ["tune", /^(tune|tuner|tuning|hpo|sweep|hyperparameters?)$/],
  [
    "deploy",
    /^(deploy|deploys|deployer|deployment|push|pusher|promote|promoter|promotion|serve|serving|release|publish|register|registration)$/,
  ],
  ["evaluate", /^(eval|evals|evaluate|evaluator|evaluation|test|tests|tester|testing|score|scorer|scoring)$/],
  ["validate", /^(validate|validator|validation)$/],
  ["infer", /^(infer|inferrer|inference|predict|predictor|prediction|predictions)$/],
  [
    "preprocess",
    /^(preprocess|preprocessor|preprocessing|transform|transformer|transformation|clean|cleaning|featurize|featurizer|prepare|preparation|split|splitter)$/,
  ],
  ["analyze", /^(analyze|analyse|analyzer|analysis|statistics|stats|profile|profiler|profiling)$/],
  ["ingest", /^(ingest|ingestion|ingestor|extract|extraction|fetch|download|collect)$/],
];
const splitWords = /^(split|splitter)$/;
/** What a step makes for another one's command is no work of that one. */
const settingWords = /^(args|arguments|config|query|uri|url)$/;
const dataWords = /^(data|dataset|examples?|schema)$/;

/**
 * A guess by the words in a name, for names that the format says nothing of; null where no word is known. The first
 * word that says something decides (`deploy_trained_model`, `model_training`), except that a split is preparation
 * (`train_test_split`), that data is analysed, not validated (`data_validation`), and that settings are only made (`build_training_args`).
 */
export function guessOperatorKind(name: string): OperatorKind | null {
  const parts = wordsOf(lastPart(name.slice(0, 500)));
  if (settingWords.test(parts.at(-1) ?? "")) return null;
  if (parts.some((part) => splitWords.test(part))) return "preprocess";
  for (const [index, part] of parts.entries()) {
    const joined = part + (parts[index + 1] ?? "");
    for (const [kind, word] of words) {
      if (!word.test(part) && !(kind === "train" && word.test(joined))) continue;
      return kind === "validate" && parts.some((other) => dataWords.test(other)) ? "analyze" : kind;
    }
  }
  return null;
}

/** `trainHDModel_v2` → `train`, `hd`, `model`, `v`, `2`. */
const wordsOf = (name: string): readonly string[] =>
  (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());

/** The kind that the user gave a node or type; null where none of the patterns fits. */
export type KindOverride = (node: string, typeName: string) => OperatorKind | null;

/** Compiles `graphlet.operatorKinds`: globs over the node's name, the type's name and its last part; the first that fits wins. */
export function kindOverride(settings: Readonly<Record<string, OperatorKind>>): KindOverride {
  const patterns = Object.entries(settings).map(([pattern, kind]) => ({ fits: glob(pattern), kind }));
  return (node, typeName) =>
    patterns.find(({ fits }) => fits(node) || fits(typeName) || fits(lastPart(typeName)))?.kind ?? null;
}
