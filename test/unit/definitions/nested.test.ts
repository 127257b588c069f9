import { expect, test } from "vitest";
import { definitionOf, graphOf, pipelineOf } from "./helpers.ts";

const text = `from tfx import v1 as tfx
from tfx.components import *
from tfx.orchestration import pipeline

def ingest(name):
  gen = CsvExampleGen(input_base='d')
  stats = StatisticsGen(examples=gen.outputs['examples'])
  return pipeline.Pipeline(pipeline_name=name, components=[gen, stats], outputs={'examples': gen.outputs['examples']})

def training(examples):
  inputs = pipeline.PipelineInputs({'examples': examples})
  trainer = Trainer(module_file='m', examples=inputs.inputs['examples'])
  return pipeline.Pipeline(pipeline_name='training', components=[trainer], inputs=inputs, outputs={'model': trainer.outputs['model']})

data = ingest('data')
model = training(data.outputs['examples'])
pusher = Pusher(model=model.outputs['model'])
pusher.add_upstream_node(data)
whole = pipeline.Pipeline(pipeline_name='whole', components=[data, model, pusher])
`;

test("a pipeline in a pipeline is a group, and its edges are led across its border", () => {
  const { nodes, groups } = pipelineOf(text);
  expect(nodes.length).toBe(4);
  expect(graphOf(pipelineOf(text))).toEqual([
    "data/CsvExampleGen()",
    "data/StatisticsGen(examples: data/CsvExampleGen.examples)",
    "training/Trainer(examples: data/CsvExampleGen.examples)",
    "Pusher(model: training/Trainer.model) after data/CsvExampleGen, data/StatisticsGen",
  ]);
  expect(groups).toEqual([
    { id: "data", nodes: ["data/CsvExampleGen", "data/StatisticsGen"] },
    { id: "training", nodes: ["training/Trainer"] },
  ]);
});

test("pipelines that are in another are not told again", () => {
  expect(definitionOf(text).pipelines.map(({ name }) => name)).toEqual(["whole"]);
});

test("one that is used twice has its nodes once for each place", () => {
  const twice = text.replace("components=[data, model, pusher]", "components=[data, ingest('more'), model, pusher]");
  expect(pipelineOf(twice).nodes.map(({ id }) => id)).toEqual([
    "data/CsvExampleGen",
    "data/StatisticsGen",
    "more/CsvExampleGen",
    "more/StatisticsGen",
    "training/Trainer",
    "Pusher",
  ]);
});

test("what another pipeline makes comes from outside", () => {
  const consumer = `from tfx.components import *
from tfx.orchestration import pipeline
gen = CsvExampleGen(input_base='d')
producer = pipeline.Pipeline(pipeline_name='producer', components=[gen], outputs={'examples': gen.outputs['examples']})
inputs = pipeline.PipelineInputs({'examples': producer.outputs['examples']})
stats = StatisticsGen(examples=inputs['examples'])
consumer = pipeline.Pipeline(pipeline_name='consumer', inputs=inputs, components=[stats])
`;
  const { pipelines } = definitionOf(consumer);
  expect(pipelines.map(graphOf)).toEqual([["CsvExampleGen()"], ["StatisticsGen(examples: -)"]]);
  expect(pipelines.flatMap(({ problems }) => problems)).toEqual([]);
});

test("what is handed into a pipeline from outside need not be among its components", () => {
  const inner = `
from tfx.components import CsvExampleGen, StatisticsGen
from tfx.orchestration import pipeline
gen = CsvExampleGen(input_base='d')
inputs = pipeline.PipelineInputs({'examples': gen.outputs['examples']})
stats = StatisticsGen(examples=inputs.inputs['examples'])
inner = pipeline.Pipeline(pipeline_name='inner', inputs=inputs, components=[stats])
`;
  expect(definitionOf(inner).pipelines.flatMap(({ problems }) => problems)).toEqual([]);
});
