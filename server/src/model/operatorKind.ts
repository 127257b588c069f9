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

/** The kind that the user gave a node or type; null where none of the patterns fits. */
export type KindOverride = (node: string, typeName: string) => OperatorKind | null;

/** Compiles `graphlet.operatorKinds`: globs over the node's name, the type's name and its last part; the first that fits wins. */
export function kindOverride(settings: Readonly<Record<string, OperatorKind>>): KindOverride {
  const patterns = Object.entries(settings).map(([pattern, kind]) => ({ fits: glob(pattern), kind }));
  return (node, typeName) =>
    patterns.find(({ fits }) => fits(node) || fits(typeName) || fits(lastPart(typeName)))?.kind ?? null;
}
