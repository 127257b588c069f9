import { describe, expect, test } from "vitest";
import { parseDefinition } from "../../../server/src/definitions/index.ts";
import { fileUri, graphOf, hostOf, pipelineOf } from "./helpers.ts";

/** Node types of a pipeline that a file makes with these imports. */
function checkTypes(imports: string, components: string, expected: readonly string[]): void {
  const pipeline = pipelineOf(`${imports}\ntfx_pipeline.Pipeline(pipeline_name='p', components=[${components}])\n`);
  expect(pipeline.nodes.map(({ type, kind }) => `${type} ${kind}`)).toEqual(expected);
}

const pipelineImport = "from tfx.orchestration import pipeline as tfx_pipeline\n";

describe("components come from", () => {
  test("the public module under an alias", () => {
    checkTypes(`${pipelineImport}from tfx import v1 as tfx`, "tfx.components.Trainer()", ["Trainer train"]);
  });
  test("the public module by its name", () => {
    checkTypes(`${pipelineImport}import tfx.v1 as t`, "t.components.Pusher(), t.dsl.Resolver()", [
      "Pusher deploy",
      "Resolver resolve",
    ]);
  });
  test("the package as a whole", () => {
    checkTypes(`${pipelineImport}import tfx`, "tfx.components.CsvExampleGen(input_base='d')", ["CsvExampleGen ingest"]);
  });
  test("names and aliases", () => {
    checkTypes(`${pipelineImport}from tfx.components import CsvExampleGen, Trainer as T`, "CsvExampleGen(), T()", [
      "CsvExampleGen ingest",
      "Trainer train",
    ]);
  });
  test("names in parentheses and over backslashes", () => {
    checkTypes(
      `${pipelineImport}from tfx.components import (\n    StatisticsGen,  # one\n    SchemaGen as S,\n)\nfrom tfx.components import \\\n    Tuner`,
      "StatisticsGen(), S(), Tuner()",
      ["StatisticsGen analyze", "SchemaGen analyze", "Tuner tune"],
    );
  });
  test("a module of components", () => {
    checkTypes(`${pipelineImport}from tfx import components`, "components.Evaluator()", ["Evaluator evaluate"]);
  });
  test("their inner modules", () => {
    checkTypes(
      `${pipelineImport}from tfx.dsl.components.common.resolver import Resolver\nfrom tfx.dsl.components.common import importer`,
      "Resolver(), importer.Importer()",
      ["Resolver resolve", "Importer import"],
    );
  });
  test("extensions", () => {
    checkTypes(
      `${pipelineImport}from tfx import v1 as tfx`,
      "tfx.extensions.google_cloud_ai_platform.Trainer(), tfx.extensions.google_cloud_big_query.BigQueryExampleGen()",
      ["Trainer train", "BigQueryExampleGen ingest"],
    );
  });
  test("wildcards", () => {
    checkTypes(`${pipelineImport}from tfx.components import *`, "Transform(), BulkInferrer()", [
      "Transform preprocess",
      "BulkInferrer infer",
    ]);
  });
  test("nowhere, while the import is still to be written", () => {
    checkTypes(pipelineImport, "InfraValidator()", ["InfraValidator validate"]);
  });
});

describe("the pipeline is made by", () => {
  const check = (text: string): void => {
    expect(pipelineOf(`from tfx.components import SchemaGen\n${text}`).name).toBe("p");
  };
  test("the public class", () =>
    check("from tfx import v1 as tfx\ntfx.dsl.Pipeline(pipeline_name='p', components=[SchemaGen()])"));
  test("the module of old", () =>
    check("from tfx.orchestration import pipeline\npipeline.Pipeline(pipeline_name='p', components=[SchemaGen()])"));
  test("the class itself", () =>
    check("from tfx.orchestration.pipeline import Pipeline\nPipeline(pipeline_name='p', components=[SchemaGen()])"));
  test("an alias", () =>
    check("from tfx.orchestration.pipeline import Pipeline as P\nP(pipeline_name='p', components=[SchemaGen()])"));
  test("positions", () =>
    check("from tfx.orchestration.pipeline import Pipeline\nPipeline('p', 'root', None, [SchemaGen()], True)"));
  test("a partial", () => {
    check(
      "import functools\nfrom tfx.orchestration.pipeline import Pipeline\nmake = functools.partial(Pipeline, pipeline_name='p')\nmake(components=[SchemaGen()])",
    );
  });
});

describe("no pipeline is", () => {
  const check = (text: string): void => {
    expect(parseDefinition(fileUri, text, hostOf({}))).toBeNull();
  };
  test("scikit-learn's", () => {
    check("import tfx\nfrom sklearn.pipeline import Pipeline\nmodel = Pipeline([('scale', Scaler()), ('fit', Fit())])");
  });
  test("Beam's", () => {
    check("import tfx\nimport apache_beam as beam\nwith beam.Pipeline(options=None) as p:\n  p | beam.Create([1])");
  });
  test("a protocol buffer of that name", () => {
    check("from tfx.proto.orchestration import pipeline_pb2\np = pipeline_pb2.Pipeline()");
  });
  test("a Trainer of another library", () => {
    check("from transformers import Trainer\ntrainer = Trainer(model=None)\ntrainer.train()");
  });
  test("what tests make", () => {
    check(
      "from tfx.components import Trainer\nimport unittest\nclass T(unittest.TestCase):\n  def testOne(self):\n    Trainer(module_file='x')\n",
    );
  });
});

test("a name that a later import shadows is what the later says", () => {
  const pipeline = pipelineOf(`from tfx.orchestration import pipeline
from tfx.components import SchemaGen

def build():
  return pipeline.Pipeline(pipeline_name='p', components=[SchemaGen()])

pipeline = build()
`);
  expect(graphOf(pipeline)).toEqual(["SchemaGen()"]);
});
