import { runNames } from "../../../definitions/kfpPython/names.ts";
import type { CallExpression } from "../../../definitions/python/ast.ts";
import { nameSpanOf } from "../../../definitions/tfxPython/make.ts";
import type { DefinitionNode, PipelineDefinition } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput, FormatEdits } from "../fix.ts";
import { dropNodes } from "../python/dropNodes.ts";
import { argumentOf, editingAt, editsIn, isWord } from "../python/editing.ts";
import { callsAt } from "../python/removal.ts";

/** What can be changed in a Kubeflow pipeline in Python, in a file or a notebook's cells. */
export const kfpPython: FormatEdits = {
  dropNodes: (input, ids) => {
    const other = renumbered(input.pipeline, ids);
    return other === null
      ? dropNodes(input, ids)
      : err(`${other} would get another id: ids of one component are counted.`);
  },
  gateTraining: (_, { id }) =>
    err({
      title: `Train ${id} only where a task before it allows it`,
      reason: `The text does not tell which task's result means yes: put \`dsl.If\` around ${id} and all that takes what it makes.`,
    }),
  cachingIsOff: ({ pipeline }, node) => (node ? node.caching?.enabled === false : pipeline.caching === false),
  turnOnCaching: (input, node) => (node ? turnOn(input, node) : turnOnRun(input)),
};

/** A node whose id is counted after one that goes; null where there is none. */
function renumbered({ nodes }: PipelineDefinition, ids: readonly string[]): string | null {
  const parts = (id: string): { readonly base: string; readonly number: number } => {
    const [, base = id, number = "1"] = /^(.*?)(?:-(\d+))?$/s.exec(id.slice(id.lastIndexOf("/") + 1)) ?? [];
    return { base, number: Number(number) };
  };
  const gone = nodes.filter(({ id }) => ids.includes(id));
  for (const node of nodes) {
    if (ids.includes(node.id)) continue;
    const kept = parts(node.id);
    const isAfter = gone.some((other) => {
      const { base, number } = parts(other.id);
      return other.type === node.type && base === kept.base && number < kept.number;
    });
    if (isAfter) return node.id;
  }
  return null;
}

/** The one run of the pipeline says `enable_caching=True`. */
function turnOnRun(input: FixInput): Result<FileEdits, string> {
  const editing = editingAt(input, input.pipeline.location.uri);
  if (!editing.ok) return editing;
  const found = editing.value.syntax.calls.flatMap(({ source, call }) => {
    const { from, to } = nameSpanOf(call.callee);
    const value = runNames.test(source.text.slice(from, to)) ? argumentOf(call, "enable_caching")?.value : undefined;
    return value ? [{ source, value }] : [];
  });
  const [only, ...more] = found;
  if (!only || more.length > 0 || !isWord(only.value, false))
    return err("What turns caching off is not said in one place of this file.");
  return ok(editsIn(editing.value, only.source, [{ from: only.value.from, to: only.value.to, text: "True" }]));
}

/** `set_caching_options(False)` says `True`: the SDK caches unless a task says not to. */
function turnOn(input: FixInput, node: DefinitionNode): Result<FileEdits, string> {
  const { caching } = node;
  if (!caching) return err("The text does not turn caching off for it.");
  const { uri, range } = caching.location;
  const editing = editingAt(input, uri);
  if (!editing.ok) return editing;
  const isThere = (call: CallExpression, start: { readonly line: number; readonly character: number }): boolean =>
    call.callee.type === "attribute" && start.line === range.start.line && start.character === range.start.character;
  const [use] = callsAt(editing.value.syntax, uri, ({ source, call }) =>
    isThere(call, source.lines.position(nameSpanOf(call.callee).from)),
  );
  const value = use && argumentOf(use.call, "enable_caching", 0)?.value;
  if (!use || !value || !isWord(value, false)) return err("What turns caching off is worked out elsewhere.");
  return ok(editsIn(editing.value, use.source, [{ from: value.from, to: value.to, text: "True" }]));
}
