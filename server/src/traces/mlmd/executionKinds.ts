import { operatorCode } from "../../model/kinds.ts";
import {
  guessOperatorKind,
  isTfxType,
  type KindOverride,
  operatorKindOfBaseType,
  operatorKindOfTfxType,
} from "../../model/operatorKind.ts";
import type { StringTable } from "../stringTable.ts";
import { isDagType } from "./kubeflow.ts";
import type { StoreTypes } from "./types.ts";

interface Kind {
  readonly kind: number;
  readonly guessed: boolean;
}

/**
 * The user's globs first, then the type's name, its base types, what it writes, and only where all of these say nothing
 * the words in its name.
 */
export function kindFinder(override: KindOverride, types: StoreTypes, writesModel: (row: number) => boolean) {
  const train: Kind = { kind: operatorCode.train, guessed: false };
  const sure = new Map<number, Map<number, Kind | null>>();
  const guesses = new Map<string, Kind>();
  return (row: number, node: number, strings: StringTable, typeId: number, typeName: string): Kind => {
    const ofType = sure.get(typeId) ?? new Map<number, Kind | null>();
    if (ofType.size === 0) sure.set(typeId, ofType);
    let known = ofType.get(node);
    if (known === undefined) {
      known = sureKind(override, strings.at(node), typeName, types.bases(typeId));
      ofType.set(node, known);
    }
    if (known) return known;
    if (writesModel(row)) return train;
    const key = `${typeId}\n${node}`;
    let guess = guesses.get(key);
    if (guess === undefined) {
      const word = isTfxType(typeName) ? null : (guessOperatorKind(typeName) ?? guessOperatorKind(strings.at(node)));
      guess = { kind: operatorCode[word ?? "other"], guessed: word !== null };
      guesses.set(key, guess);
    }
    return guess;
  };
}

function sureKind(override: KindOverride, node: string, typeName: string, bases: readonly string[]): Kind | null {
  const set = override(node, typeName);
  if (set !== null) return { kind: operatorCode[set], guessed: false };
  if (isDagType(typeName)) return { kind: operatorCode.other, guessed: false };
  if (typeName === "system.ImporterExecution") return { kind: operatorCode.import, guessed: false };
  const named = operatorKindOfTfxType(typeName);
  if (named !== null) return { kind: operatorCode[named], guessed: false };
  for (const base of [typeName, ...bases]) {
    const kind = operatorKindOfBaseType(base);
    if (kind !== null) return { kind: operatorCode[kind], guessed: false };
  }
  return null;
}
