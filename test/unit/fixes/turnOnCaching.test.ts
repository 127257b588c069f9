import { describe, expect, test } from "vitest";
import { parseNotebookCells } from "../../../server/src/definitions/index.ts";
import { offerOf } from "../../../server/src/waste/fixes/offer.ts";
import { turnOnNodeCaching, turnOnPipelineCaching } from "../../../server/src/waste/fixes/turnOnCaching.ts";
import { hostOf } from "../definitions/helpers.ts";
import { withEdits } from "./checkFix.ts";
import { fixed, offered, tfxImport } from "./offered.ts";

const head = `${tfxImport}gen = CsvExampleGen(input_base='d')\n`;
const title = "Turn on caching for the pipeline p";

/** Checks the call that makes the pipeline before and after its caching is turned on. */
function check(before: string, after: string): void {
  const files = { "pipeline.py": head + before };
  expect(fixed(turnOnPipelineCaching, files, "repeated-work", "CsvExampleGen")).toBe(head + after);
}

describe("caching of the whole pipeline is turned on", () => {
  test("in the place of False", () =>
    check(
      "tfx.dsl.Pipeline(pipeline_name='p', enable_cache=False, components=[gen])\n",
      "tfx.dsl.Pipeline(pipeline_name='p', enable_cache=True, components=[gen])\n",
    ));

  test("as another argument", () =>
    check(
      "tfx.dsl.Pipeline(pipeline_name='p', components=[gen])\n",
      "tfx.dsl.Pipeline(pipeline_name='p', components=[gen], enable_cache=True)\n",
    ));

  test("on a line of its own, with the comma that the others have", () =>
    check(
      "tfx.dsl.Pipeline(\n    pipeline_name='p',\n    components=[gen],  # all\n)\n",
      "tfx.dsl.Pipeline(\n    pipeline_name='p',\n    components=[gen],  # all\n    enable_cache=True,\n)\n",
    ));

  test("without a comma at the end where the others have none", () =>
    check(
      "tfx.dsl.Pipeline(\n    pipeline_name='p',\n    components=[gen]  # all\n)\n",
      "tfx.dsl.Pipeline(\n    pipeline_name='p',\n    components=[gen],  # all\n    enable_cache=True\n)\n",
    ));

  test("below arguments that begin behind the parenthesis", () =>
    check(
      "tfx.dsl.Pipeline(pipeline_name='p',\n                 components=[gen])\n",
      "tfx.dsl.Pipeline(pipeline_name='p',\n                 components=[gen],\n                 enable_cache=True)\n",
    ));

  test("with tabs and Windows line breaks as they are", () => {
    const text = (more: string): string =>
      `${head}tfx.dsl.Pipeline(\n\tpipeline_name='p',\n\tcomponents=[gen],\n${more})\n`.replaceAll("\n", "\r\n");
    expect(fixed(turnOnPipelineCaching, { "pipeline.py": text("") }, "repeated-work", "CsvExampleGen")).toBe(
      text("\tenable_cache=True,\n"),
    );
  });

  test("where the constant has its value", () =>
    check(
      "CACHE = False\ntfx.dsl.Pipeline(pipeline_name='p', enable_cache=CACHE, components=[gen])\n",
      "CACHE = True\ntfx.dsl.Pipeline(pipeline_name='p', enable_cache=CACHE, components=[gen])\n",
    ));
});

describe("caching of the whole pipeline is left alone", () => {
  const offers = (text: string): string[] => offered({ "pipeline.py": head + text }, "repeated-work", "CsvExampleGen");

  test("where it is on", () =>
    expect(offers("tfx.dsl.Pipeline(pipeline_name='p', enable_cache=True, components=[gen])\n")).toEqual([]));

  test("where the text does not tell", () =>
    expect(offers("tfx.dsl.Pipeline(pipeline_name='p', enable_cache=flag(), components=[gen])\n")).toEqual([]));

  test("in a list of components without its pipeline", () => expect(offers("components = [gen]\n")).toEqual([]));

  test("where the pipeline runs asynchronously", () =>
    expect(
      offers("tfx.dsl.Pipeline(pipeline_name='p', execution_mode=tfx.dsl.ExecutionMode.ASYNC, components=[gen])\n"),
    ).toEqual([`${title} (TFX caches only pipelines that run synchronously.)`]));

  test("where more arguments may be given", () =>
    expect(offers("tfx.dsl.Pipeline(pipeline_name='p', components=[gen], **more)\n")).toEqual([
      `${title} (The pipeline takes more arguments than its text names.)`,
    ]));

  test("where the value has other uses that it is worked out from", () =>
    expect(
      offers("CACHE = False or False\ntfx.dsl.Pipeline(pipeline_name='p', enable_cache=CACHE, components=[gen])\n"),
    ).toEqual([`${title} (What \`enable_cache\` is given is worked out elsewhere.)`]));
});

test("what a parameter hands on is turned on where it is called", () => {
  const text = `${tfxImport}
def build(cache):
  gen = CsvExampleGen(input_base='d')
  return tfx.dsl.Pipeline(pipeline_name='p', enable_cache=cache, components=[gen])

build(False)
`;
  expect(offered({ "pipeline.py": text }, "retrain-without-change", "CsvExampleGen")).toEqual([
    `${title} (What \`enable_cache\` is given is worked out elsewhere.)`,
  ]);
});

describe("a notebook turns caching off for one run", () => {
  const inputOf = (run: string): Parameters<typeof offerOf>[1] => {
    const uri = "file:///project/notebook.ipynb";
    const cells = [
      "from tfx.components import CsvExampleGen\nfrom tfx.orchestration.experimental.interactive.interactive_context import InteractiveContext\ncontext = InteractiveContext()",
      `gen = CsvExampleGen(input_base='d')\n${run}`,
    ].map((text, index) => ({ uri: `${uri}#cell=${index}`, text }));
    const definition = parseNotebookCells(uri, cells, hostOf({}));
    const [pipeline] = definition.pipelines;
    if (!pipeline) throw new Error("no pipeline");
    const readText = (cell: string): string | null => cells.find((one) => one.uri === cell)?.text ?? null;
    return { definition, pipeline, code: "repeated-work", node: pipeline.nodes[0] ?? null, subject: null, readText };
  };

  test("and it is turned on there", () => {
    const input = inputOf("context.run(gen, enable_cache=False)");
    const edits = turnOnNodeCaching.edits(input);
    if (!edits.ok) throw new Error(edits.error);
    expect(offerOf(turnOnNodeCaching, input)).toMatchObject({
      ok: true,
      value: { title: "Turn on caching for CsvExampleGen", preferred: true },
    });
    const [[cell, changes]] = [...edits.value] as [[string, Parameters<typeof withEdits>[1]]];
    expect(withEdits(input.readText(cell) ?? "", changes)).toBe(
      "gen = CsvExampleGen(input_base='d')\ncontext.run(gen, enable_cache=True)",
    );
  });

  test("and one that does not is left alone", () => {
    expect(offerOf(turnOnNodeCaching, inputOf("context.run(gen)"))).toBeNull();
    expect(offerOf(turnOnPipelineCaching, inputOf("context.run(gen)"))).toBeNull();
  });
});
