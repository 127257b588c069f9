import { describe, expect, test } from "vitest";
import { parseDefinition } from "../../../server/src/definitions/index.ts";
import { hostOf, pipelineOf, textAt } from "./helpers.ts";

/** The name of a pipeline whose `pipeline_name` is an expression. */
const nameOf = (expression: string, before = ""): string | null =>
  pipelineOf(`import os
from pathlib import Path
from tfx import v1 as tfx
${before}
tfx.dsl.Pipeline(pipeline_name=${expression}, components=[tfx.components.SchemaGen()])
`).name;

describe("a name is", () => {
  test("a literal", () => expect(nameOf("'taxi'")).toBe("taxi"));
  test("literals side by side", () => expect(nameOf("'ta' \"xi\"")).toBe("taxi"));
  test("a constant", () => expect(nameOf("NAME", "NAME = 'taxi'")).toBe("taxi"));
  test("a sum", () => expect(nameOf("NAME + '_v' + str(2)", "NAME = 'taxi'")).toBe("taxi_v2"));
  test("a formatted literal", () =>
    expect(nameOf("f'{NAME}-{{x}}-{VERSION}'", "NAME, VERSION = 'taxi', 3")).toBe("taxi-{x}-3"));
  test("filled in by format", () => expect(nameOf("'{}-{v}'.format(NAME, v='b')", "NAME = 'taxi'")).toBe("taxi-b"));
  test("filled in by percent", () => expect(nameOf("'%s-%d' % (NAME, 2)", "NAME = 'taxi'")).toBe("taxi-2"));
  test("a joined path", () => expect(nameOf("os.path.join(A, 'b')", "A = 'a'")).toBe("a/b"));
  test("a path's division", () => expect(nameOf("str(Path('a') / 'b')")).toBe("a/b"));
  test("a variable of the environment with a default", () => {
    expect(nameOf("os.environ.get('NAME', 'taxi')")).toBe("taxi");
    expect(nameOf("os.getenv('NAME', 'taxi')")).toBe("taxi");
  });
  test("an attribute of a class of settings", () => {
    expect(nameOf("Settings.NAME", "class Settings:\n  NAME = 'taxi'")).toBe("taxi");
  });
  test("an entry of a dictionary", () => expect(nameOf("C['name']", "C = {'name': 'taxi'}")).toBe("taxi"));
  test("changed by a method", () =>
    expect(nameOf("NAME.lower().replace('_', '-')", "NAME = 'TAXI_TIPS'")).toBe("taxi-tips"));
  test("not known where it is worked out at run time", () => {
    expect(nameOf("os.environ['NAME']")).toBeNull();
    expect(nameOf("f'taxi-{flags.FLAGS.model}'")).toBeNull();
  });
});

describe("a name that is a parameter is what", () => {
  const build = `from tfx import v1 as tfx
def create_pipeline(pipeline_name, pipeline_root='root'):
  return tfx.dsl.Pipeline(pipeline_name=pipeline_name, components=[tfx.components.SchemaGen()])
`;

  test("the call says by its name", () => {
    expect(
      pipelineOf(`${build}NAME = 'taxi'\ntfx.orchestration.LocalDagRunner().run(create_pipeline(pipeline_name=NAME))`)
        .name,
    ).toBe("taxi");
  });
  test("the call says by position", () => expect(pipelineOf(`${build}create_pipeline('taxi')`).name).toBe("taxi"));
  test("a call in another function says", () => {
    expect(pipelineOf(`${build}def run():\n  runner.run(create_pipeline('taxi'))\n`).name).toBe("taxi");
  });
  test("a script beside the file says", () => {
    const runner =
      "from tfx import v1 as tfx\nimport pipeline\ntfx.orchestration.LocalDagRunner().run(pipeline.create_pipeline(pipeline_name='taxi'))\n";
    const pipeline = pipelineOf(build, { "local_runner.py": runner });
    expect(pipeline.name).toBe("taxi");
    expect(pipeline.files).toEqual(["file:///project/pipeline.py", "file:///project/local_runner.py"]);
  });
  test("a script above the file says, with constants of a third", () => {
    const files = {
      "local_runner.py":
        "from tfx import v1 as tfx\nfrom pipeline import configs, pipeline\nMETADATA = 'meta/' + configs.NAME\ntfx.orchestration.LocalDagRunner().run(pipeline.create_pipeline(configs.NAME))\n",
      "pipeline/configs.py": "NAME = 'taxi'\n",
    };
    expect(pipelineOf(build, files, "pipeline/pipeline.py").name).toBe("taxi");
  });
  test("its default says, where nothing calls the function", () => {
    expect(pipelineOf(build.replace("pipeline_name,", "pipeline_name='taxi',")).name).toBe("taxi");
  });
  test("nobody says: then it is not known", () => expect(pipelineOf(build).name).toBeNull());
});

test("each call of one function is a pipeline of its own", () => {
  const text = `from tfx import v1 as tfx
def build(name):
  return tfx.dsl.Pipeline(pipeline_name=name, components=[tfx.components.SchemaGen()])
build('a')
build('b')
build('a')
`;
  const definition = parseDefinition("file:///project/pipeline.py", text, hostOf({}));
  expect(definition?.pipelines.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("the name's place is where it is written", () => {
  const text = `from tfx import v1 as tfx
NAME = 'taxi'
tfx.dsl.Pipeline(pipeline_name=NAME, components=[tfx.components.SchemaGen()])
`;
  const { nameLocation, location } = pipelineOf(text);
  expect(nameLocation && textAt(text, nameLocation)).toBe("'taxi'");
  expect(textAt(text, location)).toBe("tfx.dsl.Pipeline(pipeline_name=NAME, components=[tfx.components.SchemaGen()])");
});

describe("caching is", () => {
  const cachingOf = (argument: string): boolean | null =>
    pipelineOf(
      `from tfx import v1 as tfx\ntfx.dsl.Pipeline(pipeline_name='p', components=[tfx.components.SchemaGen()]${argument})`,
    ).caching;
  test("on", () => expect(cachingOf(", enable_cache=True")).toBe(true));
  test("off", () => expect(cachingOf(", enable_cache=int('0')")).toBe(false));
  test("not said", () => expect(cachingOf("")).toBeNull());
  test("not known", () => expect(cachingOf(", enable_cache=flags.cache")).toBeNull());
});
