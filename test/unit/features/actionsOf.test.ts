import { describe, expect, test } from "vitest";
import type { Diagnostic } from "vscode-languageserver-types";
import { actionData } from "../../../server/src/features/actionData.ts";
import { actionsOf, resolvedAction } from "../../../server/src/features/actionsOf.ts";
import { definitionOf, fileUri } from "../definitions/helpers.ts";

const text = `from tfx import v1 as tfx
a = tfx.components.Trainer()
b = tfx.components.Trainer().with_id('b')
tuner = tfx.components.Tuner(base_model=b.outputs['model'], examples=b.outputs['model_run'])
tfx.dsl.Pipeline(pipeline_name='p', components=[a, b, tuner])
`;
const definition = definitionOf(text);
const host = { textOf: (): string => text, versionOf: () => 7, annotates: true };
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const finding = (data: object): Diagnostic => ({ range, message: "", data });
const about = (node: string, code = "dead-trainer"): Diagnostic =>
  finding({ code, at: 0, pipeline: "p", node, subject: null });
const titles = (diagnostics: readonly Diagnostic[]): string[] =>
  actionsOf(definition, diagnostics, host).map(({ title }) => title);

describe("actions of findings", () => {
  test("have no edit yet, and the usual one is preferred", () => {
    const [action] = actionsOf(definition, [about("Trainer")], host);
    expect(action).toMatchObject({ title: "Remove Trainer", kind: "quickfix", isPreferred: true });
    expect(action?.edit).toBeUndefined();
  });

  test("that the same change cures are one", () =>
    expect(titles([about("Trainer"), about("Trainer", "redundant-trainer")])).toEqual([
      "Remove Trainer",
      "Ignore dead-trainer here…",
      "Ignore redundant-trainer here…",
    ]));

  test("are none for what is not ours, or no longer there", () =>
    expect(
      titles([
        finding({ code: "E501" }),
        finding({ code: "dead-trainer", at: 0, pipeline: "q", node: "Trainer", subject: null }),
        finding({ code: "dead-trainer", at: 4, pipeline: "p", node: "Trainer", subject: null }),
        about("gone"),
        { range, message: "" },
      ]),
    ).toEqual([]));
});

describe("an action that is chosen", () => {
  const resolved = (annotates: boolean): ReturnType<typeof resolvedAction> => {
    const [action] = actionsOf(definition, [about("b")], host);
    if (!action) throw new Error("not offered");
    return resolvedAction(action, definition, { ...host, annotates });
  };

  test("gets its edit, with a note on the other nodes that go", () => {
    const { edit } = resolved(true);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: fileUri, version: 7 } }]);
    expect(edit?.changeAnnotations).toEqual({
      others: {
        label: "Remove b and 1 node that only it feeds",
        description: "Also removed: Tuner",
        needsConfirmation: false,
      },
    });
  });

  test("gets it without notes in an editor that has none", () =>
    expect(resolved(false).edit?.changeAnnotations).toBeUndefined());

  test("is disabled with the reason where the text is another by now", () => {
    const [action] = actionsOf(definition, [about("b")], host);
    if (!action) throw new Error("not offered");
    expect(resolvedAction(action, definition, { ...host, textOf: () => null }).disabled).toEqual({
      reason: "The text could not be read again.",
    });
  });

  test("is disabled where its node is gone", () => {
    const [action] = actionsOf(definition, [about("b")], host);
    if (!action) throw new Error("not offered");
    const other = definitionOf(text.replaceAll("b", "c"));
    expect(resolvedAction(action, other, host).disabled?.reason).toBe(
      "The pipeline is no longer what this was offered for.",
    );
  });
});

test("data from the editor is looked at before it is believed", () => {
  const good = { code: "dead-trainer", at: 0, pipeline: null, node: "b", subject: null, fix: "drop-trainer", uri: "u" };
  const read = (data: unknown): unknown => actionData({ title: "", data: data as object });
  expect(read(good)).toEqual(good);
  for (const [key, value] of Object.entries({
    code: "x",
    at: "0",
    pipeline: 1,
    node: {},
    subject: 2,
    fix: 3,
    uri: null,
  }))
    expect(read({ ...good, [key]: value })).toBeNull();
  expect(read(null)).toBeNull();
});
