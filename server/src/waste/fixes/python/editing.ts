import type { CallExpression, Expression } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";
import { ok, type Result } from "../../../model/result.ts";
import type { Location } from "../../../model/text.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { asTextEdits, type Module, moduleAt } from "./modules.ts";
import type { OffsetEdit } from "./pythonEdits.ts";
import { callsAt } from "./removal.ts";
import { bindingScope, type CallUse, type ModuleSyntax, type NameUse } from "./syntax.ts";
import { syntaxOf } from "./walk.ts";

/** One module that edits are made in. */
export interface Editing {
  readonly module: Module;
  readonly syntax: ModuleSyntax;
}

/** The module that a place stands in, as it stands now. */
export function editingAt({ definition, readText }: FixInput, uri: string): Result<Editing, string> {
  const module = moduleAt(definition, uri, readText);
  return module.ok ? ok({ module: module.value, syntax: syntaxOf(module.value.sources) }) : module;
}

/** The call at a place. */
export const callAt = ({ syntax }: Editing, { uri, range }: Location): CallUse | undefined =>
  callsAt(syntax, uri, ({ source, call }) => {
    const { start, end } = source.lines.range(call);
    const same = start.line === range.start.line && start.character === range.start.character;
    return same && end.line === range.end.line && end.character === range.end.character;
  })[0];

/** A keyword argument, or the positional one in its place. */
export const argumentOf = (
  call: CallExpression,
  name: string,
  position?: number,
): CallExpression["arguments"][number] | undefined => {
  const named = call.arguments.find((argument) => argument.name === name);
  if (named || position === undefined) return named;
  const before = call.arguments.slice(0, position + 1);
  return before.length > position && before.every((one) => one.name === null && one.star === "")
    ? before.at(-1)
    : undefined;
};

/** The call may be given arguments that its text does not name. */
export const takesMore = (call: CallExpression): boolean => call.arguments.some(({ star }) => star !== "");

/** The word `True`, `False` or `None`. */
export const isWord = (expression: Expression, value: boolean | null): boolean =>
  expression.type === "word" && expression.value === value;

/** Where a name that stands for one thing only is given its value; undefined for any other. */
export function bindingOf({ syntax }: Editing, expression: Expression): NameUse | undefined {
  const use = syntax.names.find((one) => one.expression === expression);
  if (!use || use.binds) return undefined;
  const bindings = syntax.uses(use.name, bindingScope(use)).filter(({ binds }) => binds);
  return bindings.length === 1 ? bindings[0] : undefined;
}

/** Edits of one source. */
export const editsIn = ({ module }: Editing, source: PythonSource, edits: readonly OffsetEdit[]): FileEdits =>
  asTextEdits([module], new Map([[source.uri, edits]]));

/** A name that nothing in the module has. */
export function unusedName({ syntax }: Editing, wanted: string): string {
  const names = new Set(syntax.names.map(({ name }) => name));
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    if (!names.has(name)) return name;
  }
}
