import { describe, expect, test } from "vitest";
import { definitionOf, fileUri, graphOf, pipelineOf, pipelineWith } from "./helpers.ts";

const components = `"""Components."""
from tfx.components import CsvExampleGen, StatisticsGen

def init_components(data_dir, stats_id='stats'):
    gen = CsvExampleGen(input_base=data_dir)
    stats = StatisticsGen(examples=gen.outputs['examples']).with_id(stats_id)
    components = (gen, stats)
    return components
`;
const main = (body: string): string => `from tfx import v1 as tfx\n${body}`;
const graph = ["CsvExampleGen()", "stats(examples: CsvExampleGen.examples)"];

describe("components come from another module", () => {
  const check = (
    body: string,
    files: Record<string, string>,
    expected: readonly string[] = graph,
    path?: string,
  ): void => {
    expect(graphOf(pipelineOf(main(body), files, path))).toEqual(expected);
  };

  test("by a function's name", () => {
    check(`from modules.components import init_components\n${pipelineWith("init_components('data')")}`, {
      "modules/components.py": components,
    });
  });
  test("by the module's alias", () => {
    check(`import modules.components as c\n${pipelineWith("c.init_components('data')")}`, {
      "modules/components.py": components,
    });
  });
  test("by the module's full name", () => {
    check(`import modules.components\n${pipelineWith("modules.components.init_components('data')")}`, {
      "modules/components.py": components,
    });
  });
  test("by the module in its package", () => {
    check(`from modules import components\n${pipelineWith("components.init_components('data')")}`, {
      "modules/__init__.py": "",
      "modules/components.py": components,
    });
  });
  test("by what a package hands on", () => {
    check(`from modules import init_components\n${pipelineWith("init_components('data')")}`, {
      "modules/__init__.py": "from .components import init_components\n",
      "modules/components.py": components,
    });
  });
  test("by relative names", () => {
    check(
      `from .components import init_components\n${pipelineWith("init_components('data')")}`,
      { "app/components.py": components },
      graph,
      "app/pipeline.py",
    );
    check(
      `from ..shared.components import init_components\n${pipelineWith("init_components('data')")}`,
      { "shared/components.py": components },
      graph,
      "app/pipeline.py",
    );
  });
  test("imported whole", () => {
    check(`from components import *\n${pipelineWith("init_components('data')")}`, { "components.py": components });
  });
  test("with keyword arguments as the function's parameters", () => {
    check(
      `from components import init_components\n${pipelineWith("list(init_components(data_dir='d', stats_id='s' + '1'))")}`,
      { "components.py": components },
      ["CsvExampleGen()", "s1(examples: CsvExampleGen.examples)"],
    );
  });
  test("within a try that catches everything", () => {
    const careful = `from tfx.components import CsvExampleGen
def init_components(**kwargs):
    try:
        gen = CsvExampleGen(input_base=kwargs["data_dir"])
        return (gen,)
    except BaseException as err:
        print(err)
`;
    check(
      `from components import init_components\n${pipelineWith("init_components(data_dir='d')")}`,
      { "components.py": careful },
      ["CsvExampleGen()"],
    );
  });
  test("in the main part, handed to a function of the file", () => {
    check(
      `def init_pipeline(components, root):
    return tfx.dsl.Pipeline(pipeline_name='p', pipeline_root=root, components=components)

if __name__ == '__main__':
    from components import init_components
    components = init_components('data')
    pipeline = init_pipeline(components, 'root')
`,
      { "components.py": components },
    );
  });
});

test("nodes of another module stand there, and the pipeline names both files", () => {
  const uri = "file:///project/components.py";
  const pipeline = pipelineOf(
    main(`from components import init_components\n${pipelineWith("init_components('data')")}`),
    { "components.py": components },
  );
  expect(pipeline.nodes.map(({ location }) => [location.uri, location.range.start.line])).toEqual([
    [uri, 4],
    [uri, 5],
  ]);
  expect(pipeline.location.uri).toBe(fileUri);
  expect(pipeline.files).toEqual([fileUri, uri]);
});

test("a module that only makes the list is a pipeline without a name when it is opened", () => {
  const pipeline = pipelineOf(components);
  expect(pipeline.name).toBeNull();
  expect(graphOf(pipeline)).toEqual(graph);
  expect(pipeline.location.range.start).toEqual({ line: 3, character: 0 });
});

test("a component class of another module is known by its specification", () => {
  const custom = `from tfx.dsl.components.base import base_component
from tfx.types.component_spec import ChannelParameter
class HelloSpec(ComponentSpec):
  INPUTS = {'input_data': ChannelParameter(type=Examples)}
  OUTPUTS = {'output_data': ChannelParameter(type=Examples)}
class Hello(base_component.BaseComponent):
  SPEC_CLASS = HelloSpec
  def __init__(self, input_data, name=None):
    super().__init__(HelloSpec(input_data=input_data))
`;
  const pipeline = pipelineOf(main(`from hello import Hello\n${pipelineWith("[Hello(load())]")}`), {
    "hello.py": custom,
  });
  expect(graphOf(pipeline)).toEqual(["Hello(input_data: -)"]);
  expect(pipeline.nodes[0]?.outputs.map(({ key }) => key)).toEqual(["output_data"]);
});

test("a module that is not found is said where it is imported", () => {
  const text = main(`from modules.components import init_components\n${pipelineWith("init_components('data')")}`);
  const pipeline = pipelineOf(text);
  expect(pipeline.nodes).toEqual([]);
  expect(pipeline.problems.map(({ code, location }) => [code, location.range.start])).toEqual([
    ["module-not-found", { line: 1, character: 5 }],
  ]);
});

test("modules that import each other are read once", () => {
  const files = {
    "a.py": "import b\nfrom tfx.components import SchemaGen\nsteps = [SchemaGen()]\n",
    "b.py": "import a\nimport pipeline\n",
  };
  expect(graphOf(pipelineOf(main(`import a\n${pipelineWith("a.steps")}`), files))).toEqual(["SchemaGen()"]);
});

test("a pipeline that an import makes by itself is none of the file's own", () => {
  const other = main(pipelineWith("[tfx.components.SchemaGen()]"));
  const text = main(`import other\n${pipelineWith("[tfx.components.Tuner()]")}`);
  expect(definitionOf(text, { "other.py": other }).pipelines.map(graphOf)).toEqual([["Tuner()"]]);
});

test("at most twenty modules are read", () => {
  const names = Array.from({ length: 40 }, (_, index) => `m${index}`);
  const files = Object.fromEntries(names.map((name) => [`${name}.py`, ""]));
  const text = main(`${names.map((name) => `import ${name}`).join("\n")}\n${pipelineWith("[tfx.components.Tuner()]")}`);
  expect(pipelineOf(text, files).files).toHaveLength(21);
});
