// biome-ignore-all lint/suspicious/noTemplateCurlyInString: DVC's templates look like JavaScript's.
import { describe, expect, test } from "vitest";
import { commandsOf, dvcProblems, readDvc } from "./check.ts";

describe("foreach, as DVC's documentation and tests have it", () => {
  test("over a list of words, names stages by them", () => {
    const text = "stages:\n  build:\n    foreach: [foo, bar]\n    do:\n      cmd: echo ${item}\n";
    expect(commandsOf(text)).toEqual(["build@foo: echo foo", "build@bar: echo bar"]);
  });

  test("over a map, names them by its keys and knows `key`", () => {
    const text =
      "stages:\n  build:\n    foreach:\n      model1: foo\n      2021: bar\n    do:\n      cmd: echo ${key} ${item}\n";
    expect(commandsOf(text)).toEqual(["build@model1: echo model1 foo", "build@2021: echo 2021 bar"]);
  });

  test("over a list of maps, names them by position", () => {
    const text =
      "stages:\n  build:\n    foreach:\n      - thresh: 1\n      - thresh: 2\n    do:\n      cmd: a ${item.thresh} ${item[thresh]}\n";
    expect(commandsOf(text)).toEqual(["build@0: a 1 1", "build@1: a 2 2"]);
  });

  test("over what a template names", () => {
    const text =
      "vars:\n  - models: [us, uk]\nstages:\n  build:\n    foreach: ${models}\n    do:\n      cmd: echo ${item}\n";
    expect(commandsOf(text)).toEqual(["build@us: echo us", "build@uk: echo uk"]);
  });

  test("over what is not known, stands once, with what it goes over", () => {
    const text = "stages:\n  build:\n    foreach: ${models}\n    do:\n      cmd: echo ${item}\n";
    expect(readDvc(text).nodes.map(({ id, condition }) => [id, condition])).toEqual([
      ["build", "for each of ${models}"],
    ]);
    expect(dvcProblems(text)).toEqual(["unresolved-template: ${models}"]);
  });

  test("says numbers and booleans as Python does", () => {
    const text =
      "stages:\n  b:\n    foreach: [0.1, 1.0, 1e-5, 3, true, null, 1e3, 0.0001, 12345678901234567890]\n    do:\n      cmd: echo\n";
    expect(readDvc(text).nodes.map(({ id }) => id)).toEqual(
      ["0.1", "1.0", "1e-05", "3", "true", "None", "1000.0", "0.0001", "12345678901234567890"].map(
        (name) => `b@${name}`,
      ),
    );
  });

  test("stages of one entry are a group and share its place", () => {
    const { nodes, groups } = readDvc("stages:\n  b:\n    foreach: [x, y]\n    do:\n      cmd: echo ${item}\n");
    expect(groups).toEqual([{ id: "b", nodes: ["b@x", "b@y"] }]);
    expect(nodes[0]?.location).toEqual(nodes[1]?.location);
    expect(nodes.flatMap(({ idLocations }) => idLocations)).toEqual([]);
  });
});

describe("matrix, as DVC's documentation and tests have it", () => {
  const text = `stages:
  build:
    matrix:
      os: [win, linux]
      pyv: [3.7, 3.8]
      dict: [{arg1: 1}, {arg2: 2}]
      list: [[out1, out11], [out2, out22]]
    cmd: echo \${item.os} \${item.pyv} \${item.dict} -- \${item.list.0} \${item.list.1}
`;
  test("is the product, the last name changing fastest; values that are no single ones go by position", () => {
    const commands = commandsOf(text);
    expect(commands).toHaveLength(16);
    expect(commands.slice(0, 3)).toEqual([
      "build@win-3.7-dict0-list0: echo win 3.7 --arg1 1 -- out1 out11",
      "build@win-3.7-dict0-list1: echo win 3.7 --arg1 1 -- out2 out22",
      "build@win-3.7-dict1-list0: echo win 3.7 --arg2 2 -- out1 out11",
    ]);
    expect(commands.at(-1)).toBe("build@linux-3.8-dict1-list1: echo linux 3.8 --arg2 2 -- out2 out22");
  });

  test("takes lists that templates name, and knows `key`", () => {
    const named = "stages:\n  t:\n    matrix:\n      m: ${ms}\n      f: [a]\n    cmd: echo ${key}\n";
    expect(commandsOf(named, { "params.yaml": "ms: [x, y]" })).toEqual(["t@x-a: echo x-a", "t@y-a: echo y-a"]);
  });

  test.each([
    ["a matrix", "matrix:\n      m: ${ms}\n    cmd: echo ${item.m}"],
    ["foreach", "foreach: ${ms}\n    do: {cmd: 'echo ${item}'}"],
  ])("names the stages of %s by a variable's booleans as Python writes them", (_name, lines) => {
    const named = `stages:\n  t:\n    ${lines}\n`;
    expect(commandsOf(named, { "params.yaml": "ms: [true, false, x]" })).toEqual([
      "t@True: echo true",
      "t@False: echo false",
      "t@x: echo x",
    ]);
  });

  test("of more stages than are shown says so", () => {
    const list = `[${Array.from({ length: 40 }, (_, index) => index).join(", ")}]`;
    const many = `stages:\n  t:\n    matrix: {a: ${list}, b: ${list}}\n    cmd: echo\n`;
    expect(readDvc(many).nodes).toHaveLength(1000);
    expect(dvcProblems(many)).toEqual(["not-determined: t"]);
  });
});

describe("templates", () => {
  const one = (command: string, files: Readonly<Record<string, string>> = {}, head = ""): string | undefined =>
    commandsOf(`${head}stages:\n  s:\n    cmd: ${command}\n`, files)[0]?.slice("s: ".length);

  test.each([
    ["a parameter", "a ${train.lr}", "a 0.5"],
    ["an item of a list", "a ${list[1]} ${list.0}", "a y x"],
    ["two in a row", "${n}${n}", "33"],
    ["an escaped one", "a \\${n}", "a ${n}"],
    ["white space within", "a ${ n }", "a 3"],
    ["a map in a command", "a ${train}", "a --lr 0.5 --verbose --opt.name adam"],
    ["booleans in a list in a map", "a ${flags}", "a --use True False"],
    ["booleans in a list in a map", "a ${flags}", "a --use True False"],
    ["a text with white space in a map", "a ${quoted}", "a --name 'two words' --tags x y"],
  ])("%s", (_, command, expected) => {
    const params =
      "n: 3\nlist: [x, y]\ntrain: {lr: 0.5, verbose: true, quiet: false, opt: {name: adam}}\nquoted: {name: two words, tags: [x, y]}\nflags: {use: [true, false]}\n";
    expect(one(command, { "params.yaml": params })).toBe(expected);
  });

  test("come from `vars`: values, whole files, and parts of files", () => {
    const files = { "p.yaml": "a: 1\nb: 2\n", "c/p.json": '{"d": {"e": 3}}' };
    expect(one("x ${v} ${a} ${d.e}", files, "vars:\n  - v: 0\n  - p.yaml:a\n  - c/p.json\n")).toBe("x 0 1 3");
  });

  test("of a part of a file that was not asked for are not known", () => {
    const text = "vars:\n  - p.yaml:a\nstages:\n  s:\n    cmd: x ${b}\n";
    expect(dvcProblems(text, { "p.yaml": "a: 1\nb: 2\n" })).toEqual(["unresolved-template: ${b}"]);
  });

  test("of a stage's own `vars` come from files in the folder it runs in", () => {
    const text = "stages:\n  s:\n    wdir: sub\n    vars:\n      - p.yaml\n      - w: 2\n    cmd: x ${v} ${w}\n";
    expect(commandsOf(text, { "sub/p.yaml": "v: 1\n" })).toEqual(["s: x 1 2"]);
  });

  test("fill in paths, folders and names of parameter files", () => {
    const text =
      "vars:\n  - d: data\nstages:\n  s:\n    cmd: a\n    wdir: ${d}\n    deps: ['../${d}/raw']\n    params:\n      - ${d}.yaml: [lr]\n    outs:\n      - ${d}_out:\n          cache: false\n";
    const [node] = readDvc(text).nodes;
    expect(node?.inputs.map(({ key }) => key)).toEqual(["data/raw", "data/data.yaml:lr"]);
    expect(node?.outputs.map(({ key }) => key)).toEqual(["data/data_out"]);
  });

  test("that name nothing, or no single value, are told at their place", () => {
    const text = "vars:\n  - list: [1]\nstages:\n  s:\n    cmd: a ${nothing.x} ${list}\n    deps: ['${gone}']\n";
    expect(dvcProblems(text)).toEqual([
      "unresolved-template: ${nothing.x}",
      "unresolved-template: ${list}",
      "unresolved-template: ${gone}",
    ]);
  });

  test("that may stand in a file that was not read are no mistakes", () => {
    const text = "vars:\n  - p.toml\nstages:\n  s:\n    cmd: a ${x}\n";
    expect(dvcProblems(text)).toEqual(["not-determined: p.toml", "not-determined: ${x}"]);
  });
});
