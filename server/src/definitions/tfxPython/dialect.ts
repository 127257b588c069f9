import type { CallExpression } from "../python/ast.ts";
import type { Frame, Machine } from "./machine.ts";
import type { FunctionValue, GivenArgument, Place, SpecialValue, Value } from "./values.ts";

/**
 * What another language in Python adds to the interpreter: values of its own, which the interpreter only hands on, and what calls,
 * attributes, operators and `with` blocks do with them. TFX is built in and needs none.
 */
export interface Dialect {
  /** What a function of the text is: itself, or what its decorators make of it. */
  define(machine: Machine, frame: Frame, value: FunctionValue): Value;
  /** What a call gives; null where the interpreter is to work it out. */
  call(
    machine: Machine,
    frame: Frame,
    callee: Value,
    given: readonly GivenArgument[],
    call: CallExpression,
  ): Value | null;
  /** What `object.name` stands for. */
  attribute(object: SpecialValue, name: string, place: Place): Value;
  /** What `object[key]` stands for. */
  item(object: SpecialValue, key: Value, place: Place): Value;
  /** What an operator gives; null where the interpreter is to work it out. */
  operation(machine: Machine, operator: string, left: Value, right: Value, place: Place): Value | null;
  /** A text that is put together from values; null where the interpreter is to work it out. */
  text(machine: Machine, parts: readonly Value[]): Value | null;
  /** Enters a `with` block: what it is named `as`, and how it is left. Null where it is no block of this language. */
  enter(machine: Machine, value: SpecialValue, place: Place): { readonly as: Value; leave(): void } | null;
  /** A name is given to a value. */
  assigned(value: SpecialValue, name: string, place: Place): void;
  /** A value is put into a list. */
  listed(value: SpecialValue, place: Place): void;
}
