import { describe, expect, test } from "vitest";
import { detectFormat } from "../../../server/src/definitions/index.ts";
import { notebookCells, notebookOf, twoTrainers } from "./samples.ts";

describe("a file may define pipelines", () => {
  test.each([
    ["a pipeline", "file:///w/pipeline.py", twoTrainers, "tfx-python"],
    [
      "a list of components",
      "file:///w/c.py",
      "from tfx.components import CsvExampleGen\ngen = CsvExampleGen(input_base='d')",
      "tfx-python",
    ],
    ["a list that another module makes", "file:///w/l.py", "import tfx\ncomponents = init_components(1)", "tfx-python"],
    [
      "a script that runs one",
      "file:///w/run.py",
      "from tfx import v1 as tfx\ntfx.orchestration.LocalDagRunner().run(p)",
      "tfx-python",
    ],
    ["containers", "file:///w/c.py", "from tfx import x\na = create_container_component(name='A')", "tfx-python"],
    ["a notebook", "file:///w/n.ipynb", notebookOf(notebookCells), "tfx-notebook"],
    ["a notebook of the editor", "vscode-notebook:/w/n.ipynb?x", notebookOf(notebookCells), "tfx-notebook"],
  ])("%s", (_, uri, text, format) => expect(detectFormat(uri, text)).toBe(format));
});

describe("a file defines none", () => {
  test.each([
    [
      "scikit-learn's pipeline",
      "file:///w/a.py",
      "import tfx\nfrom sklearn.pipeline import Pipeline\nPipeline([('a', A())])\nPipeline(steps=[])",
    ],
    ["Beam's pipeline", "file:///w/a.py", "import tfx\nwith beam.Pipeline(options=o) as p: pass\nbeam.Pipeline()"],
    [
      "a trainer module",
      "file:///w/t.py",
      "import tensorflow_transform as tft\nfrom tfx.components.trainer.fn_args_utils import FnArgs\ndef run_fn(fn_args: FnArgs):\n  pass",
    ],
    ["another library's trainer", "file:///w/t.py", "from transformers import Trainer\nTrainer(model=m)"],
    ["a picture's data", "file:///w/n.ipynb", '{"image/png": "iVBORtfxA9kfp+Trainer(kfp"}'],
    ["data", "file:///w/t.json", '{"tfx": "Pipeline(x)"}'],
    ["a text", "file:///w/README.md", "tfx.dsl.Pipeline(pipeline_name='x')"],
    ["nothing", "file:///w/e.py", ""],
    ["a part of one", "file:///p/%7B%25%20if%20mlflow%20%25%7D/MLproject", "name: x\nentry_points: {}\n"],
    ["a template of a project", "file:///p/%7B%7Bcookiecutter.step%7D%7D/MLproject", "name: x\nentry_points: {}\n"],
  ])("%s", (_, uri, text) => expect(detectFormat(uri, text)).toBeNull());
});
