import type { OperatorKind } from "./kinds.ts";
import { lastPart } from "./operatorKind.ts";

const words: readonly (readonly [OperatorKind, RegExp])[] = [
  ["train", /^(train|trains|trainer|training|retrain|retraining|fit|fitting|finetune|finetuner|finetuning)$/],
  ["tune", /^(tune|tuner|tuning|hpo|sweep|hyperparameters?)$/],
  [
    "deploy",
    /^(deploy|deploys|deployer|deployment|push|pusher|promote|promoter|promotion|serve|serving|release|publish|register|registration)$/,
  ],
  [
    "evaluate",
    /^(eval|evals|evaluate|evaluator|evaluation|test|tests|tester|testing|score|scorer|scoring|performance)$/,
  ],
  ["validate", /^(validate|validator|validation)$/],
  ["infer", /^(infer|inferrer|inference|predict|predictor|prediction|predictions)$/],
  [
    "preprocess",
    /^(preprocess|preprocessor|preprocessing|transform|transformer|transformation|clean|cleaning|normalize|normalise|normalization|featurize|featurizer|prepare|preparation|prep|split|splitter)$/,
  ],
  ["analyze", /^(analyze|analyse|analyzer|analysis|statistics|stats|profile|profiler|profiling)$/],
  ["ingest", /^(ingest|ingestion|ingestor|ingester|extract|extraction|fetch|download|collect)$/],
];
/** Two words that say together what neither says alone. */
const pairs: readonly (readonly [OperatorKind, RegExp])[] = [
  ["train", /^fine (tune|tuner|tuning)$/],
  ["infer", /^batch transform$/],
  ["preprocess", /^fit (scaler|encoder|tokenizer|vectorizer|imputer|transform)$/],
  ["preprocess", /^(features? (engineering|selection|extraction)|extract features?)$/],
  ["preprocess", /^(process data|data processing|process dataset|dataset processing)$/],
  ["ingest", /^(load data|load dataset|data loading|data loader)$/],
];
const splitWords = /^(split|splitter)$/;
const dataWords = /^(data|dataset|examples?|schema)$/;

/** Behind the work, and no part of it: `SetTrainArgsOp`, `predict_2`, `training_component`. */
const suffixes = /^(op|ops|component|task|step|internal|\d+)$/;
/** What a step makes for another one's command is no work of that one. */
const settingWords = /^(args|arguments|config|query|uri|url)$/;
const parameterWords = /^(param|params|parameters)$/;
/** What begins so looks on, asks or clears away: the work that it names is another step's. */
const idleWords =
  /^(wait|waits|waiting|get|gets|set|sets|list|check|checks|poll|notify|send|delete|undeploy|cleanup|print|return|skip)$/;
/** What follows tells what the step's work is for, or what it does without: `create_workspace_for_training`. */
const purposeWords = /^(for|without)$/;
/** Told by a word before them what they are for, which is no work: `training_data`, `build_serving_image`. */
const users =
  /^(train|training|test|testing|eval|evaluation|validation|infer|inference|prediction|predictions|serving)$/;
const usedData = /^(data|datasets?|sets?|artifacts?)$/;
const usedThings = /^(images?|environment|env|workspace|container|files?|path)$/;
/** Who does something else than the words before say: `training_configurator`, `evaluation_sampler`. */
const otherDoers = /^(configurator|operator|sampler|preprocess|preprocessor|postprocessor)$/;

/** UTF-16 characters of a name that are looked at. */
const looked = 500;

/**
 * A guess by the words in a name, for names that the format says nothing of; null where no word is known, and where the step only waits for what
 * another one does, asks for it or clears it away (`wait_for_training`, {@link isIdleName}). The first word that says something decides
 * (`deploy_trained_model`, `model_training`), except that a split is preparation (`train_test_split`), that data is analysed, not validated
 * (`data_validation`), that settings are only made (`build_training_args`), and that words may tell what a thing is for (`create_test_data`).
 */
export function guessOperatorKind(name: string): OperatorKind | null {
  const parts = partsOf(name);
  if (parts.some((part) => splitWords.test(part))) return "preprocess";
  if (isIdle(parts)) return null;
  const last = parts.at(-1) ?? "";
  if (settingWords.test(last)) return null;
  for (const [index, part] of parts.entries()) {
    if (isUse(parts, index)) continue;
    const kind = kindOf(pairs, `${part} ${parts[index + 1] ?? ""}`) ?? kindOf(words, part);
    if (kind === null && otherDoers.test(part)) return null;
    if (kind === null) continue;
    // `tune_parameters` does it, `evaluation_parameters` are for others.
    if (kind !== "tune" && parameterWords.test(last)) return null;
    return kind === "validate" && parts.some((other) => dataWords.test(other)) ? "analyze" : kind;
  }
  return null;
}

/** Whether a name's first word says that the step does not do itself what the others name: `delete_endpoint`. */
export const isIdleName = (name: string): boolean => isIdle(partsOf(name));

/** A step that gets predictions makes them. */
const isIdle = ([first = "", ...others]: readonly string[]): boolean =>
  idleWords.test(first) && !(first === "get" && /^predictions?$/.test(others.at(-1) ?? ""));

/** Whether the word only says what the one behind it is for, or whose it is. */
function isUse(parts: readonly string[], index: number): boolean {
  const [before, part = "", next = "", afterNext = ""] = [parts[index - 1], ...parts.slice(index, index + 3)];
  if (!users.test(part)) return false;
  // `train_test_similarity`: of the data for both.
  if (part === "train" && next === "test") return usedData.test(afterNext) || afterNext === "similarity";
  if (part === "test" && before === "train" && isUse(parts, index - 1)) return true;
  return usedData.test(next) || otherDoers.test(next) || (usedThings.test(next) && index + 2 === parts.length);
}

const kindOf = (of: readonly (readonly [OperatorKind, RegExp])[], text: string): OperatorKind | null =>
  of.find(([, word]) => word.test(text))?.[0] ?? null;

/** The words that tell of the step's own work. */
function partsOf(name: string): readonly string[] {
  const all = wordsOf(lastPart(name.slice(0, looked)));
  const purpose = all.findIndex((part, index) => index > 0 && purposeWords.test(part));
  const end = all.slice(0, purpose < 0 ? all.length : purpose).findLastIndex((part) => !suffixes.test(part));
  return all.slice(0, end + 1);
}

/** `trainHDModel_v2` → `train`, `hd`, `model`, `v`, `2`. */
const wordsOf = (name: string): readonly string[] =>
  (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
