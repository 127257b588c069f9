import { describe, expect, test } from "vitest";
import { graphOf, pipelineOf } from "../helpers.ts";
import { pipeline } from "./helpers.ts";

describe("the SDK's first version", () => {
  test("makes components of functions, and runs functions without a decorator", () => {
    const text = `import kfp
from kfp.components import create_component_from_func, OutputPath
def train(data: str, model_path: OutputPath('Model')):
    ...
train_op = create_component_from_func(train, base_image='i')
def p(data: str):
    first = train_op(data)
    train_op(first.outputs['model'])
kfp.Client().create_run_from_pipeline_func(p, arguments={})
`;
    expect(graphOf(pipelineOf(text))).toEqual(["train(data: -)", "train-2(data: train.model)"]);
  });

  test("loads components by their names from a store", () => {
    const text = `import kfp
store = kfp.components.ComponentStore(local_search_paths=['parts'], url_search_prefixes=[PREFIX])
query_op = store.load_component('bigquery/query')
fit_op = store.load_component('fit')
@kfp.dsl.pipeline
def p():
    rows = query_op(query='q').outputs['path']
    fit_op(data=rows)
`;
    const fit = "name: Fit it\ninputs:\n- {name: data}\nimplementation: {container: {image: i}}\n";
    expect(graphOf(pipelineOf(text, { "parts/fit/component.yaml": fit }))).toEqual([
      "bigquery-query()",
      "fit-it(data: bigquery-query.path)",
    ]);
  });

  test("takes what a function makes that is not known for a component where it is used like one", () => {
    const text = `from kfp import dsl
from ours import component_of
load = component_of('load')
fit = component_of('fit')
note = component_of('note')
@dsl.pipeline
def p():
    fit(data=load(url='a').outputs['rows'])
    note('started')
`;
    expect(graphOf(pipelineOf(text))).toEqual(["load()", "fit(data: load.rows)"]);
  });

  test("makes components of functions that are not there", () => {
    const text = `from kfp.components import func_to_container_op
from helpers import best_run, judge
best_run_op = func_to_container_op(best_run, base_image='i')
judge_op = func_to_container_op(judge)
def p():
    judge_op(best_run_op('a').outputs['rate'])
kfp.compiler.Compiler().compile(p, 'p.yaml')
`;
    expect(graphOf(pipelineOf(text))).toEqual(["best-run()", "judge(#0: best-run.rate)"]);
  });

  test("makes a component of what a decorator made one before", () => {
    const text = `from kfp import components, dsl
@dsl.python_component(name='add_op', base_image='i')
def add(a: float) -> float:
    return a
add_op = components.func_to_container_op(add, base_image='i')
@dsl.pipeline
def p():
    add_op(add_op(1).output)
`;
    expect(graphOf(pipelineOf(text))).toEqual(["add()", "add-2(a: add.Output)"]);
  });

  test("takes `_path` and `_file` off the names of files alone", () => {
    const text = `import kfp
from kfp.components import func_to_container_op, InputPath, OutputPath
def load(data_path: str, table_file_path: OutputPath()):
    ...
def fit(data_path: str, table_path: InputPath('CSV')):
    ...
load_op = func_to_container_op(load)
fit_op = func_to_container_op(fit)
def p():
    first = load_op(data_path='/d')
    fit_op(data_path=first.output, table=first.outputs['table'])
kfp.Client().create_run_from_pipeline_func(p, arguments={})
`;
    const pipeline = pipelineOf(text);
    expect(pipeline.problems).toEqual([]);
    expect(graphOf(pipeline)).toEqual(["load()", "fit(data_path: load.table, table: load.table)"]);
  });

  test("runs what classes derived from a container say", () => {
    const text = `from kfp import dsl
class Prepare(dsl.ContainerOp):
  def __init__(self, name, bucket):
    super(Prepare, self).__init__(name=name, image='i', arguments=['-b', bucket], file_outputs={'path': '/p'})
class Train(dsl.ContainerOp):
  def __init__(self, path):
    super().__init__(name='train', image='i', arguments=['-p', path])
${pipeline(`rows = Prepare('prepare', 'b').apply(secret)
    Train(rows.outputs['path'])`)}`;
    expect(graphOf(pipelineOf(text))).toEqual(["prepare()", "train(arguments: prepare.path)"]);
  });

  test("runs resources and volumes, and what takes a volume after what had it", () => {
    const text = `from kfp import dsl
${pipeline(`disk = dsl.VolumeOp(name='disk', size='1Gi', resource_name='d')
    load = dsl.ContainerOp(name='load', image='i', pvolumes={'/d': disk.volume})
    fit = dsl.ContainerOp(name='fit', image='i').add_pvolumes({'/d': load.pvolume})
    dsl.ResourceOp(name='serve', k8s_resource=manifest).after(fit)`)}`;
    expect(graphOf(pipelineOf(text))).toEqual(["disk()", "load() after disk", "fit() after load", "serve() after fit"]);
  });

  test("runs containers by their image", () => {
    const text = `from kfp import dsl
${pipeline(`first = dsl.ContainerOp(name='Load data', image='i', file_outputs={'data': '/tmp/data'})
    dsl.ContainerOp(name='train', image='i', arguments=['--data', first.outputs['data']])`)}`;
    expect(graphOf(pipelineOf(text))).toEqual(["load-data()", "train(arguments: load-data.data)"]);
  });
});
