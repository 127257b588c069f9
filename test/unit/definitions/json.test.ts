import { expect, test } from "vitest";
import { parseDefinition } from "../../../server/src/definitions/index.ts";
import { definitionJson } from "../../../server/src/definitions/json.ts";
import { definitionOf, hostOf } from "./helpers.ts";
import { notebookOf } from "./samples.ts";

test("the keys stand in the order of the contract", () => {
  const definition = definitionOf(`from tfx import v1 as tfx
gen = tfx.components.CsvExampleGen(input_base='d')
stats = tfx.components.StatisticsGen(examples=gen.outputs['examples'], schema=load())
stats.add_upstream_node(stats)
tfx.dsl.Pipeline(pipeline_name='p', components=[gen, stats])
`);
  expect(JSON.stringify(definitionJson(definition))).toBe(
    JSON.stringify({
      pipelines: [
        {
          name: "p",
          kind: "tfx",
          nodes: [
            {
              id: "CsvExampleGen",
              type: "CsvExampleGen",
              kind: "ingest",
              range: { start: { line: 1, character: 6 }, end: { line: 1, character: 50 } },
              inputs: [],
              after: [],
              outputs: ["examples"],
            },
            {
              id: "StatisticsGen",
              type: "StatisticsGen",
              kind: "analyze",
              range: { start: { line: 2, character: 8 }, end: { line: 2, character: 85 } },
              inputs: [{ key: "examples", from: { node: "CsvExampleGen", output: "examples" } }, { key: "schema" }],
              after: [],
              outputs: ["statistics"],
            },
          ],
          groups: [],
          problems: [],
        },
      ],
    }),
  );
});

test("a node in another file names it", () => {
  const definition = definitionOf(
    "from tfx import v1 as tfx\nfrom parts import gen\ntfx.dsl.Pipeline(pipeline_name='p', components=[gen()])",
    {
      "parts.py": "from tfx.components import SchemaGen\ndef gen():\n  return SchemaGen()\n",
    },
  );
  expect(definitionJson(definition).pipelines[0]?.nodes[0]).toMatchObject({
    id: "SchemaGen",
    uri: "file:///project/parts.py",
  });
});

test("ranges in a notebook stand beside their cell", () => {
  const json = notebookOf([
    "from tfx.components import *\ncontext = InteractiveContext()",
    "g = CsvExampleGen(input_base='d')\ns = StatisticsGen(examples=g.outputs['x'])\ncontext.run(s)",
  ]);
  const definition = parseDefinition("file:///project/n.ipynb", json, hostOf({}));
  const [pipeline] = definition ? definitionJson(definition).pipelines : [];
  expect(pipeline?.nodes.map(({ id, range, cell, uri }) => [id, range.start.line, cell, uri])).toEqual([
    ["CsvExampleGen", 0, 2, undefined],
    ["StatisticsGen", 1, 2, undefined],
  ]);
  expect(pipeline?.problems).toEqual([
    {
      code: "unknown-output",
      message: "CsvExampleGen has no output `x`: it has `examples`.",
      range: { start: { line: 1, character: 27 }, end: { line: 1, character: 41 } },
      cell: 2,
    },
  ]);
});
