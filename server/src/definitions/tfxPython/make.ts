import type { CallExpression, Expression, Span } from "../python/ast.ts";
import { standardComponents } from "./componentTable.ts";
import type { Frame, Machine } from "./machine.ts";
import { isTfxPath, lastName } from "./names.ts";
import type { ComponentClass, External, GivenArgument, Made, MadeValue, MissingModule } from "./values.ts";

/** What is known of a class by its name alone. */
export function classOfPath({ path, unbound }: External): ComponentClass {
  const name = lastName(path);
  const tfx = isTfxPath(path);
  const standard = standardComponents.get(name) ?? null;
  return {
    name,
    standard: tfx || unbound ? standard : null,
    tfx,
    annotation: null,
    makesModel: false,
    derivedFrom: null,
  };
}

/** A class of which only the name is known. */
export const namedClass = (name: string): ComponentClass => ({
  name,
  standard: null,
  tfx: false,
  annotation: null,
  makesModel: false,
  derivedFrom: null,
});

/** Notes that a call that is not followed made something. */
export function make(
  machine: Machine,
  frame: Frame,
  of: {
    readonly class: ComponentClass;
    readonly path: string | null;
    readonly isComponent: boolean;
    readonly missing?: MissingModule | undefined;
  },
  given: readonly GivenArgument[],
  call: CallExpression,
): MadeValue {
  const made: Made = {
    index: machine.made.length,
    name: of.class.name,
    path: of.path,
    missing: of.missing ?? null,
    class: of.class,
    source: frame.source,
    span: { from: call.from, to: call.to },
    nameSpan: nameSpanOf(call.callee),
    arguments: given,
    closed: call.closed,
    isComponent: of.isComponent,
    id: null,
    conditions: machine.conditions,
    variable: null,
    references: [],
    attributes: new Map(),
    upstream: new Set(),
    usedOutputs: new Set(),
    function: frame.function,
    frame: frame.index,
    imported: machine.imports > 0,
  };
  machine.made.push(made);
  return { type: "made", made };
}

/** The name in `a.b.Name(…)`. */
export function nameSpanOf(callee: Expression): Span {
  if (callee.type === "attribute") return callee.nameSpan;
  return { from: callee.from, to: callee.to };
}
