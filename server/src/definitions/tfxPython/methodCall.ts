import type { Span } from "../python/ast.ts";
import type { Given } from "./given.ts";
import type { Machine } from "./machine.ts";
import type { Place } from "./values.ts";

/** A call of a method: of what, with what, and where. */
export interface MethodCall {
  readonly machine: Machine;
  readonly name: string;
  readonly given: Given;
  /** The whole call. */
  readonly place: Place;
  /** The expression before the dot. */
  readonly receiver: Span;
}
