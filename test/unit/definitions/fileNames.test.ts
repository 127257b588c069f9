import { describe, expect, test } from "vitest";
import { isCommonName, isDefinitionName, isPythonName } from "../../../server/src/definitions/fileNames.ts";
import { detectFormat } from "../../../server/src/definitions/index.ts";

describe("a file may be a definition by its name", () => {
  test.each(["a/p.py", "n.ipynb", "P.YAML", "x.yml", "x.json", "ir.pbtxt", "ir.textproto", "dvc.lock", "a\\MLproject"])(
    "%s",
    (name) => {
      expect(isDefinitionName(name)).toBe(true);
    },
  );
  test.each(["package-lock", "poetry.lock", "notes.md", "MLproject.txt", "py", ""])("and not %s", (name) => {
    expect(isDefinitionName(name)).toBe(false);
  });
  test("whatever stands after it in a URI", () => {
    expect(isDefinitionName("file:///a/p.py#cell=1")).toBe(true);
  });
});

test("YAML and JSON are common, DVC's own file is not", () => {
  expect(["a.yaml", "b.json", "dvc.yaml", "c.py"].map(isCommonName)).toEqual([true, true, false, false]);
});

test("Python is told from the others", () => {
  expect(["a.py", "b.ipynb", "c.yaml"].map(isPythonName)).toEqual([true, true, false]);
});

describe("a file that defines no pipeline has no format", () => {
  test.each([
    ["package.json", '{ "name": "a", "scripts": { "train": "node train.js" } }'],
    ["docker-compose.yml", "services:\n  trainer:\n    image: tfx\n    command: [python, train.py]\n"],
    ["deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec: {}\n"],
    [".github/workflows/ci.yaml", "on: push\njobs:\n  test:\n    steps:\n      - run: pytest\n"],
    ["azure-pipelines.yml", "stages:\n- stage: build\n  jobs:\n  - job: a\n"],
    ["params.yaml", "train:\n  epochs: 3\n"],
    ["model_config.pbtxt", 'name: "model"\nplatform: "tensorflow_savedmodel"\ninput [ { name: "x" } ]\n'],
    ["label_map.pbtxt", 'item {\n  id: 1\n  name: "cat"\n}\n'],
    ["train.py", "import tensorflow as tf\nmodel = tf.keras.Model()\nmodel.fit()\n"],
    ["poetry.lock", "[[package]]\n"],
  ])("%s", (name, text) => {
    expect(detectFormat(`file:///project/${name}`, text)).toBeNull();
  });
});
