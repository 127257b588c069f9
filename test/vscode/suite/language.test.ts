import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { codeOf, findings, hover, lenses, openExample, rangeOf, symbolNames } from "../kit/example.ts";
import { until } from "../kit/until.ts";

const trainer = "tfx.components.Trainer";
const challenger = `challenger = ${trainer}`;
const wide = `wide = ${trainer}`;

suite("the example pipeline", () => {
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    document = await openExample();
  });

  const lineOf = (text: string) => rangeOf(document, text).start.line;

  test("diagnostics mark the component's name and say why, with a page each", async () => {
    const all = await findings(document);
    const marked = all.map((one) => `${codeOf(one)} ${document.getText(one.range)} ${one.range.start.line}`);
    assert.ok(marked.includes(`redundant-trainer Trainer ${lineOf(challenger)}`), marked.join("\n"));
    assert.ok(marked.includes(`dead-trainer Trainer ${lineOf(wide)}`), marked.join("\n"));
    for (const { code } of all) {
      assert.ok(code && typeof code === "object", "a diagnostic has no link to its page");
      assert.match(code.target.path, new RegExp(`docs/rules/${code.value}\\.md$`));
    }
  });

  test("a diagnostic whose cure is removal is shown faded", async () => {
    const one = (await findings(document)).find((finding) => codeOf(finding) === "redundant-trainer");
    assert.deepEqual(one?.tags, [vscode.DiagnosticTag.Unnecessary]);
    assert.equal(
      one.message.includes("Trainer.challenger trains on the same data, code and parameters as Trainer"),
      true,
    );
  });

  test("a lens above each node tells its runs, above a trainer its models", async () => {
    const titles = await lenses(document, (text) => /\d+ runs/.test(text));
    assert.match(
      titles.get(lineOf("tfx.components.CsvExampleGen")) ?? "",
      /^[▁-█]+ \d+ runs · last succeeded .+ ago · .+ median$/,
    );
    assert.match(
      titles.get(lineOf(`trainer = ${trainer}`)) ?? "",
      /\d+ runs · .+ \| \d+ models · \d+ deployed · \d+ % of [\d.]+ \w+ wasted \| Show graph$/,
    );
    assert.match(titles.get(lineOf(challenger)) ?? "", /models · none deployed/);
  });

  test("a hover lists the last models and why the last was not deployed", async () => {
    // Numbers lead to the record that they count.
    const text = (await hover(document, rangeOf(document, challenger, "Trainer").start)).replace(
      /\[([^\]]*)\]\([^)]*\)/g,
      "$1",
    );
    assert.match(text, /\*\*Trainer\.challenger\*\* · train · \d+ models, none deployed/);
    assert.match(text, /\| Model \| Trained \| Duration \| Data \| Changed since the last \| Evaluation \| Outcome \|/);
    assert.match(text, /Not deployed: /);
  });

  test("the outline lists the pipeline and its nodes", async () => {
    const names = await symbolNames(document);
    assert.equal(names[0], "taxi_tips");
    for (const node of [
      "CsvExampleGen",
      "Transform",
      "Trainer",
      "Trainer.challenger",
      "Evaluator.challenger",
      "Pusher",
    ]) {
      assert.ok(names.includes(node), `${node} is missing in ${names.join(", ")}`);
    }
  });

  test("the definition of a channel is the component that writes it", async () => {
    const use = rangeOf(document, 'model_blessing=evaluator.outputs["blessing"]', "evaluator").start;
    const places = await until("a definition", async () => {
      const all = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        "vscode.executeDefinitionProvider",
        document.uri,
        use,
      );
      return all.length > 0 && all;
    });
    const ranges = places.map((place) => ("targetUri" in place ? place.targetRange : place.range));
    assert.deepEqual(
      ranges.map((range) => [range.start.line, document.getText(range)]),
      [[lineOf("evaluator = tfx.components.Evaluator"), "Evaluator"]],
    );
  });

  test("the references of a channel are its readers", async () => {
    const use = rangeOf(document, 'example_gen.outputs["examples"]', "examples").start;
    const places = await until("references", async () => {
      const all = await vscode.commands.executeCommand<vscode.Location[]>(
        "vscode.executeReferenceProvider",
        document.uri,
        use,
      );
      return all.length > 0 && all;
    });
    const readers = places.filter(({ range }) =>
      document.lineAt(range.start.line).text.includes('example_gen.outputs["examples"]'),
    );
    assert.equal(readers.length, document.getText().split('example_gen.outputs["examples"]').length - 1);
  });
});
