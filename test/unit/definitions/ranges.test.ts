import { describe, expect, test } from "vitest";
import type { DefinitionNode } from "../../../server/src/model/definition.ts";
import { pipelineOf, textAt } from "./helpers.ts";

const text = `from tfx import v1 as tfx
from tfx.components import CsvExampleGen

gen = CsvExampleGen(input_base='data')  # 🚕 trips
examples = gen.outputs['examples']
trainer = tfx.components.Trainer(
    module_file='m.py',  # 🚕🚕
    examples=examples).with_id('challenger')
extra = tfx.components.Evaluator(examples=gen.outputs["examples"], model=trainer.outputs['model'])
p = tfx.dsl.Pipeline(pipeline_name='🚕', components=[gen, trainer, extra])
`;

const nodeOf = (source: string, id: string): DefinitionNode => {
  const node = pipelineOf(source).nodes.find((other) => other.id === id);
  if (!node) throw new Error(`no node ${id}`);
  return node;
};
const referencesOf = (source: string, id: string): string[] =>
  nodeOf(source, id).references.map(
    ({ role, output, location }) => `${role}${output === null ? "" : ` ${output}`}: ${textAt(source, location)}`,
  );

describe("places", () => {
  test("of a node are its whole call and its name", () => {
    const node = nodeOf(text, "challenger");
    expect(textAt(text, node.location)).toBe(
      text.slice(text.indexOf("tfx.components.Trainer"), text.indexOf("\nextra")),
    );
    expect(textAt(text, { uri: "", range: node.nameRange })).toBe("Trainer");
    expect(node.variable).toBe("trainer");
  });

  test("of channels and arguments are their values", () => {
    const node = nodeOf(text, "Evaluator");
    expect(node.inputs.map(({ location }) => textAt(text, location))).toEqual([
      'gen.outputs["examples"]',
      "trainer.outputs['model']",
    ]);
    expect(node.arguments.map(({ name, location }) => `${name}: ${textAt(text, location)}`)).toEqual([
      'examples: gen.outputs["examples"]',
      "model: trainer.outputs['model']",
    ]);
  });

  test("of references are where a node is named, used and listed", () => {
    expect(referencesOf(text, "CsvExampleGen")).toEqual([
      "assignment: gen",
      "channel examples: gen.outputs['examples']",
      "channel examples: examples",
      'channel examples: gen.outputs["examples"]',
      "list: gen",
    ]);
    expect(referencesOf(text, "challenger")).toEqual([
      "assignment: trainer",
      "channel model: trainer.outputs['model']",
      "list: trainer",
    ]);
  });

  test.each([
    ["Windows line ends", text.replaceAll("\n", "\r\n")],
    ["old line ends", text.replaceAll("\n", "\r")],
    ["tabs", text.replaceAll("    ", "\t")],
  ])("are right with %s", (_, changed) => {
    expect(referencesOf(changed, "CsvExampleGen")).toEqual(referencesOf(text, "CsvExampleGen"));
    expect(textAt(changed, { uri: "", range: nodeOf(changed, "challenger").nameRange })).toBe("Trainer");
  });

  test("count characters beyond the basic plane as two", () => {
    const [first] = pipelineOf(
      "from tfx import v1 as tfx\ntfx.dsl.Pipeline(pipeline_name='🚕', components=[tfx.components.SchemaGen()])",
    ).nodes;
    expect(first?.nameRange).toEqual({ start: { line: 1, character: 64 }, end: { line: 1, character: 73 } });
  });

  test("do not count a byte order mark", () => {
    const marked = `\ufeff${text}`;
    expect(nodeOf(marked, "CsvExampleGen").location).toEqual(nodeOf(text, "CsvExampleGen").location);
    expect(
      pipelineOf(
        `\ufefffrom tfx import v1 as tfx; tfx.dsl.Pipeline(pipeline_name='p', components=[tfx.components.SchemaGen()])`,
      ).location.range.start.character,
    ).toBe(27);
  });
});

test("an argument's text is cut at 2,000 characters", () => {
  const long = `from tfx import v1 as tfx\ntfx.dsl.Pipeline(pipeline_name='p', components=[tfx.components.Trainer(module_file='${"x".repeat(3000)}')])`;
  expect(pipelineOf(long).nodes[0]?.arguments[0]?.text).toHaveLength(2000);
});
