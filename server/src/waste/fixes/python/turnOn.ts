import type { CallExpression, Expression, Statement } from "../../../definitions/python/ast.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { argumentOf, bindingOf, callAt, type Editing, editingAt, editsIn, isWord, takesMore } from "./editing.ts";
import { insertItem } from "./insert.ts";
import { type CallUse, statementOf } from "./syntax.ts";

/** Where `enable_cache` stands among the positional arguments of `Pipeline(…)`. */
const cachePosition = 4;

/**
 * Sets `enable_cache=True` in the call that makes the pipeline: in the place of `False`, at the one place that gives the name its value, or as
 * another argument. TFX has no caching of single nodes: its compiler copies the pipeline's flag to every node, its default is
 * off, and it refuses caching where the pipeline runs asynchronously.
 */
export function turnOnPipelineCaching(input: FixInput): Result<FileEdits, string> {
  const { location } = input.pipeline;
  const editing = editingAt(input, location.uri);
  if (!editing.ok) return editing;
  const use = callAt(editing.value, location);
  if (!use) return err("No `Pipeline(…)` call of this definition says whether it caches.");
  const { call, source } = use;
  const mode = argumentOf(call, "execution_mode");
  if (mode && /ASYNC/.test(source.text.slice(mode.from, mode.to)))
    return err("TFX caches only pipelines that run synchronously.");
  const argument = argumentOf(call, "enable_cache", cachePosition);
  if (argument) return turned(editing.value, use, argument.value);
  if (takesMore(call)) return err("The pipeline takes more arguments than its text names.");
  return ok(editsIn(editing.value, source, [insertItem(source, call, "enable_cache=True", call.arguments.length)]));
}

function turned(editing: Editing, { source }: CallUse, value: Expression): Result<FileEdits, string> {
  if (isWord(value, false) || isWord(value, null))
    return ok(editsIn(editing, source, [{ from: value.from, to: value.to, text: "True" }]));
  const binding = bindingOf(editing, value);
  const off = binding && valueGiven(statementOf(binding.link).statement, binding.expression);
  if (!binding || !off || !isWord(off, false)) return err("What `enable_cache` is given is worked out elsewhere.");
  return ok(editsIn(editing, binding.source, [{ from: off.from, to: off.to, text: "True" }]));
}

/** What `name = value` gives a name. */
const valueGiven = (statement: Statement, target: Expression | null): Expression | null =>
  statement.type === "assign" && statement.targets.length === 1 && statement.targets[0] === target
    ? statement.value
    : null;

/** The `context.run(node, enable_cache=False)` of a node in a notebook: the calls and the words `False` in them. */
export function runsWithoutCache(input: FixInput, uri: string): Result<{ editing: Editing; uses: CallUse[] }, string> {
  const editing = editingAt(input, uri);
  if (!editing.ok) return editing;
  const name = input.node?.variable ?? null;
  const isRun = ({ callee, arguments: [first] }: CallExpression): boolean =>
    callee.type === "attribute" && callee.name === "run" && first?.value.type === "name" && first.value.name === name;
  const uses = editing.value.syntax.calls.filter(({ call }) => {
    const argument = argumentOf(call, "enable_cache", 1);
    return name !== null && isRun(call) && argument !== undefined && isWord(argument.value, false);
  });
  return ok({ editing: editing.value, uses });
}

/** Turns caching on where an interactive context runs a node: there it is on unless the call says `enable_cache=False`. */
export function turnOnRunCaching(input: FixInput): Result<FileEdits, string> {
  const found = runsWithoutCache(input, input.node?.location.uri ?? input.definition.uri);
  if (!found.ok) return found;
  const { editing, uses } = found.value;
  const [use] = uses;
  const argument = use && argumentOf(use.call, "enable_cache", 1);
  if (!argument || uses.length > 1) return err("The notebook does not turn caching off for it in one place.");
  return ok(editsIn(editing, use.source, [{ from: argument.value.from, to: argument.value.to, text: "True" }]));
}
