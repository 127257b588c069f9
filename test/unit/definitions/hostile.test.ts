import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDefinition, parseNotebookCells } from "../../../server/src/definitions/index.ts";
import { fileUri, hostOf, pipelineOf } from "./helpers.ts";
import { twoTrainers } from "./samples.ts";

const host = hostOf({});
const head = "from tfx import v1 as tfx\n";
const tail = "\ntfx.dsl.Pipeline(pipeline_name='p', components=[tfx.components.SchemaGen(statistics=data)])\n";

describe("the rest is read where there is", () => {
  const check = (text: string): void =>
    expect(pipelineOf(head + text + tail).nodes.map(({ id }) => id)).toEqual(["SchemaGen"]);
  test("nesting without end", () => check(`x = ${"(".repeat(5000)}1${")".repeat(5000)}`));
  test("a list in a list in a list", () => check(`x = ${"[".repeat(3000)}${"]".repeat(3000)}`));
  test("a sum without end", () => check(`x = ${"'a' + ".repeat(20_000)}'b'`));
  test("a chain without end", () => check(`x = a${".b()".repeat(5000)}`));
  test("blocks in blocks", () =>
    check(
      Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}if x:`)
        .join("\n")
        .concat(`\n${" ".repeat(200)}pass`),
    ));
  test("a function that calls itself", () =>
    check("def f(x):\n  return f(x) + g(x)\ndef g(x):\n  return f(g(x))\ny = f(1)"));
  test("functions that call each other twice each", () => {
    check(Array.from({ length: 60 }, (_, i) => `def f${i}():\n  return f${i + 1}() + f${i + 1}()`).join("\n"));
  });
  test("a name of the prototype", () =>
    check(
      "constructor = 1\n__proto__ = {'__proto__': 2}\nx = toString.hasOwnProperty['constructor']\ny = '{__proto__}'.format(constructor=1).valueOf()",
    ));
});

test("loops in loops end, and it is said", () => {
  const loops = "for a in range(200):\n  for b in range(200):\n    for c in range(200):\n      x = [a, b, c]\n";
  const pipeline = pipelineOf(head + tail + loops);
  expect(pipeline.nodes).toHaveLength(1);
  expect(pipeline.problems.map(({ code }) => code)).toEqual(["not-determined"]);
});

test("a loop of more than 200 turns is unrolled so far, and it is said", () => {
  const pipeline =
    pipelineOf(`${head}steps = [tfx.components.SchemaGen(statistics=data).with_id(str(i)) for i in range(1000)]
tfx.dsl.Pipeline(pipeline_name='p', components=steps)`);
  expect(pipeline.nodes).toHaveLength(200);
  expect(pipeline.problems.map(({ message }) => message)).toEqual(["Only the first 200 of 1000 turns are worked out."]);
});

test("more than two million characters are not read, and it is said", () => {
  const definition = parseDefinition(fileUri, head + tail + "#".repeat(2_000_000), host);
  expect(definition?.problems.map(({ code }) => code)).toEqual(["too-large"]);
  const cells = parseNotebookCells("file:///n.ipynb", [{ uri: "c", text: "#".repeat(2_000_001) }], host);
  expect(cells.problems.map(({ code }) => code)).toEqual(["too-large"]);
});

describe("whatever is in a file, it is read without an error", () => {
  const words =
    "( ) [ ] { } : , . = == + ** @ * \\ ' \" ''' # \n \t if else for in while with as def class return yield lambda import from try except del global not and or None True x tfx Pipeline Trainer components outputs f'{x}' 1e9".split(
      " ",
    );

  test("pieces of Python in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, " ", "  "), { maxLength: 60 }), (pieces) => {
        parseDefinition(fileUri, pieces.join(""), host);
      }),
      { numRuns: 1500 },
    );
  });

  test("a pipeline with a stretch taken out or doubled", () => {
    const position = fc.nat({ max: twoTrainers.length });
    fc.assert(
      fc.property(position, fc.nat({ max: 80 }), fc.boolean(), (at, length, doubled) => {
        const text = doubled
          ? twoTrainers.slice(0, at + length) + twoTrainers.slice(at)
          : twoTrainers.slice(0, at) + twoTrainers.slice(at + length);
        const definition = parseDefinition(fileUri, text, host);
        for (const { nodes } of definition?.pipelines ?? []) {
          expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
