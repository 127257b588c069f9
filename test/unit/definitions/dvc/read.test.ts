// biome-ignore-all lint/suspicious/noTemplateCurlyInString: DVC's templates look like JavaScript's.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemsOf } from "../../../../server/src/definitions/check/index.ts";
import { parseDefinition } from "../../../../server/src/definitions/index.ts";
import { definitionOf, graphOf, hostOf, pipelineOf, textAt } from "../helpers.ts";
import { checkStages, dvcProblems, readDvc } from "./check.ts";

const chain = `stages:
  # Cleans.
  prepare:
    cmd: python src/prepare.py
    deps:
      - data/raw
      - src/prepare.py
    params:
      - prepare.seed
      - other.yaml:
          - split
    outs:
      - data/prepared
  train:
    cmd:
      - python src/train.py
      - echo done
    deps:
      - data/prepared/train.csv
    outs:
      - model.pkl
    metrics:
      - scores.json:
          cache: false
  "evaluate":
    cmd: python src/evaluate.py
    deps: [model.pkl, data/prepared]
    always_changed: true
    frozen: true
    plots:
      - plots/roc.csv:
          x: fpr
artifacts:
  best:
    path: model.pkl
    type: model
`;

describe("stages", () => {
  test("wait for those whose outputs they read, or folders of them", () => {
    checkStages(chain, [
      "prepare(data/raw: -, src/prepare.py: -, params.yaml:prepare.seed: -, other.yaml:split: -)",
      "train(data/prepared/train.csv: prepare.data/prepared)",
      "evaluate(model.pkl: train.model.pkl, data/prepared: prepare.data/prepared)",
    ]);
  });

  test("that read a folder wait for all that write into it", () => {
    checkStages(
      "stages:\n  a: {cmd: a, outs: [d/x/1]}\n  b: {cmd: b, outs: [d/y]}\n  d: {cmd: d, outs: [dx]}\n  c: {cmd: c, deps: [./d/]}\n",
      ["a()", "b()", "d()", "c(d: a.d/x/1, d: b.d/y)"],
    );
  });

  test("find each other over the folders that they run in, and addresses as they are", () => {
    checkStages(
      "stages:\n  a: {cmd: a, wdir: one, outs: [x, 's3://b/y']}\n  b: {cmd: b, wdir: two/, deps: [../one/x, 's3://b/y/z']}\n",
      ["a()", "b(one/x: a.one/x, s3://b/y/z: a.s3://b/y)"],
    );
  });

  test("wait for what writes the parameters that they read", () => {
    checkStages("stages:\n  a: {cmd: a, outs: [p.yaml]}\n  b: {cmd: b, params: [p.yaml: [lr]]}\n", [
      "a()",
      "b(p.yaml:lr: a.p.yaml)",
    ]);
  });

  test("carry data or parameters, and say what is declared of their outputs", () => {
    const { nodes } = readDvc(chain);
    expect(nodes[0]?.inputs.map(({ carries }) => carries)).toEqual(["artifact", "artifact", "parameter", "parameter"]);
    expect(nodes.flatMap(({ outputs }) => outputs.map(({ key, type }) => [key, type]))).toEqual([
      ["data/prepared", null],
      ["model.pkl", "Model"],
      ["scores.json", "Metrics"],
      ["plots/roc.csv", "Plots"],
    ]);
  });

  test("stand at their entries; names and paths without quotes", () => {
    const evaluate = readDvc(chain).nodes[2];
    if (!evaluate) throw new Error("no stage");
    expect(textAt(chain, evaluate.location)).toMatch(/^"evaluate":[\s\S]*x: fpr$/);
    expect(textAt(chain, { uri: "", range: evaluate.nameRange })).toBe("evaluate");
    expect(evaluate.inputs.map(({ location }) => textAt(chain, location))).toEqual(["model.pkl", "data/prepared"]);
    expect(evaluate.outputs.map(({ location }) => location && textAt(chain, location))).toEqual(["plots/roc.csv"]);
  });

  test("are referred to where others read what they write", () => {
    const prepare = readDvc(chain).nodes[0];
    expect(prepare?.references.map(({ role, output, location }) => [role, output, textAt(chain, location)])).toEqual([
      ["channel", "data/prepared", "data/prepared/train.csv"],
      ["channel", "data/prepared", "data/prepared"],
    ]);
  });

  test("say what else is written", () => {
    const shown = readDvc(chain).nodes.map(({ arguments: given }) => given.map(({ name, text }) => `${name}: ${text}`));
    expect(shown).toEqual([
      ["cmd: python src/prepare.py"],
      ["cmd: python src/train.py && echo done"],
      ["cmd: python src/evaluate.py", "frozen: true", "always_changed: true"],
    ]);
  });

  test("are cached by DVC unless they always run", () => {
    expect(readDvc(chain).nodes.map(({ caching }) => caching?.enabled ?? null)).toEqual([null, null, false]);
  });

  test("are renamed in dvc.yaml and in the lock beside it", () => {
    const lock = "schema: '2.0'\nstages:\n  train:\n    cmd: python src/train.py\n";
    const train = readDvc(chain, { "dvc.lock": lock }).nodes[1];
    expect(
      train?.idLocations.map((place) => [place.uri, textAt(place.uri.endsWith("lock") ? lock : chain, place)]),
    ).toEqual([
      ["file:///project/dvc.yaml", "train"],
      ["file:///project/dvc.lock", "train"],
    ]);
  });
});

test("runs are looked for in the history of the lock", () => {
  expect(readDvc(chain).stores.map(({ path, location }) => [path, textAt(chain, location)])).toEqual([
    ["dvc.lock", "stages"],
  ]);
});

describe("kinds", () => {
  const kindOf = (stage: string, more = ""): unknown => {
    const [node] = readDvc(`stages:\n  ${stage}\n${more}`).nodes;
    return node && [node.kind, node.kindGuessed];
  };
  test.each([
    ["a declared model", "build: {cmd: x, outs: [m]}", "artifacts: {m: {path: m, type: model}}\n", ["train", true]],
    ["the stage's name", "train_all: {cmd: x}", "", ["train", true]],
    ["its script", "step1: {cmd: 'FOO=1 python src/evaluate.py --x'}", "", ["evaluate", true]],
    ["its module", "step1: {cmd: 'python -m pkg.deploy --x'}", "", ["deploy", true]],
    ["what it writes", "build: {cmd: x, outs: [models/final.pkl]}", "", ["train", true]],
    ["metrics alone", "build: {cmd: x, metrics: [m.json]}", "", ["evaluate", true]],
    [
      "features, which keep fitted encoders",
      "feature_engineering: {cmd: x, outs: [vectorizer.pkl]}",
      "",
      ["preprocess", true],
    ],
    ["nothing", "build: {cmd: x, outs: [data.csv]}", "", ["other", false]],
  ])("come from %s", (_, stage, more, expected) => expect(kindOf(stage, more)).toEqual(expected));
});

describe("mistakes", () => {
  test.each([
    [
      "two stages that write one path",
      "stages:\n  a: {cmd: a, outs: [x]}\n  b: {cmd: b, outs: [./x]}\n",
      ["duplicate-output: ./x"],
    ],
    [
      "one that writes into another's folder",
      "stages:\n  a: {cmd: a, outs: [d]}\n  b: {cmd: b, outs: [d/x]}\n",
      ["duplicate-output: d/x"],
    ],
    [
      "one path for all of a foreach",
      "stages:\n  a:\n    foreach: [1, 2, 3]\n    do: {cmd: a, outs: [x]}\n",
      ["duplicate-output: x"],
    ],
    ["a stage without its command", "stages:\n  a: {deps: [x]}\n", ["syntax: a"]],
    ["foreach without do", "stages:\n  a: {foreach: [1], cmd: x}\n", ["syntax: a"]],
    ["foreach over a word", "stages:\n  a: {foreach: x, do: {cmd: a}}\n", ["syntax: x"]],
    ["a matrix of a word", "stages:\n  a: {matrix: {x: y}, cmd: a}\n", ["syntax: y"]],
    ["two stages of one name", "stages:\n  a: {cmd: x}\n  a: {cmd: y}\n", ["duplicate-id: a"]],
  ])("%s", (_, text, expected) => expect(dvcProblems(text)).toEqual(expected));

  test("are none where the paths are not known", () => {
    const text = "stages:\n  a:\n    foreach: [1, 2]\n    do: {cmd: a, outs: ['x/${name}']}\n";
    expect(dvcProblems(text)).toEqual(["unresolved-template: ${name}"]);
  });

  test("are none where paths only begin alike", () => {
    expect(dvcProblems("stages:\n  a: {cmd: a, outs: [d/x]}\n  b: {cmd: b, outs: [d/xy, d-x]}\n")).toEqual([]);
  });
});

describe("dvc.lock", () => {
  const stage = (name: string, read: string, written: string) =>
    `${name}:\n  cmd: python ${name}.py\n  deps:\n  - path: ${read}\n    md5: 1a\n  params:\n    params.yaml:\n      lr: 0.1\n  outs:\n  - path: ${written}\n    md5: 2b\n`;
  const stages = stage("prepare", "raw", "data") + stage("train@a", "data", "model.pkl");
  const indented = stages.replace(/^/gm, "  ").trimEnd();

  test.each([
    ["of version 2", `schema: '2.0'\nstages:\n${indented}\n`],
    ["of version 1", stages],
  ])("%s holds the stages as they last ran", (_, text) => {
    expect(graphOf(pipelineOf(text, {}, "dvc.lock"))).toEqual([
      "prepare(raw: -, params.yaml:lr: -)",
      "train@a(data: prepare.data, params.yaml:lr: -)",
    ]);
  });

  test("may hold stages of earlier names: that is no mistake", () => {
    const text = `${stages}${stage("earlier", "model.pkl", "data")}`;
    const definition = definitionOf(text, {}, "dvc.lock");
    expect([definition.pipelines[0]?.problems, problemsOf(definition)]).toEqual([[], []]);
  });

  test("knows from dvc.yaml the folders that its stages ran in", () => {
    const lock = `stages:\n  a:\n    cmd: a\n    outs:\n    - path: x\n  b:\n    cmd: b\n    deps:\n    - path: one/x\n`;
    const yaml = "stages:\n  a: {cmd: a, wdir: one, outs: [x]}\n  b: {cmd: b, deps: [one/x]}\n";
    expect(graphOf(pipelineOf(lock, { "dvc.yaml": yaml }, "dvc.lock"))).toEqual(["a()", "b(one/x: a.one/x)"]);
  });
});

test("what a stage of another dvc.yaml writes is a link to that", () => {
  const text = "stages:\n  s:\n    cmd: a\n    deps: [../prepare/out/x.csv, ../raw/y.csv]\n";
  const files = {
    "prepare/dvc.yaml": "stages:\n  split:\n    foreach: [a, b]\n    do: {cmd: s, wdir: ., outs: ['${item}', out]}\n",
    "raw/dvc.yaml": "stages:\n  other: {cmd: o, outs: [z.csv]}\n",
  };
  const { links } = definitionOf(text, files, "train/dvc.yaml");
  expect(links.map(({ target, title }) => `${target}: ${title}`)).toEqual([
    "../prepare/dvc.yaml: Open the stage ../prepare/dvc.yaml:split@a, which writes this",
    "../raw/y.csv: Open ../raw/y.csv",
  ]);
});

test("files that stages and variables name are links", () => {
  const text =
    "vars:\n  - v.yaml:a\nstages:\n  s:\n    cmd: a\n    wdir: w\n    deps: [x.py, '${a}']\n    params:\n      - p.yaml:\n";
  expect(definitionOf(text, { "v.yaml": "a: 1" }, "dvc.yaml").links.map(({ target }) => target)).toEqual([
    "v.yaml",
    "w/x.py",
    "w/p.yaml",
  ]);
});

describe("what is no pipeline of DVC is not read", () => {
  test.each([
    ["DVCLive's file without stages", "dvc.yaml", "metrics:\n  - metrics.json\n"],
    ["another YAML file with stages", "ci.yaml", "stages:\n  a: {cmd: x}\n"],
    ["a file that DVC tracks", "data.dvc", "outs:\n- path: data\n"],
  ])("%s", (_, name, text) => {
    expect(parseDefinition(`file:///project/${name}`, text, hostOf({}))?.format).not.toBe("dvc");
  });
});

test("at every cut, the stages before it stay as they are", () => {
  const whole = graphOf(readDvc(chain));
  const starts = [chain.indexOf("  train:"), chain.indexOf('  "evaluate"'), chain.indexOf("artifacts:")];
  for (let cut = starts[0] ?? 0; cut <= chain.length; cut++) {
    const lines = graphOf(readDvc(chain.slice(0, cut)));
    const before = starts.filter((start) => start <= cut).length;
    expect(lines.slice(0, before)).toEqual(whole.slice(0, before));
  }
});

test("edges are bounded, and what is left out is told", () => {
  const stages = Array.from({ length: 300 }, (_, index) => `  s${index}: {cmd: x, outs: [d/o${index}], deps: [d]}\n`);
  const text = `stages:\n${stages.join("")}`;
  const edges = readDvc(text).nodes.flatMap(({ inputs }) => inputs.filter(({ from }) => from !== null)).length;
  expect(edges).toBeGreaterThan(20_000);
  expect(edges).toBeLessThan(21_000);
  expect(dvcProblems(text)).toEqual(["not-determined: s0"]);
});

test("no text throws", () => {
  const piece = fc.constantFrom(
    "stages:\n",
    "  a:\n",
    "    cmd: x ${item.y[0]}\n",
    "    foreach: ",
    "[1, {a: b}]\n",
    "    do:\n",
    "      outs:\n",
    "        - ${key}\n",
    "    matrix:\n",
    "      m: ${v}\n",
    "vars:\n",
    "  - v: [1]\n",
    "    deps: [",
    "]",
    "&x ",
    "*x",
    ": ",
    "- ",
    "\t",
    "${",
    "}",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, isLock) => {
      const text = `stages:\n${pieces.join("")}cmd: x`;
      const definition = parseDefinition(
        `file:///project/dvc.${isLock ? "lock" : "yaml"}`,
        text,
        hostOf({ "params.yaml": text }),
      );
      expect(definition === null || definition.format === "dvc").toBe(true);
    }),
    { numRuns: 300 },
  );
});
