import { describe, expect, test } from "vitest";
import { renamableAt, renameOf } from "../../../../server/src/features/renameOf.ts";
import { edited, marked, shown } from "./marked.ts";
import { dvcYaml, kfpYaml, pbtxt, python } from "./samples.ts";

/** The lines that a rename changes, or why there is none. */
function renamed(name: string, text: string, where: string, to: string): string | readonly string[] {
  const { uri, position, definition, lines } = marked(name, text, where);
  const result = renameOf(definition, uri, position, to, () => text);
  if (!result.ok) return result.error;
  const after = edited(text, result.value[uri] ?? []).split("\n");
  return after.filter((line, index) => line !== lines[index]).map((line) => line.trim());
}

describe("a rename", () => {
  test("of a Kubeflow task changes its key and every use of it, from a use as well", () => {
    expect(renamed("p.yaml", kfpYaml, "producerTask: ing‹est", "read-data")).toEqual([
      "read-data:",
      "- read-data",
      "producerTask: read-data",
      "- read-data",
      "producerTask: read-data",
    ]);
  });
  test("of a node in protobuf text leaves quotes alone", () => {
    expect(renamed("p.pbtxt", pbtxt, 'id: "Csv‹ExampleGen"', "Trips")).toEqual([
      'id: "Trips"',
      'id: "Trips"',
      'upstream_nodes: "Trips"',
    ]);
  });
  test("of a stage changes its key", () => {
    expect(renamed("dvc.yaml", dvcYaml, "  tra‹in:", "fit")).toEqual(["fit:"]);
  });
});

describe("no rename", () => {
  test("where no id stands", () => {
    expect(renamed("dvc.yaml", dvcYaml, "cmd: pyt‹hon", "x")).toBe(
      "No node's name stands here whose every place is known.",
    );
  });
  test("of a class in Python that gives a node its id", () => {
    const { uri, position, definition } = marked("pipeline.py", python, "tfx.components.Push‹er");
    expect(renamableAt(definition, uri, position)).toBeNull();
  });
  test("to a name that another node has", () => {
    expect(renamed("dvc.yaml", dvcYaml, "  tra‹in:", "prepare")).toBe("Another node has the name `prepare`.");
    expect(renamed("p.yaml", kfpYaml, "      tra‹in:\n", "loop")).toBe("Another node has the name `loop`.");
  });
  test.each([
    [
      "p.yaml",
      kfpYaml,
      "      ing‹est:\n",
      "Read_Data",
      "A name is made of small letters, digits and hyphens, with a letter or digit at both ends.",
    ],
    ["dvc.yaml", dvcYaml, "  tra‹in:", "a/b", "A name is made of letters, digits, underscores and hyphens."],
    ["dvc.yaml", dvcYaml, "  tra‹in:", "", "A node needs a name."],
    ["dvc.yaml", dvcYaml, "  tra‹in:", "a".repeat(129), "A name has at most 128 characters."],
    ["dvc.yaml", dvcYaml, "  tra‹in:", "true", "YAML does not read `true` as a text."],
    ["dvc.yaml", dvcYaml, "  tra‹in:", "12", "YAML does not read `12` as a text."],
    [
      "p.pbtxt",
      pbtxt,
      'id: "Csv‹ExampleGen"',
      'a"b',
      "A name is made of letters, digits, underscores, dots and hyphens, with a letter or underscore first.",
    ],
  ])("in %s", (name, text, where, to, why) => {
    expect(renamed(name, text, where, to)).toBe(why);
  });
  test("of a text that has changed since", () => {
    const { uri, position, definition } = marked("dvc.yaml", dvcYaml, "  tra‹in:");
    expect(renameOf(definition, uri, position, "fit", () => `\n${dvcYaml}`)).toEqual({
      ok: false,
      error: "The text has changed since it was read.",
    });
  });
});

test("what is offered to be renamed is the id alone", () => {
  const { uri, position, definition } = marked("p.pbtxt", pbtxt, 'upstream_nodes: "Csv‹ExampleGen"');
  const range = renamableAt(definition, uri, position)?.range;
  expect(shown(pbtxt, range ? [range] : [])).toEqual(["69: CsvExampleGen"]);
});
