import type { CallExpression } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";
import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { argumentOf, callAt, editingAt, editsIn, isWord, takesMore, unusedName } from "./editing.ts";
import { importTfx } from "./importTfx.ts";
import { innerIndentation, insertBefore, insertItem, quoteIn } from "./insert.ts";
import { listBefore } from "./listBefore.ts";
import { type OffsetEdit, removeItems } from "./pythonEdits.ts";
import { itemsOf } from "./removalEdits.ts";
import { statementOf } from "./syntax.ts";

/**
 * Puts a resolver of the newest `TransformCache` before the statement of a Transform, hands its output on as `analyzer_cache`, lists it
 * before the Transform and takes `disable_analyzer_cache=True` out: what TFX's own example of rolling windows does.
 */
export function useAnalyzerCache(input: FixInput, node: DefinitionNode, id: string): Result<FileEdits, string> {
  if (input.definition.format === "tfx-notebook") return err("A notebook runs each node in a cell of its own.");
  if (input.pipeline.groups.some(({ nodes }) => nodes.includes(node.id)))
    return err(`${node.id} stands in a nested pipeline.`);
  const editing = editingAt(input, node.location.uri);
  if (!editing.ok) return editing;
  const use = callAt(editing.value, node.location);
  if (!use) return err(`${node.id} is not made where it was.`);
  const { call, source } = use;
  const { statement } = statementOf(use.link);
  if (node.variable === null || statement.type !== "assign") return err(`${node.id} has no statement of its own.`);
  if (takesMore(call)) return err(`${node.id} takes more arguments than its text names.`);
  const tfx = importTfx(editing.value, source);
  if (!tfx.ok) return tfx;
  const name = unusedName(editing.value, `${node.variable}_cache`);
  const made = insertBefore(
    source,
    statement,
    resolverLines(input, source, node, call, { tfx: tfx.value.name, name, id }),
  );
  if (!made) return err(`${node.id} shares its line with something else.`);
  const listed = listBefore(editing.value, source, node, name);
  if (!listed.ok) return listed;
  const passed = passedTo(source, call, `${name}.outputs[${quoteIn(source.text)}cache${quoteIn(source.text)}]`);
  return ok(editsIn(editing.value, source, [...tfx.value.edits, made, ...passed, ...listed.value]));
}

function resolverLines(
  { pipeline }: FixInput,
  source: PythonSource,
  node: DefinitionNode,
  call: CallExpression,
  { tfx, name, id }: { readonly tfx: string; readonly name: string; readonly id: string },
): readonly string[] {
  const quote = quoteIn(source.text);
  const indentation = innerIndentation(source, call);
  const several = pipeline.nodes.filter(({ type }) => type === "Transform").length > 1;
  const type = `type=${tfx}.types.standard_artifacts.TransformCache`;
  const channel = several
    ? [
        `${indentation}cache=${tfx}.dsl.Channel(`,
        `${indentation}${indentation}${type}, producer_component_id=${quote}${node.id}${quote}`,
        `${indentation}),`,
      ]
    : [`${indentation}cache=${tfx}.dsl.Channel(${type}),`];
  return [
    `${name} = ${tfx}.dsl.Resolver(`,
    `${indentation}strategy_class=${tfx}.dsl.experimental.LatestArtifactStrategy,`,
    ...channel,
    `).with_id(${quote}${id}${quote})`,
  ];
}

function passedTo(source: PythonSource, call: CallExpression, channel: string): OffsetEdit[] {
  const given = argumentOf(call, "analyzer_cache");
  const off = call.arguments.findIndex(({ name, value }) => name === "disable_analyzer_cache" && isWord(value, true));
  const off1 = call.arguments[off];
  if (given) {
    const replaced = { from: given.value.from, to: given.value.to, text: channel };
    return off1 ? [replaced, ...removeItems(source, itemsOf(source, call), new Set([off]))] : [replaced];
  }
  if (off1) return [{ from: off1.from, to: off1.to, text: `analyzer_cache=${channel}` }];
  return [insertItem(source, call, `analyzer_cache=${channel}`, call.arguments.length)];
}
