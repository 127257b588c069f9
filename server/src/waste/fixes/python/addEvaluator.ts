import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { argumentOf, callAt, editingAt, editsIn, isWord, takesMore, unusedName } from "./editing.ts";
import { innerIndentation, insertBefore, insertItem, quoteIn } from "./insert.ts";
import { listBefore } from "./listBefore.ts";
import { statementOf } from "./syntax.ts";

/** Longer arguments are not written twice. */
const longest = 300;

/** Writes an Evaluator like another before a Pusher's statement, lists it before the Pusher and hands its blessing to that. */
export function addEvaluator(
  input: FixInput,
  {
    id,
    like,
    trainer,
    pusher,
  }: Readonly<Record<"like" | "trainer" | "pusher", DefinitionNode>> & { readonly id: string },
): Result<FileEdits, string> {
  if (input.definition.format === "tfx-notebook") return err("A notebook runs each node in a cell of its own.");
  if (trainer.variable === null) return err(`${trainer.id} has no name that it could be taken by.`);
  const { uri } = pusher.location;
  if ([like, trainer].some(({ location }) => location.uri !== uri)) return err("The nodes are made in several files.");
  const editing = editingAt(input, uri);
  if (!editing.ok) return editing;
  const use = callAt(editing.value, pusher.location);
  const model = callAt(editing.value, like.location);
  if (!use || !model) return err(`${pusher.id} is not made where it was.`);
  const { call, source } = use;
  const { statement } = statementOf(use.link);
  if (pusher.variable === null || statement.type !== "assign") return err(`${pusher.id} has no statement of its own.`);
  if (takesMore(call) || takesMore(model.call)) return err(`${pusher.id} takes more arguments than its text names.`);
  const given = argumentOf(call, "model_blessing");
  if (given && !isWord(given.value, null)) return err(`${pusher.id} is given \`model_blessing\` already.`);
  const quote = quoteIn(source.text);
  const name = unusedName(editing.value, `${trainer.variable}_evaluator`);
  const indentation = innerIndentation(source, call);
  const lines: string[] = [];
  for (const { name: key, value } of model.call.arguments) {
    if (key === null) return err(`${like.id} takes arguments without their names.`);
    if (key === "baseline_model") continue;
    const text = source.text.slice(value.from, value.to);
    if (key !== "model" && (/[\r\n]/.test(text) || text.length > longest))
      return err(`\`${key}\` of ${like.id} has no name that it could be used by again.`);
    const written = key === "model" ? `${trainer.variable}.outputs[${quote}model${quote}]` : text;
    lines.push(`${indentation}${key}=${written},`);
  }
  const callee = source.text.slice(model.call.callee.from, model.call.callee.to);
  const made = insertBefore(source, statement, [
    `# Judges the models of ${trainer.id} by the configuration of ${like.id}: give it its own where that does not fit.`,
    `${name} = ${callee}(`,
    ...lines,
    `).with_id(${quote}${id}${quote})`,
  ]);
  if (!made) return err(`${pusher.id} shares its line with something else.`);
  const listed = listBefore(editing.value, source, pusher, name);
  if (!listed.ok) return listed;
  const channel = `${name}.outputs[${quote}blessing${quote}]`;
  const after = Math.max(
    call.arguments.findIndex((argument) => argument.name === "model") + 1,
    call.arguments.filter((argument) => argument.name === null).length,
  );
  const passed = given
    ? { from: given.value.from, to: given.value.to, text: channel }
    : insertItem(source, call, `model_blessing=${channel}`, after);
  return ok(editsIn(editing.value, source, [made, passed, ...listed.value]));
}
