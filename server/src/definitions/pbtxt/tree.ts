import type { Span } from "../python/ast.ts";

/**
 * A protocol buffer message as it stands in a text: in protobuf text format, or in JSON. Names are as written; repeated fields are several
 * fields of one name.
 */
export interface PbMessage {
  readonly type: "message";
  /** It is an object of JSON, in which a map's entries are members. */
  readonly json: boolean;
  readonly fields: readonly PbField[];
  /** With its brackets; the root's is the whole text. */
  readonly span: Span;
}

export interface PbField {
  /** `nodes`; of an extension or a packed message, with its brackets: `[type.googleapis.com/x.Y]`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: PbValue;
  /** From the name to the end of the value. An item of a list in brackets has its own place here. */
  readonly span: Span;
}

export interface PbScalar {
  readonly type: "scalar";
  /** Words are enum values, `true`, `false`, `inf` and the like. */
  readonly style: "string" | "number" | "word";
  /** Decoded. Bytes that are no UTF-8 are replacement characters. */
  readonly text: string;
  /** With quotes. */
  readonly span: Span;
  /** Exactly the text, where it stands in one piece and without escapes; null otherwise. */
  readonly plain: Span | null;
}

export type PbValue = PbMessage | PbScalar;

/** What could not be read, and where. */
export interface PbProblem {
  /** One sentence with the cause, and what to do. */
  readonly message: string;
  readonly span: Span;
}

/** More problems are not told. */
const maxProblems = 100;

/** Adds a problem, up to a bound. */
export function note(problems: PbProblem[], problem: PbProblem): void {
  if (problems.length < maxProblems) problems.push(problem);
}
