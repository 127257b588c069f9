import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDefinition } from "../../../../server/src/definitions/index.ts";
import { definitionOf, graphOf, hostOf, pipelineOf, textAt } from "../helpers.ts";

const project = `name: taxi
conda_env: conda.yml
entry_points:
  main:
    parameters:
      steps: {type: str, default: all}
    command: "python main.py --steps {steps}"
  train:
    parameters:
      data: path
      lr: {type: float, default: 0.1}
    command: python src/train.py {data} --lr {lr}
  report:
    command: "python report.py"
`;
const read = (files: Readonly<Record<string, string>> = {}) => pipelineOf(project, files, "MLproject");

describe("a project", () => {
  test("has its entry points as nodes, which nothing orders", () => {
    expect(graphOf(read())).toEqual(["main(steps: -)", "train(data: -, lr: -)", "report()"]);
  });

  test("names itself and its environment", () => {
    const definition = definitionOf(project, {}, "MLproject");
    expect([definition.format, definition.pipelines[0]?.name]).toEqual(["mlproject", "taxi"]);
    expect(definition.links.map(({ target, location }) => [target, textAt(project, location)])).toEqual([
      ["conda.yml", "conda.yml"],
    ]);
  });

  test("records its runs in a folder beside it", () => {
    expect(read().stores.map(({ path }) => path)).toEqual(["mlruns"]);
  });

  test("has parameters as inputs, commands and defaults as arguments", () => {
    const train = read().nodes[1];
    expect(train?.inputs.map(({ key, carries }) => [key, carries])).toEqual([
      ["data", "artifact"],
      ["lr", "parameter"],
    ]);
    expect(train?.arguments.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      "command: python src/train.py {data} --lr {lr}",
      "lr: 0.1",
    ]);
  });

  test("guesses kinds by the words of names and scripts", () => {
    expect(read().nodes.map(({ kind, kindGuessed }) => [kind, kindGuessed])).toEqual([
      ["other", false],
      ["train", true],
      ["other", false],
    ]);
  });

  test("of one entry point is known by its folder", () => {
    const text = "name: copied\nentry_points:\n  main:\n    command: python run.py\n";
    expect(pipelineOf(text, {}, "evaluate/MLproject").nodes[0]?.kind).toBe("evaluate");
  });

  test("places nodes at their entries, names at their keys", () => {
    const train = read().nodes[1];
    if (!train) throw new Error("no entry point");
    expect(textAt(project, train.location)).toMatch(/^train:\n[\s\S]*\{lr\}$/);
    expect(textAt(project, { uri: "", range: train.nameRange })).toBe("train");
    expect(train.idLocations.map((place) => textAt(project, place))).toEqual(["train"]);
  });
});

describe("steps that a script runs", () => {
  const main = (body: string): Readonly<Record<string, string>> => ({ "main.py": `import mlflow\nimport os\n${body}` });

  test("are nodes after each other, under the names of runs", () => {
    const script = main(`
def go(config):
  root = os.getcwd()
  if "download" in config:
    _ = mlflow.run(os.path.join(root, "download"), "main", parameters={"url": config["url"]})
  mlflow.run("steps/clean", entry_point="fast")
  mlflow.projects.run(uri="./check").run_id
if __name__ == "__main__":
  go({})
`);
    expect(graphOf(read(script)).slice(3)).toEqual([
      'download(url: -) if "download" in config',
      "steps/clean/fast() after download",
      "check() after steps/clean/fast",
    ]);
  });

  test("of the project itself are its entry points, which a rename then changes in the script too", () => {
    const script = main('mlflow.run(".", "report")\nmlflow.run(".", "train", parameters={"data": x})\n');
    const { nodes, files } = read(script);
    expect(graphOf(read(script))).toEqual(["main(steps: -)", "train(data: -, lr: -) after report", "report()"]);
    expect(files).toEqual(["file:///project/MLproject", "file:///project/main.py"]);
    const places = nodes[1]?.idLocations ?? [];
    expect(places.map((place) => textAt(files[1] === place.uri ? (script["main.py"] ?? "") : project, place))).toEqual([
      "train",
      "train",
    ]);
  });

  test("that read an artifact by the name that an earlier one gives it are its readers", () => {
    const script = main(`
mlflow.run("download", parameters={"artifact_name": "raw.csv"})
mlflow.run("clean", parameters={"input_artifact": "raw.csv:latest", "artifact_name": "clean.csv"})
mlflow.run("fit", parameters={"train_data": "clean.csv:v3", "other": "unknown.csv:latest"})
`);
    expect(graphOf(read(script)).slice(3)).toEqual([
      "download()",
      "clean(input_artifact: download.raw.csv)",
      "fit(train_data: clean.clean.csv, other: -)",
    ]);
  });

  test("that are not waited for order nothing after them", () => {
    const script = main('mlflow.run("a", synchronous=False)\nmlflow.run("b")\n');
    expect(graphOf(read(script)).slice(3)).toEqual(["a()", "b()"]);
  });

  test.each([
    ["a name computed at run time", "mlflow.run('.', step)\n"],
    ["a folder computed at run time", "mlflow.run(folder)\n"],
    ["an entry point that the project lacks", "mlflow.run('.', 'nothing')\n"],
    ["another library's run", "subprocess.run('train')\nmlflow.start_run('train')\n"],
  ])("are none for %s", (_, body) => expect(graphOf(read(main(body)))).toEqual(graphOf(read())));
});

test("at every cut, the entry points before it stay as they are", () => {
  const whole = read().nodes.map(({ id }) => id);
  const ends = [project.indexOf("  train:"), project.indexOf("  report:"), project.length];
  for (let cut = ends[0] ?? 0; cut <= project.length; cut++) {
    const ids = pipelineOf(project.slice(0, cut), {}, "MLproject").nodes.map(({ id }) => id);
    const before = ends.filter((end) => end <= cut).length;
    expect(ids.slice(0, before)).toEqual(whole.slice(0, before));
  }
});

test("no text throws", () => {
  const piece = fc.constantFrom(
    "  a:\n",
    "    command: ",
    "python main.py\n",
    "    parameters:\n",
    "      x: ",
    "path\n",
    "{",
    "]",
    "- ",
    "&a ",
    "*a",
    "\n",
    "\t",
  );
  const call = fc.constantFrom("mlflow.run(", '"a"', ", ", ")", "parameters={", '"x": ', "}", "\n", "if x:\n  ", ".b");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.array(call, { maxLength: 30 }), (yaml, python) => {
      const text = `entry_points:\n${yaml.join("")}`;
      const files = { "main.py": `import mlflow\n${python.join("")}` };
      const definition = parseDefinition("file:///project/MLproject", text, hostOf(files));
      expect(definition?.format ?? "mlproject").toBe("mlproject");
    }),
    { numRuns: 300 },
  );
});
