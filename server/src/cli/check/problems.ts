import type { Log } from "../../workspace/log.ts";
import type { CheckProblem } from "./report.ts";

/** What stood in the way of a check, as it comes up. */
export interface Problems {
  /** Something was not checked. */
  add(path: string, message: string): void;
  /** What the workspace's functions would log in the editor. */
  readonly log: Log;
  /** Each once. */
  all(): readonly CheckProblem[];
}

/** `root`: what is told without a file is told of it. */
export function createProblems(root: string): Problems {
  const known = new Map<string, CheckProblem>();
  const add = (path: string, message: string, isWhole: boolean): void =>
    void known.set(JSON.stringify([path, message]), { path, message, isWhole });
  return {
    add: (path, message) => add(path, message, false),
    log: {
      info: (message) => add(root, message, true),
      warn: (message) => add(root, message, true),
      error: (message, cause) => add(root, `${message} ${causeOf(cause)}`.trim(), false),
    },
    all: () => [...known.values()],
  };
}

/** A cause in words. */
export const causeOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : cause === undefined ? "" : String(cause);
