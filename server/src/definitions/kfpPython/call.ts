import type { CallExpression } from "../python/ast.ts";
import type { Given } from "../tfxPython/given.ts";
import type { Frame, Machine } from "../tfxPython/machine.ts";
import type { State } from "./state.ts";

/** A call of something outside the text. */
export interface Call {
  readonly state: State;
  readonly machine: Machine;
  readonly frame: Frame;
  readonly given: Given;
  readonly call: CallExpression;
}
