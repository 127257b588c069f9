import { describe, expect, test } from "vitest";
import { ignore } from "../../../server/src/waste/fixes/ignore.ts";
import { offerOf } from "../../../server/src/waste/fixes/offer.ts";
import { fixed, inputFor, tfxImport } from "./offered.ts";

const end = "tfx.dsl.Pipeline(pipeline_name='p', components=[trainer])\n";

/** Checks the text around a trainer before and after its dead end is accepted. */
function check(before: string, after: string): void {
  expect(fixed(ignore, { "pipeline.py": tfxImport + before + end }, "dead-trainer", "Trainer")).toBe(
    tfxImport + after + end,
  );
}

describe("a finding is accepted by a comment", () => {
  test("on the line above, with room for the reason", () =>
    check("trainer = Trainer()\n", "# graphlet: ignore[dead-trainer] say why\ntrainer = Trainer()\n"));

  test("indented like the line", () =>
    check(
      "if True:\n\ttrainer = Trainer(\n\t\tmodule_file='t')\n",
      "if True:\n\t# graphlet: ignore[dead-trainer] say why\n\ttrainer = Trainer(\n\t\tmodule_file='t')\n",
    ));

  test("beside the codes that are accepted there already", () =>
    check(
      "# graphlet: ignore[unpushed-models] an experiment\n# of May\ntrainer = Trainer()\n",
      "# graphlet: ignore[unpushed-models, dead-trainer] an experiment\n# of May\ntrainer = Trainer()\n",
    ));

  test("in the comment behind the code", () =>
    check(
      "trainer = Trainer()  # graphlet: ignore[unpushed-models]\n",
      "trainer = Trainer()  # graphlet: ignore[unpushed-models, dead-trainer]\n",
    ));

  test("behind the line where the one above goes on", () =>
    check("trainer = \\\n  Trainer()\n", "trainer = \\\n  Trainer()  # graphlet: ignore[dead-trainer] say why\n"));

  test("with the line breaks of the file", () => {
    const text = (comment: string): string =>
      `${tfxImport}${comment}trainer = Trainer()\n${end}`.replaceAll("\n", "\r\n");
    expect(fixed(ignore, { "pipeline.py": text("") }, "dead-trainer", "Trainer")).toBe(
      text("# graphlet: ignore[dead-trainer] say why\n"),
    );
  });

  test("above the name of the pipeline for what concerns it whole", () =>
    expect(fixed(ignore, { "pipeline.py": `${tfxImport}trainer = Trainer()\n${end}` }, "drift-from-trace", null)).toBe(
      `${tfxImport}trainer = Trainer()\n# graphlet: ignore[drift-from-trace] say why\n${end}`,
    ));
});

test("the title names the code, and that there is more to type", () => {
  const input = inputFor({ "pipeline.py": `${tfxImport}trainer = Trainer()\n${end}` }, "unpushed-models", "Trainer");
  expect(offerOf(ignore, input)).toEqual({
    ok: true,
    value: { title: "Ignore unpushed-models here…", touches: null, preferred: false, alwaysSafe: false },
  });
});

test("it is refused where no comment can stand", () => {
  const text = `${tfxImport}trainer = \\\n  Trainer().\\\n  with_id('t')\n${end}`;
  expect(offerOf(ignore, inputFor({ "pipeline.py": text }, "dead-trainer", "t"))).toMatchObject({
    ok: false,
    error: { reason: "No comment can stand at this line." },
  });
});

test("it is not offered in JSON, which has no comments", () => {
  const input = inputFor({ "pipeline.py": `${tfxImport}trainer = Trainer()\n${end}` }, "dead-trainer", "Trainer");
  expect(
    offerOf(ignore, { ...input, pipeline: { ...input.pipeline }, readText: () => '{"deploymentSpec": {}}' }),
  ).toBeNull();
});
