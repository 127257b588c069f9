/** Codes of problems that are told as diagnostics; each has a section of this name in `docs/problems.md`. */
export const problemCodes = [
  "syntax",
  "unknown-node",
  "unknown-output",
  "missing-input",
  "type-mismatch",
  "duplicate-id",
  "duplicate-key",
  "unknown-anchor",
  "duplicate-output",
  "cycle",
  "never-true",
  "unresolved-template",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/**
 * Codes of what a text leaves open: known only when the pipeline runs, or in a file that is not there. The graph says them; they are no
 * mistakes of the text, and nobody is warned on them.
 */
export const openQuestionCodes = ["not-determined", "module-not-found", "too-large"] as const;

/** Whether a problem's code says that a text leaves something open. */
export const isOpenQuestion = (code: string): boolean => openQuestionCodes.some((known) => known === code);

/** Whether a problem's code is told as a diagnostic. */
export const isProblemCode = (code: string): code is ProblemCode => problemCodes.some((known) => known === code);
