import type { FieldName } from "./fields.ts";

/** A part of the text, in UTF-16 units from its start. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Comparison = "=" | ">" | ">=" | "<" | "<=";

/** What a selection says. Plain data; the selection's text comes back from `printSelection`. */
export type Selection =
  /** A name: `part` where it may be any part of the name, whatever the case; `whole` as a glob over the whole name; `exact` in quotes. */
  | { readonly type: "name"; readonly match: "part" | "whole" | "exact"; readonly text: string }
  /** A field that has one of some words. */
  | { readonly type: "words"; readonly field: FieldName; readonly words: readonly string[] }
  /** A field that compares with a number: seconds, a share from 0 to 1, a count, or milliseconds since the epoch. */
  | { readonly type: "number"; readonly field: FieldName; readonly comparison: Comparison; readonly value: number }
  /** What the operand selects, with all that lies so many steps before and after it; null: none, infinite: all. */
  | {
      readonly type: "around";
      readonly operand: Selection;
      readonly before: number | null;
      readonly after: number | null;
    }
  | { readonly type: "not"; readonly operand: Selection }
  | { readonly type: "and" | "or"; readonly operands: readonly Selection[] };

/** What is wrong with a selection's text. */
export interface SelectionProblem extends Span {
  /** Cause and cure, in a sentence or two. */
  readonly message: string;
}
