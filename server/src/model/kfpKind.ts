import { guessOperatorKind, isIdleName } from "./guessKind.ts";
import type { OperatorKind } from "./kinds.ts";
import { operatorKindOfTfxType } from "./operatorKind.ts";

/** What tells the kind of a step of Kubeflow Pipelines or Argo, in a definition as in a trace. */
export interface KfpStep {
  /** Names that may tell, the most telling first: component, task, image. */
  readonly names: readonly string[];
  /** The component's class or name, where TFX compiled it. */
  readonly tfxType: string | null;
  readonly executor: "container" | "importer" | "resolver" | "other";
  readonly inputTypes: readonly (string | null)[];
  readonly outputTypes: readonly (string | null)[];
}

const modelTypes: ReadonlySet<string> = new Set([
  "system.Model",
  "google.VertexModel",
  "google.UnmanagedContainerModel",
  "google.BQMLModel",
  "tfx.Model",
]);
const isModel = (type: string | null): boolean => type !== null && modelTypes.has(type);

/** What Google's components for deployment are called: `model-upload`, `endpoint-create`. */
const deploys = (name: string): boolean =>
  (/(?:^|[^a-z])endpoint(?:[^a-z]|$)/i.test(name) || (/upload/i.test(name) && /model/i.test(name))) &&
  !isIdleName(name);

/**
 * The kind of a step: by its executor, by TFX's type, by the model that it writes; else by words, which is a guess. A step that reads a model
 * and writes one may hand it on (an upload): there the words come first.
 */
export function kfpKind(facts: KfpStep): { readonly kind: OperatorKind; readonly guessed: boolean } {
  if (facts.executor === "importer") return { kind: "import", guessed: false };
  if (facts.executor === "resolver") return { kind: "resolve", guessed: false };
  const byTfx = facts.tfxType === null ? null : operatorKindOfTfxType(facts.tfxType);
  if (byTfx) return { kind: byTfx, guessed: false };
  const makesModel = facts.outputTypes.some(isModel);
  if (makesModel && !facts.inputTypes.some(isModel)) {
    const named = guessed(facts.names);
    return named === "tune" ? { kind: "tune", guessed: true } : { kind: "train", guessed: false };
  }
  const kind = guessed(facts.names) ?? (makesModel ? "train" : null);
  return kind ? { kind, guessed: true } : { kind: "other", guessed: false };
}

function guessed(names: readonly string[]): OperatorKind | null {
  for (const name of names) {
    const kind = guessOperatorKind(name) ?? (deploys(name.slice(0, 500)) ? "deploy" : null);
    if (kind) return kind;
  }
  return null;
}
