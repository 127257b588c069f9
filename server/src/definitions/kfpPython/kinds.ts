import { kfpKind } from "../../model/kfpKind.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import type { Component } from "./values.ts";

/** Kind of a component: what a library's is known to be, else as that of a compiled one. */
export function kindOf({ name, title, operatorKind, isImporter, inputs, outputs }: Component): {
  readonly kind: OperatorKind;
  readonly kindGuessed: boolean;
} {
  if (operatorKind && operatorKind !== "other") return { kind: operatorKind, kindGuessed: false };
  const { kind, guessed } = kfpKind({
    names: [name, title],
    tfxType: null,
    executor: isImporter ? "importer" : "container",
    inputTypes: (inputs ?? []).map(({ type }) => type),
    outputTypes: (outputs ?? []).map(({ type }) => type),
  });
  return { kind, kindGuessed: guessed };
}
