import { describe, expect, test } from "vitest";
import { analyzerCache } from "../../../server/src/waste/fixes/analyzerCache.ts";
import { fixed, offered, tfxImport } from "./offered.ts";

const makers = "gen = CsvExampleGen(input_base='d')\nschema = SchemaGen()\n\n";
const text = (transform: string, end: string): string => tfxImport + makers + transform + end;
const resolver = (indentation = "    "): string => `transform_cache = tfx.dsl.Resolver(
${indentation}strategy_class=tfx.dsl.experimental.LatestArtifactStrategy,
${indentation}cache=tfx.dsl.Channel(type=tfx.types.standard_artifacts.TransformCache),
).with_id('transform_cache_resolver')

`;
const end = (names: string): string => `tfx.dsl.Pipeline(pipeline_name='p', components=[gen, schema, ${names}])\n`;

const check = (before: string, after: string): void =>
  expect(fixed(analyzerCache, { "pipeline.py": before }, "overlapping-windows", "Transform")).toBe(after);

describe("a Transform gets the newest cache of its own", () => {
  test("from a resolver before it, above its comment", () =>
    check(
      text("# Scales.\ntransform = Transform(\n  examples=gen.outputs['examples'],\n)\n", end("transform")),
      text(
        `${resolver("  ")}# Scales.\ntransform = Transform(\n  examples=gen.outputs['examples'],\n  analyzer_cache=transform_cache.outputs['cache'],\n)\n`,
        end("transform_cache, transform"),
      ),
    ));

  test("in the place of what turned it off", () =>
    check(
      text("transform = Transform(examples=gen.outputs['examples'], disable_analyzer_cache=True)\n", end("transform")),
      text(
        `${resolver()}transform = Transform(examples=gen.outputs['examples'], analyzer_cache=transform_cache.outputs['cache'])\n`,
        end("transform_cache, transform"),
      ),
    ));

  test("in the place of None", () =>
    check(
      text(
        "transform = Transform(analyzer_cache=None, examples=gen.outputs['examples'], disable_analyzer_cache=True)\n",
        end("transform"),
      ),
      text(
        `${resolver()}transform = Transform(analyzer_cache=transform_cache.outputs['cache'], examples=gen.outputs['examples'])\n`,
        end("transform_cache, transform"),
      ),
    ));

  test("where the list is put together step by step", () =>
    check(
      text(
        "transform = Transform(examples=gen.outputs['examples'])\nparts = [gen, schema]\nparts.append(transform)\n",
        "tfx.dsl.Pipeline(pipeline_name='p', components=parts)\n",
      ),
      text(
        `${resolver()}transform = Transform(examples=gen.outputs['examples'], analyzer_cache=transform_cache.outputs['cache'])\nparts = [gen, schema]\nparts.append(transform_cache)\nparts.append(transform)\n`,
        "tfx.dsl.Pipeline(pipeline_name='p', components=parts)\n",
      ),
    ));

  test("with the import that the file lacks, and a name and id that nothing has", () => {
    const before = `from tfx.components import CsvExampleGen, Transform
from tfx.orchestration.pipeline import Pipeline

transform_cache = 3
gen = CsvExampleGen(input_base='d').with_id('transform_cache_resolver')
transform = Transform(examples=gen.outputs['examples'])
Pipeline(pipeline_name='p', components=[gen, transform])
`;
    const after = fixed(analyzerCache, { "pipeline.py": before }, "overlapping-windows", "Transform");
    expect(after).toMatch(/^from tfx import v1 as tfx\nfrom tfx\.components /);
    expect(after).toContain("transform_cache_2 = tfx.dsl.Resolver(");
    expect(after).toContain(".with_id('transform_cache_resolver_2')");
  });

  test("of its own where there are two", () => {
    const before = text(
      "transform = Transform(examples=gen.outputs['examples'])\nother = Transform().with_id('Other')\n",
      end("transform, other"),
    );
    expect(fixed(analyzerCache, { "pipeline.py": before }, "overlapping-windows", "Transform")).toContain(
      "    cache=tfx.dsl.Channel(\n        type=tfx.types.standard_artifacts.TransformCache, producer_component_id='Transform'\n    ),\n",
    );
  });
});

describe("it is left alone", () => {
  const offers = (before: string): string[] => offered({ "pipeline.py": before }, "overlapping-windows", "Transform");
  const refused = (reason: string): string[] => [`Let Transform use its analyzer cache (${reason})`];

  test("where it has a cache", () =>
    expect(
      offers(
        text(
          "found = tfx.dsl.Resolver(cache=tfx.dsl.Channel(type=x))\ntransform = Transform(analyzer_cache=found.outputs['cache'])\n",
          end("found, transform"),
        ),
      ),
    ).toEqual([]));

  test("for another component", () =>
    expect(offered({ "pipeline.py": text("", end("")) }, "overlapping-windows", "SchemaGen")).toEqual([]));

  test("where it is made in the list", () =>
    expect(offers(text("", end("Transform(examples=gen.outputs['examples'])")))).toEqual(
      refused("Transform has no statement of its own."),
    ));

  test("where the list is not plain", () =>
    expect(offers(text("transform = Transform()\nparts = dict(a=transform)\n", end("*parts.values()")))).toEqual(
      refused("The list of components names Transform in a way that an edit cannot follow."),
    ));
});
