import { describe, expect, test } from "vitest";
import { definitionOf } from "../../../server/src/features/definitionOf.ts";
import { mentionAt, nodeAt } from "../../../server/src/features/place.ts";
import { referencesOf } from "../../../server/src/features/referencesOf.ts";
import { symbolsOf } from "../../../server/src/features/symbolsOf.ts";
import type { Definition, DefinitionNode, NodeReference } from "../../../server/src/model/definition.ts";
import type { Location, Position } from "../../../server/src/model/text.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

const uri = "file:///pipeline.py";
const text = [
  "gen = CsvExampleGen(data)",
  "trainer = Trainer(examples=gen.outputs['examples'], schema=gen.outputs['schema'])",
  "components = [gen, trainer]",
];

/** The `count`-th place of a text, from 1. */
function place(what: string, count = 1): Location {
  let seen = 0;
  for (const [line, content] of text.entries()) {
    for (let at = content.indexOf(what); at >= 0; at = content.indexOf(what, at + 1)) {
      if (++seen === count) {
        return { uri, range: { start: { line, character: at }, end: { line, character: at + what.length } } };
      }
    }
  }
  throw new Error(`${what} stands ${seen} times`);
}

const channel = (what: string, output: string): NodeReference => ({ role: "channel", output, location: place(what) });
const listed = (what: string, count: number): NodeReference => ({
  role: "list",
  output: null,
  location: place(what, count),
});

const whole = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples");
const [gen, trainer] = whole.nodes as [DefinitionNode, DefinitionNode];
const definition: Definition = {
  uri,
  format: "tfx-python",
  problems: [],
  links: [],
  pipelines: [
    {
      ...whole,
      location: place("[gen, trainer]"),
      nodes: [
        {
          ...gen,
          location: place("CsvExampleGen(data)"),
          nameRange: place("CsvExampleGen").range,
          references: [
            channel("gen.outputs['examples']", "examples"),
            channel("gen.outputs['schema']", "schema"),
            listed("gen", 4),
          ],
        },
        {
          ...trainer,
          location: place("Trainer(examples=gen.outputs['examples'], schema=gen.outputs['schema'])"),
          nameRange: place("Trainer").range,
          inputs: trainer.inputs.map((input) => ({ ...input, location: place("gen.outputs['examples']") })),
          references: [listed("trainer", 2)],
        },
      ],
    },
  ],
};

const inside = (location: Location): Position => ({
  ...location.range.start,
  character: location.range.start.character + 1,
});

describe("the node at the cursor", () => {
  test("in a channel use is the node whose call it stands in", () => {
    expect(nodeAt(definition, uri, inside(place("gen.outputs['examples']")))?.node.id).toBe("Trainer");
  });
  test("in a list is the node listed", () => {
    expect(nodeAt(definition, uri, inside(place("gen", 4)))?.node.id).toBe("CsvExampleGen");
  });
  test("elsewhere is none", () => {
    expect(nodeAt(definition, uri, { line: 2, character: 3 })).toBeNull();
  });
  test("in another file is none", () => {
    expect(nodeAt(definition, "file:///other.py", inside(place("Trainer")))).toBeNull();
  });
});

describe("definition", () => {
  test("of a channel use is the call of its maker", () => {
    expect(definitionOf(definition, uri, inside(place("gen.outputs['examples']")))).toEqual([place("CsvExampleGen")]);
  });
  test("of a list entry is the call", () => {
    expect(definitionOf(definition, uri, inside(place("trainer", 2)))).toEqual([place("Trainer")]);
  });
  test("of the call itself is the call where no other extension answers", () => {
    const compiled: Definition = { ...definition, format: "kfp-ir" };
    expect(definitionOf(compiled, uri, inside(place("Trainer")))).toEqual([place("Trainer")]);
  });
  test("of the call itself is nothing new", () => {
    expect(definitionOf(definition, uri, inside(place("Trainer")))).toEqual([]);
  });
});

describe("references", () => {
  test("of a node are its uses", () => {
    expect(referencesOf(definition, uri, inside(place("CsvExampleGen")), false)).toEqual([
      place("gen.outputs['examples']"),
      place("gen.outputs['schema']"),
      place("gen", 4),
    ]);
  });
  test("of a channel are the uses of that output, and the maker where asked", () => {
    expect(referencesOf(definition, uri, inside(place("gen.outputs['schema']")), true)).toEqual([
      place("CsvExampleGen"),
      place("gen.outputs['schema']"),
    ]);
  });
});

test("the smallest reference is the one that is meant", () => {
  expect(mentionAt(definition, uri, inside(place("gen.outputs['schema']")))?.reference?.output).toBe("schema");
});

test("the outline has the pipeline, its nodes and their inputs", () => {
  const outline = symbolsOf(definition, uri).map(({ name, detail, children }) => ({
    name,
    detail,
    nodes: children?.map((node) => [node.name, node.detail, ...(node.children ?? []).map(({ name }) => name)]),
  }));
  expect(outline).toEqual([
    {
      name: "taxi",
      detail: "2 nodes",
      nodes: [
        ["CsvExampleGen", "ingest"],
        ["Trainer", "train", "examples"],
      ],
    },
  ]);
});

test("an outline's range holds its children", () => {
  const [pipeline] = symbolsOf(definition, uri);
  expect(pipeline?.range).toEqual({
    start: place("CsvExampleGen").range.start,
    end: place("[gen, trainer]").range.end,
  });
});
