import { expect } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { executionStatuses, type Graphlet, type Graphlets } from "../../../server/src/model/graphlet.ts";
import { type BuiltTrace, buildTrace, type Step } from "../../generate/traceBuilder.ts";

/** A trace built from a description, with its graphlets. */
export interface Cut extends BuiltTrace {
  readonly graphlets: Graphlets;
  /** The graphlet of the train execution with this name. */
  of(trainer: string): Graphlet;
  /** Names of the train executions of all graphlets, in the list's order. */
  trainers(): readonly string[];
  /** What the graphlets say of an execution. */
  statusOf(execution: string): string | undefined;
}

export function cut(...steps: readonly Step[]): Cut {
  const built = buildTrace(...steps);
  const graphlets = cutGraphlets(built.trace, neverCancelled);
  return {
    ...built,
    graphlets,
    of: (trainer) => {
      const graphlet = graphlets.list.find((one) => one.trainer === built.row(trainer));
      if (!graphlet) throw new Error(`${trainer} has no graphlet`);
      return graphlet;
    },
    trainers: () => graphlets.list.map((one) => built.names([one.trainer])[0] ?? ""),
    statusOf: (execution) => executionStatuses[graphlets.status[built.row(execution)] ?? -1],
  };
}

/** Names of executions, separated by spaces, in any order. */
interface Parts {
  readonly up?: string;
  readonly down?: string;
  /** Members that are neither in Up nor in Down. */
  readonly side?: string;
  readonly parents?: string;
}

/** Holds the parts of a trainer's graphlet to the names given; parts that are not given are not looked at. */
export function checkParts(trainer: string, expected: Parts, ...steps: readonly Step[]): void {
  const { of, names } = cut(...steps);
  const graphlet = of(trainer);
  const side = graphlet.executions.filter((row) => !graphlet.up.includes(row) && !graphlet.down.includes(row));
  const found = { up: graphlet.up, down: graphlet.down, side, parents: graphlet.parents };
  for (const [part, list] of Object.entries(expected)) {
    const sorted = [...names(found[part as keyof Parts])].sort().join(" ");
    expect(sorted, part).toBe(list.split(" ").sort().join(" "));
  }
}
