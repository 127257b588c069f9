import type { Body, CallExpression, Expression, FunctionStatement, LambdaExpression } from "../python/ast.ts";
import type { PythonSource } from "../python/source.ts";
import type { Conditions } from "./conditions.ts";
import type { Dialect } from "./dialect.ts";
import type { HeapObject } from "./heap.ts";
import type { GivenArgument, Item, Made, Module, PipelineMade, Place, Scope, Value } from "./values.ts";

/** How a body ended. */
export type Flow = "next" | "return" | "raise" | "loop";

/** One run through a function, or a module. */
export interface Frame {
  readonly index: number;
  readonly scope: Scope;
  readonly source: PythonSource;
  readonly module: Module;
  /** Null at the top of a module. */
  readonly function: FunctionStatement | LambdaExpression | null;
  readonly parent: Frame | null;
  readonly depth: number;
  readonly returns: Value[];
  readonly yields: Item[];
  /** Decisions by their words: the same words decide the same. */
  readonly sites: Map<string, object>;
}

/** Something left open, as a typed problem before it is a place in a document. */
export interface OpenQuestion {
  readonly code: string;
  readonly message: string;
  readonly place: Place;
}

/** A component that a notebook ran: `context.run(component)`. */
export interface InteractiveRun {
  readonly made: Made;
  readonly place: Place;
}

/**
 * Works a module through without running it: what its names stand for, which nodes are made, and what is passed to
 * them. Bounded: a fixed number of steps, of nested calls and of modules.
 */
export interface Machine {
  readonly heap: Map<number, HeapObject>;
  nextId: number;
  conditions: Conditions;
  /** Modules within modules that are being imported. */
  imports: number;
  readonly made: Made[];
  readonly pipelines: PipelineMade[];
  readonly runs: InteractiveRun[];
  readonly questions: OpenQuestion[];
  /** Functions that were run through. */
  readonly visited: Set<FunctionStatement | LambdaExpression>;
  /** Components whose outputs are handed into a pipeline from outside (`PipelineInputs`). */
  readonly handedIn: Set<Made>;
  /** Steps taken, and those after which no more are. */
  steps: number;
  limit: number;
  /** Steps taken for what nothing calls. */
  aside: number;
  /** The language beside TFX that the program is written in. */
  readonly dialect: Dialect | null;
  frames: number;
  evaluate(frame: Frame, expression: Expression): Value;
  execute(frame: Frame, body: Body): Flow;
  call(frame: Frame, callee: Value, given: readonly GivenArgument[], call: CallExpression): Value;
  /** The module of that name, run through; null where it is not in the workspace. */
  load(from: Module, name: string): Module | null;
}

/** Steps that a program may take, and a function that nothing calls. */
export const maxSteps = 20_000;
/** Steps that all functions may take together which nothing calls. */
const maxAside = 40_000;
/** Calls within calls that are followed. */
export const maxCallDepth = 16;
/** Turns of a loop that are unrolled. */
export const maxTurns = 200;

/** Whether another step may be taken; says once that it stopped. */
export function mayStep(machine: Machine, place: () => Place): boolean {
  machine.steps++;
  if (machine.steps < machine.limit) return true;
  if (machine.steps === machine.limit) {
    ask(
      machine,
      "not-determined",
      "This file does too much to be worked out: what follows is not understood.",
      place(),
    );
  }
  return false;
}

/** Works out what nothing calls: it takes no steps from what comes later. */
export function aside(machine: Machine, run: () => void): void {
  const { steps, limit } = machine;
  machine.steps = 0;
  machine.limit = Math.min(maxSteps, maxAside - machine.aside);
  run();
  machine.aside += machine.steps;
  machine.steps = steps;
  machine.limit = limit;
}

/** Notes something that the text leaves open, once for each place. */
export function ask(machine: Machine, code: string, message: string, place: Place): void {
  const known = machine.questions.some(
    (other) =>
      other.code === code &&
      other.message === message &&
      other.place.source === place.source &&
      other.place.span.from === place.span.from,
  );
  if (!known && machine.questions.length < 500) machine.questions.push({ code, message, place });
}

/** Runs something under a further condition. */
export function under<T>(machine: Machine, conditions: Conditions, run: () => T): T {
  const before = machine.conditions;
  machine.conditions = [...before, ...conditions];
  try {
    return run();
  } finally {
    machine.conditions = before;
  }
}

export const placeOf = (frame: Frame, { from, to }: { from: number; to: number }): Place => ({
  source: frame.source,
  span: { from, to },
});
