import { describe, expect, test } from "vitest";
import { parseDefinition, parseNotebookCells } from "../../../server/src/definitions/index.ts";
import type { Definition } from "../../../server/src/model/definition.ts";
import { graphOf, hostOf, lineOf } from "./helpers.ts";
import { notebookCells, notebookOf } from "./samples.ts";

const uri = "file:///project/notebook.ipynb";
const head = "from tfx import v1 as tfx\nfrom tfx.components import *\n";

/** The definition of some cells, as the editor has them. */
const ofCells = (...cells: readonly string[]): Definition =>
  parseNotebookCells(
    uri,
    cells.map((text, index) => ({ uri: `vscode-notebook-cell:/project/notebook.ipynb#c${index}`, text })),
    hostOf({}),
  );

const pipelinesOf = (definition: Definition | null): [string | null, string[]][] =>
  (definition?.pipelines ?? []).map((pipeline) => [pipeline.name, graphOf(pipeline)]);

const session: [string | null, string[]] = [
  "interactive",
  [
    "CsvExampleGen()",
    "StatisticsGen(examples: CsvExampleGen.examples)",
    "SchemaGen(statistics: StatisticsGen.statistics)",
    "Trainer(examples: CsvExampleGen.examples, schema: SchemaGen.schema)",
  ],
];

describe("a notebook that runs components step by step", () => {
  test("is one pipeline, in the order of its cells", () => {
    expect(pipelinesOf(parseDefinition(uri, notebookOf(notebookCells), hostOf({})))).toEqual([session]);
  });

  test("that also submits it to Kubeflow is TFX's still", () => {
    const cells = [
      ...notebookCells,
      "import kfp\nkfp.Client().create_run_from_pipeline_package('p.yaml')",
      "re.compile('a')",
    ];
    expect(pipelinesOf(parseDefinition(uri, notebookOf(cells), hostOf({})))).toEqual([session]);
    expect(pipelinesOf(ofCells(...cells))).toEqual([session]);
  });

  test("is the same as the editor's cells", () => {
    expect(pipelinesOf(ofCells(...notebookCells))).toEqual([session]);
  });

  test("has its nodes in cells: the file's with their index, the editor's by their own address", () => {
    const fromDisk = parseDefinition(uri, notebookOf(notebookCells), hostOf({}));
    expect(fromDisk?.pipelines[0]?.nodes[1]?.location).toEqual({
      uri: `${uri}#cell=4`,
      range: { start: { line: 0, character: 17 }, end: { line: 1, character: 45 } },
    });
    expect(ofCells(...notebookCells).pipelines[0]?.nodes[1]?.location.uri).toBe(
      "vscode-notebook-cell:/project/notebook.ipynb#c3",
    );
  });

  test("keeps its store in its root", () => {
    expect(ofCells(...notebookCells).pipelines[0]?.stores.map(({ path }) => path)).toEqual([
      "pipeline/metadata.sqlite",
    ]);
  });

  test("keeps its store where its context says", () => {
    const cell = `${head}context = InteractiveContext(metadata_connection_config=metadata.sqlite_metadata_connection_config('m.db'))\ncontext.run(SchemaGen())`;
    expect(ofCells(cell).pipelines[0]?.stores.map(({ path }) => path)).toEqual(["m.db"]);
  });

  test("has the name that its context gives", () => {
    expect(pipelinesOf(ofCells(`${head}c = InteractiveContext(pipeline_name='mine')\nc.run(SchemaGen())`))).toEqual([
      ["mine", ["SchemaGen()"]],
    ]);
  });

  test("has what runs in a call of its own, and what is made but not run yet", () => {
    expect(
      pipelinesOf(
        ofCells(
          `${head}context = InteractiveContext()`,
          "context.run(CsvExampleGen(input_base='d'), enable_cache=False)",
          "schema = SchemaGen()",
        ),
      ),
    ).toEqual([["interactive", ["CsvExampleGen()", "SchemaGen()"]]]);
  });

  test("stands at the later call of one id, and refers to both", () => {
    const [pipeline] = ofCells(
      `${head}context = InteractiveContext()`,
      "gen = CsvExampleGen(input_base='a')\ncontext.run(gen)",
      "gen = CsvExampleGen(input_base='b')\ncontext.run(gen)",
    ).pipelines;
    const [node] = pipeline?.nodes ?? [];
    expect(pipeline?.nodes).toHaveLength(1);
    expect(node?.location.uri.slice(-2)).toBe("c2");
    const places = new Set(node?.references.map(({ location }) => location.uri.slice(-2)));
    expect([...places].sort()).toEqual(["c1", "c2"]);
    expect(pipeline?.problems).toEqual([]);
  });

  test("and also defines a pipeline has both", () => {
    const cells = [
      `${head}context = InteractiveContext()\ngen = CsvExampleGen(input_base='d')\ncontext.run(gen)`,
      "def build():\n  trainer = Trainer(module_file='m')\n  return tfx.dsl.Pipeline(pipeline_name='p', components=[trainer])\n",
    ];
    expect(pipelinesOf(ofCells(...cells))).toEqual([
      ["interactive", ["CsvExampleGen()"]],
      ["p", ["Trainer()"]],
    ]);
  });
});

describe("a cell that is written to a file is that file", () => {
  test("which the notebook imports", () => {
    expect(
      pipelinesOf(
        ofCells(
          "%%writefile modules/parts.py\nfrom tfx.components import SchemaGen\ndef parts():\n  return [SchemaGen()]\n",
          "from modules.parts import parts\nfrom tfx import v1 as tfx\ntfx.dsl.Pipeline(pipeline_name='p', components=parts())",
        ),
      ),
    ).toEqual([["p", ["SchemaGen()"]]]);
  });

  test("which defines a pipeline itself, under a name that is not known", () => {
    const definition = ofCells(
      "_file = 'pipeline.py'",
      "%%writefile {_file}\nfrom tfx import v1 as tfx\ntfx.dsl.Pipeline(pipeline_name='p', components=[tfx.components.SchemaGen()])",
    );
    expect(pipelinesOf(definition)).toEqual([["p", ["SchemaGen()"]]]);
    expect(definition.pipelines[0]?.location.range.start.line).toBe(2);
  });

  test("and no cell that is run", () => {
    expect(
      pipelinesOf(
        ofCells(
          `${head}context = InteractiveContext()\ncontext.run(SchemaGen())`,
          "%%writefile trainer.py\ncontext.run(Tuner())",
        ),
      ),
    ).toEqual([["interactive", ["SchemaGen()"]]]);
  });
});

describe("magics", () => {
  const check = (cell: string): void => {
    expect(pipelinesOf(ofCells(`${head}context = InteractiveContext()\n${cell}`))).toEqual([
      ["interactive", ["SchemaGen()"]],
    ]);
  };
  test("of a line are left out", () =>
    check("!pip install x\n%matplotlib inline\n?context\ncontext?\nx = !ls\ncontext.run(SchemaGen())"));
  test("over several lines are left out", () => check("!pip install \\\n  a \\\n  b\ncontext.run(SchemaGen())"));
  test("in a block are left out", () => check("if True:\n  !pip install x\ncontext.run(SchemaGen())"));
  test("are not what a string or bracket goes on with", () =>
    check("text = '''\n!no\n%no\n'''\nx = (5\n  % 3)\ncontext.run(SchemaGen())"));
  test("of a cell that is Python leave it so", () => {
    expect(pipelinesOf(ofCells(`${head}context = InteractiveContext()`, "%%time\ncontext.run(SchemaGen())"))).toEqual([
      ["interactive", ["SchemaGen()"]],
    ]);
  });
  test("of a cell in another language leave it out", () => {
    expect(
      pipelinesOf(
        ofCells(`${head}context = InteractiveContext()\ncontext.run(SchemaGen())`, "%%bash\ncontext.run(Tuner())"),
      ),
    ).toEqual([["interactive", ["SchemaGen()"]]]);
  });
});

test("a broken cell hides no other", () => {
  const definition = ofCells(
    `${head}context = InteractiveContext()`,
    "gen = CsvExampleGen(input_base=(\ncontext.run(",
    "schema = SchemaGen()\ncontext.run(schema)",
  );
  expect(definition.pipelines[0]?.nodes.map(lineOf)).toEqual(["CsvExampleGen()", "SchemaGen()"]);
});

test("a notebook of the third format is read", () => {
  const cell = (input: string | string[]): object => ({ cell_type: "code", input, language: "python", outputs: [] });
  const json = JSON.stringify({
    nbformat: 3,
    worksheets: [
      {
        cells: [
          { cell_type: "heading", source: "x" },
          cell(`${head}c = InteractiveContext()`),
          cell(["s = SchemaGen()\n", "c.run(s)"]),
        ],
      },
    ],
  });
  const definition = parseDefinition(uri, json, hostOf({}));
  expect(pipelinesOf(definition)).toEqual([["interactive", ["SchemaGen()"]]]);
  expect(definition?.pipelines[0]?.nodes[0]?.location.uri).toBe(`${uri}#cell=2`);
});

describe("a file that is no notebook", () => {
  test.each(["", "{", "[]", "null", '{"cells": 3}', '{"worksheets": [null]}', notebookOf(notebookCells).slice(0, 400)])(
    "is said: %j",
    (json) => {
      const definition = parseDefinition(uri, json, hostOf({}));
      expect(definition?.pipelines).toEqual([]);
      expect(definition?.problems.map(({ code }) => code)).toEqual(["bad-notebook"]);
    },
  );

  test("is none where it has cells without a pipeline", () => {
    expect(parseDefinition(uri, notebookOf(["import pandas"]), hostOf({}))).toBeNull();
    expect(
      parseDefinition(
        uri,
        '{"cells": [null, 3, {"cell_type": "code"}, {"cell_type": "code", "source": [1]}]}',
        hostOf({}),
      ),
    ).toBeNull();
  });
});
