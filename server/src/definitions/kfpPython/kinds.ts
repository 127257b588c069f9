import { artifactKindOfType } from "../../model/artifactKind.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import { guessOperatorKind } from "../../model/operatorKind.ts";
import type { Component } from "./values.ts";

/** Kind of a component: by what it is, else by the words of its name, else by whether it makes a model. */
export function kindOf({ name, operatorKind, outputs }: Component): {
  readonly kind: OperatorKind;
  readonly kindGuessed: boolean;
} {
  if (operatorKind) return { kind: operatorKind, kindGuessed: false };
  const guess = guessOperatorKind(name.replaceAll("-", "_"));
  if (guess) return { kind: guess, kindGuessed: true };
  const makesModel = outputs?.some(({ type }) => type !== null && artifactKindOfType(type, []) === "model");
  return makesModel ? { kind: "train", kindGuessed: true } : { kind: "other", kindGuessed: false };
}
