import type { Place, Value } from "./values.ts";

/** Something that decides whether a statement runs. */
export interface Condition {
  /** The statement that decides: its branches exclude each other. */
  readonly site: object;
  /** Which of its two ways this is. */
  readonly branch: 0 | 1;
  readonly words: string;
  readonly place: Place;
  /** The pipeline itself decides it when it runs (`Cond`, `ForEach`): nothing that the text leaves open. */
  readonly dsl: boolean;
  /** What a `Cond` looks at. */
  readonly predicate: Value | null;
}

/** All must hold. */
export type Conditions = readonly Condition[];

const sameCondition = (left: Condition, right: Condition): boolean =>
  left.site === right.site && left.branch === right.branch;

/** Both must hold, each condition once. */
export function bothOf(left: Conditions, right: Conditions): Conditions {
  const added = right.filter((condition) => !left.some((other) => sameCondition(other, condition)));
  return added.length === 0 ? left : [...left, ...added];
}

/** Whether the two can never hold together. */
export const exclude = (left: Conditions, right: Conditions): boolean =>
  left.some((condition) => right.some((other) => other.site === condition.site && other.branch !== condition.branch));

/** Alternatives of which one must hold, without what cancels out: `a` or `not a` is always. */
export function simplified(alternatives: readonly Conditions[]): readonly Conditions[] {
  let current = [...alternatives];
  for (let changed = true; changed; ) {
    changed = false;
    outer: for (const [index, left] of current.entries()) {
      for (const right of current.slice(index + 1)) {
        const merged = mergedPair(left, right);
        if (!merged) continue;
        current = [...current.filter((other) => other !== left && other !== right), merged];
        changed = true;
        break outer;
      }
    }
  }
  return current;
}

/** One that stands for `left or right`: where one follows from the other, or they differ in the two ways of one decision. */
function mergedPair(left: Conditions, right: Conditions): Conditions | null {
  const onlyLeft = left.filter((condition) => !right.some((other) => sameCondition(other, condition)));
  const onlyRight = right.filter((condition) => !left.some((other) => sameCondition(other, condition)));
  if (onlyLeft.length === 0) return left;
  if (onlyRight.length === 0) return right;
  const [one] = onlyLeft;
  const [other] = onlyRight;
  const cancels = onlyLeft.length === 1 && onlyRight.length === 1 && one && other && one.site === other.site;
  return cancels ? left.filter((condition) => condition !== one) : null;
}

const maxWords = 300;

/** The alternatives in the words of the text; null when nothing is decided. */
export function conditionWords(alternatives: readonly Conditions[]): string | null {
  if (alternatives.some((conditions) => conditions.length === 0)) return null;
  const words = alternatives.map((conditions) => conditions.map((condition) => condition.words).join(" and "));
  const joined = [...new Set(words)].join(" or ");
  return joined.length > maxWords ? `${joined.slice(0, maxWords - 1)}…` : joined;
}
