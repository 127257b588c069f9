import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CheckOptions } from "../../../../server/src/cli/arguments.ts";
import type { CheckJson } from "../../../../server/src/cli/check/checkJson.ts";
import { check } from "../../../../server/src/cli/check.ts";
import { history, pipelineText, type TestFolder, testFolder } from "../../../server/workspace.ts";

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
  // The root of the workspace, as a repository's.
  mkdirSync(join(folder.path, ".git"));
});
afterEach(() => folder.remove());

const none: CheckOptions = {
  format: "json",
  failOn: "warning",
  maxWaste: null,
  baseline: null,
  updateBaseline: false,
  trace: null,
  settings: null,
  output: null,
};

/** Runs a check on paths of the folder. */
async function run(paths: readonly string[], options: Partial<CheckOptions> = {}) {
  const inFolder = (path: string | null | undefined): string | null => (path == null ? null : join(folder.path, path));
  const { trace, settings, baseline, output } = options;
  const done = await check(
    paths.map((path) => join(folder.path, path)),
    {
      ...none,
      ...options,
      trace: inFolder(trace),
      settings: inFolder(settings),
      baseline: inFolder(baseline),
      output: inFolder(output),
    },
    {
      cwd: folder.path,
      isTerminal: false,
      environment: {},
      now: Date.UTC(2026, 0, 1),
      version: "1.2.3",
      pages: { rules: new Map(), problems: "" },
    },
  );
  return done.ok ? { ...done.value, output: [...done.value.output].join("") } : done.error.replaceAll(folder.path, "~");
}

/** The same, where it can run. */
async function checked(paths: readonly string[], options: Partial<CheckOptions> = {}) {
  const done = await run(paths, options);
  if (typeof done === "string") throw new Error(done);
  const json = done.output === "" ? null : (JSON.parse(done.output) as CheckJson);
  return { ...done, json };
}

const codesOf = async (paths: readonly string[], options: Partial<CheckOptions> = {}): Promise<readonly string[]> =>
  ((await checked(paths, options)).json?.findings ?? [])
    .filter(({ accepted }) => accepted === null)
    .map(({ file, node, code }) => `${file} ${node} ${code}`);

const dead = "Trainer.challenger dead-trainer";
const redundant = "Trainer.challenger redundant-trainer";

describe("a folder", () => {
  test("is searched for definitions and traces, which are paired", async () => {
    folder.file("pipelines/taxi/pipeline.py", pipelineText());
    folder.store("runs/metadata.sqlite", history);
    const { json, notes, exitCode } = await checked(["."]);
    expect({ notes, exitCode }).toEqual({ notes: [], exitCode: 1 });
    expect(json?.pipelines).toMatchObject([
      { name: "taxi", definition: "pipelines/taxi/pipeline.py", trace: "runs/metadata.sqlite" },
    ]);
    expect(json?.findings.map(({ node, code }) => `${node} ${code}`)).toEqual(
      expect.arrayContaining([dead, redundant]),
    );
  });

  test("inside a repository has the traces of the whole repository", async () => {
    folder.file("pipelines/taxi/pipeline.py", pipelineText());
    folder.file("other/pipeline.py", pipelineText({ name: "other" }));
    folder.store("runs/metadata.sqlite", history);
    const { json } = await checked(["pipelines"]);
    expect(json?.pipelines.map(({ name, trace }) => [name, trace])).toEqual([["taxi", "runs/metadata.sqlite"]]);
  });

  test("gives the same report each time", async () => {
    for (const name of ["b", "a", "c"]) folder.file(`${name}.py`, pipelineText({ name }));
    const [first, second] = [await checked(["."]), await checked(["c.py", ".", "a.py"])];
    expect(first.output).toBe(second.output);
    expect(first.json?.pipelines.map(({ definition }) => definition)).toEqual(["a.py", "b.py", "c.py"]);
  });

  test("names no place of the machine", async () => {
    folder.file("pipeline.py", pipelineText());
    folder.store("metadata.sqlite", history);
    for (const format of ["text", "json", "sarif"] as const) {
      const done = await run(["."], { format });
      expect(JSON.stringify(done)).not.toContain(folder.path);
    }
  });
});

test("what DVC writes from a file beside it is checked once", async () => {
  folder.file("dvc.yaml", "stages:\n  train:\n    cmd: python train.py\n    outs: [model.pkl]\n");
  folder.file(
    "dvc.lock",
    "schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n    outs: [{path: model.pkl}]\n",
  );
  const definitions = async (path: string) =>
    (await checked([path])).json?.pipelines.map(({ definition }) => definition);
  expect(await definitions(".")).toEqual(["dvc.yaml"]);
  expect(await definitions("dvc.lock")).toEqual(["dvc.lock"]);
});

test("a file is checked alone", async () => {
  folder.file("a.py", pipelineText({ name: "a" }));
  folder.file("b.py", pipelineText({ name: "b" }));
  expect(await codesOf(["b.py"])).toEqual([`b.py ${dead}`]);
});

test("a module that is part of a pipeline is checked as part of it", async () => {
  const [imports = "", rest = ""] = pipelineText().split("\n\n\n");
  const body = rest.slice(0, rest.indexOf("    return"));
  const list = "[example_gen, statistics_gen, schema_gen, transform, trainer, challenger, evaluator, pusher]";
  folder.file("components.py", `${imports}\n\n\n${body.replace("create_pipeline", "make")}    return ${list}\n`);
  folder.file(
    "pipeline.py",
    `${imports}\nfrom components import make\n\npipeline = tfx.dsl.Pipeline(pipeline_name="taxi", components=make())\n`,
  );
  const { json } = await checked(["."]);
  expect(json?.pipelines.map(({ name, definition }) => [name, definition])).toEqual([["taxi", "pipeline.py"]]);
  expect(json?.findings.map(({ file, code }) => [file, code])).toEqual([["components.py", "dead-trainer"]]);
});

test("a notebook's findings stand in its cells", async () => {
  const lines = pipelineText()
    .split("\n")
    .map((line) => `${line}\n`);
  const cells = [
    { cell_type: "markdown", source: ["# Taxi"] },
    { cell_type: "code", source: lines },
  ];
  folder.file("taxi_tfx.ipynb", JSON.stringify({ cells, nbformat: 4, nbformat_minor: 4, metadata: {} }));
  const { json } = await checked(["."]);
  const at = lines.findIndex((line) => line.includes("challenger = "));
  expect(json?.findings).toMatchObject([
    { file: "taxi_tfx.ipynb", cell: 1, code: "dead-trainer", range: { start: { line: at, character: 32 } } },
  ]);
});

describe("a comment accepts a finding", () => {
  const text = pipelineText().replace(
    "    challenger =",
    "    # graphlet: ignore[dead-trainer] an experiment\n    challenger =",
  );

  test.each([
    ["line feeds", text],
    ["carriage returns and line feeds", text.replaceAll("\n", "\r\n")],
  ])("in a file with %s", async (_, one) => {
    folder.file("pipeline.py", one);
    const { json, exitCode } = await checked(["."]);
    expect(exitCode).toBe(0);
    expect(json?.findings.map(({ code, accepted }) => [code, accepted])).toEqual([["dead-trainer", "comment"]]);
  });

  test("in a notebook's cell", async () => {
    folder.file("taxi_tfx.ipynb", JSON.stringify({ cells: [{ cell_type: "code", source: text }] }));
    expect(await codesOf(["."])).toEqual([]);
  });
});

describe("settings", () => {
  beforeEach(() => {
    folder.file("pipelines/pipeline.py", pipelineText());
  });

  test("are those of the folder that would be opened in the editor", async () => {
    folder.file(".vscode/settings.json", '{ "graphlet.diagnostics.deadTrainer": "off", /* for now */ }');
    expect(await codesOf(["pipelines"])).toEqual([]);
  });

  test("can be taken from another file", async () => {
    folder.file(".vscode/settings.json", '{ "graphlet.diagnostics.deadTrainer": "off" }');
    folder.file("ci.json", '{ "graphlet.diagnostics.deadTrainer": "error" }');
    const { json } = await checked(["pipelines"], { settings: "ci.json" });
    expect(json?.findings.map(({ severity }) => severity)).toEqual(["error"]);
  });

  test("name the store of a definition", async () => {
    folder.file(".vscode/settings.json", '{ "graphlet.traces": { "pipelines/*": "stores/one.data" } }');
    folder.store("stores/one.data", history);
    expect((await checked(["."])).json?.pipelines).toMatchObject([{ trace: "stores/one.data" }]);
  });

  test("connect to no database: whoever proposes them must not choose where a password is sent", async () => {
    folder.file("pipeline.py", pipelineText());
    folder.file(".vscode/settings.json", '{ "graphlet.traces": { "*": "postgresql://me@nowhere.invalid/mlmd" } }');
    expect((await checked(["pipeline.py"])).notes).toContainEqual(
      expect.stringContaining(
        "mlmd on nowhere.invalid: a database that settings name is not connected to. Nothing was changed. Give it with --trace.",
      ),
    );
  });

  test("that do not fit stop the check", async () => {
    folder.file(".vscode/settings.json", '{ "graphlet.diagnostics.deadTrainer": "loud" }');
    expect(await run(["."])).toMatch(/settings\.json: graphlet\.diagnostics\.deadTrainer must be one of off, hint/);
  });
});

describe("a trace", () => {
  test("that is given is that of all definitions", async () => {
    folder.file("pipeline.py", pipelineText());
    folder.store("elsewhere/history.bin", history);
    const { json } = await checked(["."], { trace: "elsewhere/history.bin" });
    expect(json?.pipelines).toMatchObject([{ trace: "elsewhere/history.bin" }]);
    expect(json?.findings.map(({ code }) => code)).toContain("redundant-trainer");
  });

  test("that is given and cannot be read stops the check", async () => {
    folder.file("pipeline.py", pipelineText());
    expect(await run(["."], { trace: "missing.sqlite" })).toMatch(/^missing\.sqlite: no such file\./);
  });

  test("that a definition names and that cannot be read is told; what the text says is checked", async () => {
    folder.file("pipeline.py", pipelineText({ store: "metadata.db" }));
    folder.file("metadata.db", "SQLite format 3\0 and nothing more");
    const { notes, json, exitCode } = await checked(["."], { failOn: "error" });
    expect(notes).toEqual([expect.stringMatching(/^metadata\.db: not a readable SQLite file/)]);
    expect(exitCode).toBe(2);
    expect(json?.findings.map(({ code }) => code)).toEqual(["dead-trainer"]);
  });

  test("of another pipeline with the same steps warns nobody and counts for nothing", async () => {
    folder.file("pipeline.py", pipelineText({ name: "buses" }));
    folder.store("metadata.sqlite", history);
    const { json } = await checked(["."]);
    expect(json?.pipelines).toMatchObject([{ name: "buses", trace: null, costSeconds: null }]);
    expect(json?.findings.map(({ code }) => code)).toEqual(["dead-trainer"]);
  });

  test("has the figures of graphlet inspect", async () => {
    folder.file("pipeline.py", pipelineText());
    folder.store("metadata.sqlite", history);
    const { inspect } = await import("../../../../server/src/cli/inspect.ts");
    const options = { format: "json", costProperty: "", operatorKinds: {} } as const;
    const inspected = await inspect(join(folder.path, "metadata.sqlite"), options);
    const [pipeline] = JSON.parse(inspected.ok ? [...inspected.value].join("") : "").pipelines;
    const { json } = await checked(["."]);
    const { wastedSeconds, costSeconds } = pipeline;
    expect(json?.pipelines).toMatchObject([{ wastedSeconds, costSeconds }]);
    expect(json?.summary).toMatchObject({ wastedSeconds, costSeconds });
  });
});

describe("what cannot be checked", () => {
  test.each([
    [["nothing"], "graphlet: no pipeline to check in ~/nothing. nothing: no such file or folder. Check the path."],
    [["notes.txt"], "graphlet: no pipeline to check in ~/notes.txt. Check the paths."],
    [["empty"], "graphlet: no pipeline to check in ~/empty. Check the paths."],
  ])("(%j) is told in one line where it is all there is", async (paths, message) => {
    folder.file("notes.txt", "nothing");
    folder.file("empty/README.md", "nothing");
    expect(await run(paths)).toBe(message);
  });

  test("hides no other", async () => {
    folder.file("pipeline.py", pipelineText());
    folder.file("broken_tfx.ipynb", '{ "tfx Pipeline(": ');
    const { notes, json, exitCode } = await checked([".", "missing.py"]);
    expect(notes).toEqual([
      expect.stringMatching(/^broken_tfx\.ipynb: This file is not a readable notebook/),
      "missing.py: no such file or folder. Check the path.",
    ]);
    expect(json?.findings).toHaveLength(1);
    expect(exitCode).toBe(1);
  });
});

describe("a baseline", () => {
  const baseline = "graphlet-baseline.json";
  beforeEach(() => {
    folder.file("pipeline.py", pipelineText());
  });

  test("accepts what is found when it is written", async () => {
    expect((await checked(["."], { baseline, updateBaseline: true })).exitCode).toBe(0);
    const { json, exitCode } = await checked(["."], { baseline });
    expect(exitCode).toBe(0);
    expect(json?.findings.map(({ accepted }) => accepted)).toEqual(["baseline"]);
    expect(json?.summary).toMatchObject({ acceptedByBaseline: 1, findings: { warning: 0 } });
  });

  test("does not accept what is new", async () => {
    await checked(["."], { baseline, updateBaseline: true });
    folder.file("second.py", pipelineText({ name: "second" }));
    expect(await codesOf(["."], { baseline })).toEqual([`second.py ${dead}`]);
  });

  test("tells what is no longer found, and drops it when it is written again", async () => {
    await checked(["."], { baseline, updateBaseline: true });
    folder.file("pipeline.py", pipelineText().replaceAll("Trainer.challenger", "Trainer.second"));
    const { json } = await checked(["."], { baseline });
    expect(json?.summary.gone).toMatchObject([{ definition: "pipeline.py", node: "Trainer.challenger" }]);
    await checked(["."], { baseline, updateBaseline: true });
    expect(readFileSync(join(folder.path, baseline), "utf8")).not.toContain("challenger");
  });

  test("keeps what it says of definitions that were not checked", async () => {
    folder.file("second.py", pipelineText({ name: "second" }));
    await checked(["."], { baseline, updateBaseline: true });
    const before = readFileSync(join(folder.path, baseline), "utf8");
    await checked(["second.py"], { baseline, updateBaseline: true });
    expect(readFileSync(join(folder.path, baseline), "utf8")).toBe(before);
  });

  test("that is not there or is none stops the check", async () => {
    expect(await run(["."], { baseline })).toMatch(/graphlet-baseline\.json: cannot be read\..*--update-baseline\.$/);
    writeFileSync(join(folder.path, baseline), "[]");
    expect(await run(["."], { baseline })).toMatch(/graphlet-baseline\.json: not a baseline of this version\./);
  });
});

test("more waste than the limit fails", async () => {
  folder.file("pipeline.py", pipelineText());
  folder.store("metadata.sqlite", history);
  const share = (await checked(["."])).json?.pipelines[0]?.wastedShare ?? 0;
  expect(share).toBeGreaterThan(0);
  const exitCode = async (maxWaste: number) => (await checked(["."], { failOn: "off", maxWaste })).exitCode;
  expect([await exitCode(share - 0.01), await exitCode(share + 0.01)]).toEqual([1, 0]);
});

test("the report goes to a file where one is given", async () => {
  folder.file("pipeline.py", pipelineText());
  const { output, exitCode } = await checked(["."], { format: "sarif", output: "report.sarif" });
  expect({ output, exitCode }).toEqual({ output: "", exitCode: 1 });
  expect(JSON.parse(readFileSync(join(folder.path, "report.sarif"), "utf8")).version).toBe("2.1.0");
  rmSync(join(folder.path, "report.sarif"));
  expect(await run(["."], { output: "no/such/folder.json" })).toMatch(/folder\.json: cannot be written /);
});
