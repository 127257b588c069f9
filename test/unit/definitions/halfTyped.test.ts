import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDefinition, parseNotebookCells } from "../../../server/src/definitions/index.ts";
import { lineIndex } from "../../../server/src/definitions/python/lineIndex.ts";
import type { Definition, DefinitionNode } from "../../../server/src/model/definition.ts";
import { fileUri, graphOf, hostOf, pipelineOf } from "./helpers.ts";
import { notebookCells, twoTrainers } from "./samples.ts";

const host = hostOf({});

/** Everything that a node is, and its inputs, are still there. */
function isIntact(node: DefinitionNode, nodes: readonly DefinitionNode[]): boolean {
  const same = nodes.find(({ id, type, kind }) => id === node.id && type === node.type && kind === node.kind);
  return (
    same !== undefined &&
    node.inputs.every(({ key, from }) =>
      same.inputs.some(
        (other) => other.key === key && other.from?.node === from?.node && other.from?.output === from?.output,
      ),
    )
  );
}

/** At every prefix of a file: the nodes whose line ended before the cut, that are not intact. */
function lostAtPrefixes(text: string): string[] {
  const { nodes } = pipelineOf(text);
  const lines = lineIndex(text);
  const ends = nodes.map((node) => ({ node, end: text.indexOf("\n", lines.offset(node.location.range.end)) }));
  const lost: string[] = [];
  let previous: Definition | undefined;
  for (let cut = 0; cut <= text.length; cut++) {
    const definition = parseDefinition(fileUri, text.slice(0, cut), host, previous);
    previous = definition ?? previous;
    const found = definition?.pipelines[0]?.nodes ?? [];
    for (const { node, end } of ends) if (end < cut && !isIntact(node, found)) lost.push(`${node.id} at ${cut}`);
  }
  return lost;
}

test("at every prefix of a pipeline the nodes before the cut are intact", () => {
  expect(lostAtPrefixes(twoTrainers)).toEqual([]);
}, 120_000);

test("at every prefix of the example the nodes before the cut are intact", () => {
  const example = readFileSync(new URL("../../../examples/taxi/pipeline.py", import.meta.url), "utf8");
  expect(lostAtPrefixes(example)).toEqual([]);
}, 240_000);

test("at every prefix of a notebook's cells the nodes before the cut are intact", () => {
  const uri = "file:///project/notebook.ipynb";
  const cellsUpTo = (last: number, cut: number) =>
    notebookCells
      .slice(0, last + 1)
      .map((text, index) => ({ uri: `${uri}#cell=${index}`, text: index === last ? text.slice(0, cut) : text }));
  const whole = parseNotebookCells(uri, cellsUpTo(notebookCells.length - 1, 1e6), host).pipelines[0]?.nodes ?? [];
  const lost: string[] = [];
  for (const [last, text] of notebookCells.entries()) {
    for (let cut = 0; cut <= text.length; cut++) {
      const found = parseNotebookCells(uri, cellsUpTo(last, cut), host).pipelines[0]?.nodes ?? [];
      for (const node of whole) {
        const cell = Number(node.location.uri.split("=")[1]);
        if (cell < last && !isIntact(node, found)) lost.push(`${node.id} at ${last}:${cut}`);
      }
    }
  }
  expect(lost).toEqual([]);
});

describe("a call that is being typed in the middle hides nothing behind it", () => {
  const check = (from: string, to: string, missing: readonly string[]): void => {
    const before = pipelineOf(twoTrainers).nodes.map(({ id }) => id);
    const changed = twoTrainers.replace(from, to);
    expect(changed).not.toBe(twoTrainers);
    const after = pipelineOf(changed).nodes.map(({ id }) => id);
    expect(before.filter((id) => !after.includes(id))).toEqual(missing);
  };

  test("where its bracket is open", () => check("      module_file=module_file)\n", "      module_file=\n", []));
  test("where an inner bracket is open", () =>
    check("train_args=tfx.proto.TrainArgs(num_steps=1000),", "train_args=tfx.proto.TrainArgs(num_steps=", []));
  test("where a string is open", () => check(".with_id('Trainer.challenger')", ".with_id('Trainer.challenger", []));
  test("where its list of components is open", () => {
    check("      challenger_evaluator,\n      pusher,\n  ]\n", "      challenger_evaluator,\n", []);
  });
  test("where an attribute is still to come", () =>
    check("model=challenger.outputs['model']", "model=challenger.", []));
  test("where it has been begun only", () => check("  pusher = Pusher(", "  tuner = Tuner(\n\n  pusher = Pusher(", []));
});

test("an unclosed list takes what was made and is not listed yet", () => {
  const pipeline = pipelineOf(`from tfx import v1 as tfx
gen = tfx.components.CsvExampleGen(input_base='d')
schema = tfx.components.SchemaGen()
p = tfx.dsl.Pipeline(pipeline_name='p', components=[gen, sch`);
  expect(graphOf(pipeline)).toEqual(["CsvExampleGen()", "SchemaGen()"]);
  expect(pipeline.name).toBe("p");
});

test("any change gives what a fresh reading gives", () => {
  let previous = parseDefinition(fileUri, twoTrainers, host) ?? undefined;
  let text = twoTrainers;
  for (const [from, to] of [
    ["challenger = Trainer(", "challenger2 = Trainer("],
    ["  if schema_path:\n", "  if schema_path and (\n"],
    [" and (\n", ":\n"],
    ["challenger2", "challenger"],
    ["'trip_tips'", "'''trip_tips"],
    ["'''trip_tips", "'trip_tips'"],
  ] as const) {
    text = text.replace(from, to);
    const changed = parseDefinition(fileUri, text, host, previous);
    expect(changed).toEqual(parseDefinition(fileUri, text, host));
    previous = changed ?? previous;
  }
});
