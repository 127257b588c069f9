import { guessOperatorKind } from "../../model/guessKind.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import { operatorKindOfBaseType, operatorKindOfTfxType } from "../../model/operatorKind.ts";
import type { ComponentClass } from "./values.ts";

/** Kind of a component by its class's name, the class that it derives from, its annotation, what it makes; else by words. */
export function kindOf(component: ComponentClass): { readonly kind: OperatorKind; readonly kindGuessed: boolean } {
  const known =
    operatorKindOfTfxType(component.name) ??
    (component.derivedFrom ? operatorKindOfTfxType(component.derivedFrom) : null) ??
    (component.annotation ? operatorKindOfBaseType(`mlmd.${component.annotation}`) : null) ??
    (component.makesModel ? "train" : null);
  if (known) return { kind: known, kindGuessed: false };
  const guess = component.tfx ? null : guessOperatorKind(component.name);
  return { kind: guess ?? "other", kindGuessed: guess !== null };
}
