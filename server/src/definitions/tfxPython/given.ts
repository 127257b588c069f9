import { unknown } from "./choices.ts";
import type { GivenArgument, Value } from "./values.ts";

/** The arguments of a call, to be asked by position or name. */
export interface Given {
  readonly all: readonly GivenArgument[];
  /** Values without a name, up to the first starred one. */
  readonly positional: readonly Value[];
  /** The value at a position; unknown where there is none. */
  at(index: number): Value;
  /** The value under a name, else at a position. */
  find(name: string, index?: number): Value | undefined;
  /** The argument under a name, else at a position. */
  argument(name: string, index?: number): GivenArgument | undefined;
}

export function givenOf(all: readonly GivenArgument[]): Given {
  const unnamed: GivenArgument[] = [];
  for (const argument of all) {
    if (argument.star === "*") break;
    if (argument.name === null && argument.star === "") unnamed.push(argument);
  }
  const argument = (name: string, index?: number): GivenArgument | undefined =>
    all.find((other) => other.name === name) ?? (index === undefined ? undefined : unnamed[index]);
  return {
    all,
    positional: unnamed.map(({ value }) => value),
    at: (index) => unnamed[index]?.value ?? unknown,
    find: (name, index) => argument(name, index)?.value,
    argument,
  };
}

/** A constant as `str()` writes it; null for what is no constant. */
export function textual(value: Value): string | null {
  if (value.type !== "constant") return null;
  if (value.value === null) return "None";
  if (value.value === true) return "True";
  if (value.value === false) return "False";
  return String(value.value);
}
