import { guessOperatorKind } from "../../model/guessKind.ts";
import { operatorCode } from "../../model/kinds.ts";
import {
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

/** Kinds of executions by type and node: each worked out once. */
export interface Kinds {
  readonly override: KindOverride;
  readonly types: StoreTypes;
  readonly strings: StringTable;
  readonly sure: Map<number, Map<number, Kind | null>>;
  readonly guesses: Map<string, Kind>;
}

export const newKinds = (override: KindOverride, types: StoreTypes, strings: StringTable): Kinds => ({
  override,
  types,
  strings,
  sure: new Map(),
  guesses: new Map(),
});

/** Kind by the user's globs first, then the type's name and its base types; null where these say nothing. `node`: text of its name. */
export function sureKindOf({ override, types, strings, sure }: Kinds, typeId: number, node: number): Kind | null {
  let ofType = sure.get(typeId);
  if (ofType === undefined) {
    ofType = new Map();
    sure.set(typeId, ofType);
  }
  let known = ofType.get(node);
  if (known === undefined) {
    known = sureKind(override, strings.at(node), types.name(typeId), types.bases(typeId));
    ofType.set(node, known);
  }
  return known;
}

const train: Kind = { kind: operatorCode.train, guessed: false };

/** Kind where there is no sure one: by what it writes, and only where that says nothing by the words in its name. */
export function kindByWrites(
  { types, strings, guesses }: Kinds,
  typeId: number,
  node: number,
  writesModel: boolean,
): Kind {
  if (writesModel) return train;
  const key = `${typeId}\n${node}`;
  let guess = guesses.get(key);
  if (guess === undefined) {
    const typeName = types.name(typeId);
    const word = isTfxType(typeName) ? null : (guessOperatorKind(typeName) ?? guessOperatorKind(strings.at(node)));
    guess = { kind: operatorCode[word ?? "other"], guessed: word !== null };
    guesses.set(key, guess);
  }
  return guess;
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
