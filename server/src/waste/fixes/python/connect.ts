import { err, ok, type Result } from "../../../model/result.ts";
import type { TextEdit } from "../../../model/text.ts";
import type { Connection, FileEdits, FixInput } from "../fix.ts";
import { argumentOf, callAt, editingAt, editsIn, isWord, takesMore } from "./editing.ts";
import { insertItem, quoteIn } from "./insert.ts";

/**
 * Passes `maker.outputs['key']` as another keyword to the calls of nodes; behind the model, where there is one. The makers must have
 * names in the same scope, which reading the result again shows.
 */
export function connect(input: FixInput, inputs: readonly Connection[]): Result<FileEdits, string> {
  const all = new Map<string, readonly TextEdit[]>();
  for (const { node, key, from } of inputs) {
    const { variable, location } = from.node;
    if (variable === null) return err(`${from.node.id} has no name that ${node.id} could take it by.`);
    if (location.uri !== node.location.uri && input.definition.format !== "tfx-notebook")
      return err(`${from.node.id} is made in another file than ${node.id}.`);
    const editing = editingAt(input, node.location.uri);
    if (!editing.ok) return editing;
    const use = callAt(editing.value, node.location);
    if (!use) return err(`${node.id} is not made where it was.`);
    const { call, source } = use;
    if (takesMore(call)) return err(`${node.id} takes more arguments than its text names.`);
    const quote = quoteIn(source.text);
    const channel = `${variable}.outputs[${quote}${from.output}${quote}]`;
    const given = argumentOf(call, key);
    if (given && !isWord(given.value, null)) return err(`${node.id} is given \`${key}\` already.`);
    const model = call.arguments.findIndex(({ name }) => name === "model");
    const positional = call.arguments.filter(({ name }) => name === null).length;
    const at = key === "model" ? positional : Math.max(model + 1, positional);
    const edit = given
      ? { from: given.value.from, to: given.value.to, text: channel }
      : insertItem(source, call, `${key}=${channel}`, at);
    for (const [uri, edits] of editsIn(editing.value, source, [edit]))
      all.set(uri, [...(all.get(uri) ?? []), ...edits]);
  }
  return ok(all);
}
