import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { problemsOf } from "../../server/src/definitions/check/index.ts";
import { noFiles } from "../../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../../server/src/definitions/index.ts";
import type { PipelineDefinition } from "../../server/src/model/definition.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const names = (existsSync(corpus) ? globSync("**/*.{yaml,yml,json}", { cwd: corpus }) : []).sort();
const textOf = (name: string): string => readFileSync(join(corpus, name), "utf8");
const found = names.filter((name) => detectFormat(`file:///${name}`, textOf(name)) === "argo");

function pipelineIn(name: string): PipelineDefinition {
  const [pipeline] = parseDefinition(`file:///${name}`, textOf(name), noFiles)?.pipelines ?? [];
  if (!pipeline) throw new Error("no pipeline");
  return pipeline;
}

const isCompiled = (name: string): boolean => name.includes("compiled-workflows");
const own = found.filter((name) => !isCompiled(name));
const compiled = found.filter(isCompiled);

interface Argument {
  readonly name: string;
  readonly value?: unknown;
  readonly from?: unknown;
}
interface Task {
  readonly name: string;
  readonly template: string;
  readonly withParam?: string;
  readonly arguments?: { readonly parameters?: readonly Argument[]; readonly artifacts?: readonly Argument[] };
}
interface Template {
  readonly name: string;
  readonly dag?: { readonly tasks: readonly Task[] };
  readonly steps?: readonly (readonly Task[])[];
  readonly outputs?: { readonly parameters?: readonly Argument[]; readonly artifacts?: readonly Argument[] };
}

/** Edges of a workflow by its plain values: each template's uses as text, carried down the way. */
function edgesOf(name: string): { readonly ids: string[]; readonly edges: string[] } {
  const [document] = parseAllDocuments(textOf(name));
  const { spec } = document && "toJS" in document ? document.toJS() : { spec: null };
  const templates: readonly Template[] = spec.templates;
  const byName = new Map(templates.map((one) => [one.name, one]));
  const ids: string[] = [];
  const edges: string[] = [];
  const tasksOf = (one: Template | undefined): readonly Task[] => one?.dag?.tasks ?? one?.steps?.flat() ?? [];
  type Given = ReadonlyMap<string, readonly string[]>;
  const madeBy = (
    text: string,
    siblings: readonly Task[],
    prefix: string,
    given: Given,
    stack: readonly string[],
  ): string[] =>
    [...text.matchAll(/\{\{(tasks|steps|inputs)\.([^{}]+)\}\}/g)].flatMap(([, kind, rest = ""]) => {
      const parts = rest.split(".");
      if (kind === "inputs") return given.get(parts.slice(1).join(".")) ?? [];
      const [task = "", , ...tail] = parts;
      const output = tail.at(-1) ?? "";
      const template = byName.get(siblings.find((one) => one.name === task)?.template ?? "");
      const inner = tasksOf(template);
      if (inner.length === 0 || stack.includes(template?.name ?? "")) return [`${prefix}${task}.${output}`];
      const outputs = [...(template?.outputs?.parameters ?? []), ...(template?.outputs?.artifacts ?? [])];
      const texts = outputs.filter((one) => one.name === output).map((one) => JSON.stringify(one));
      return madeBy(texts.join(" "), inner, `${prefix}${task}/`, new Map(), [...stack, template?.name ?? ""]);
    });
  const walk = (template: Template, prefix: string, given: Given, stack: readonly string[]): void => {
    const tasks = tasksOf(template);
    for (const task of tasks) {
      const all = [...(task.arguments?.artifacts ?? []), ...(task.arguments?.parameters ?? [])];
      const values = new Map(
        all.map((one) => {
          const text = String(one.from ?? one.value ?? "").replaceAll("{{item}}", task.withParam ?? "");
          return [one.name, [...new Set(madeBy(text, tasks, prefix, given, stack))]];
        }),
      );
      const inner = byName.get(task.template);
      if (inner && tasksOf(inner).length > 0 && !stack.includes(inner.name)) {
        walk(inner, `${prefix}${task.name}/`, values, [...stack, inner.name]);
        continue;
      }
      ids.push(prefix + task.name);
      for (const [input, makers] of values)
        for (const maker of makers) edges.push(`${prefix}${task.name}.${input} < ${maker}`);
    }
  };
  const start = byName.get(spec.entrypoint);
  if (start) {
    if (tasksOf(start).length === 0) ids.push(start.name);
    walk(start, "", new Map(), [start.name]);
  }
  if (spec.onExit) ids.push(spec.onExit);
  return { ids: ids.sort(), edges: edges.sort() };
}

describe.runIf(found.length > 0)("Argo workflows", () => {
  test("are found among all files", () => {
    const says = (name: string): boolean => {
      const head = textOf(name).slice(0, 20_000);
      const yaml = /^apiVersion: argoproj\.io/m.test(head) && /^kind: \w*Workflow/m.test(head);
      return yaml || (/"apiVersion": ?"argoproj\.io/.test(head) && /"kind": ?"\w*Workflow/.test(head));
    };
    expect(found).toEqual(names.filter(says));
  });

  test.each(own)("%s: nodes", (name) =>
    expect(
      pipelineIn(name)
        .nodes.map(({ id }) => id)
        .sort(),
    ).toEqual(edgesOf(name).ids),
  );

  test.each(own)("%s: edges", (name) => {
    const edges = pipelineIn(name).nodes.flatMap(({ id, inputs }) =>
      inputs.flatMap(({ key, from }) => (from ? [`${id}.${key} < ${from.node}.${from.output}`] : [])),
    );
    expect(edges.sort()).toEqual(edgesOf(name).edges);
  });

  test.each(found)("%s: no mistakes are found", (name) => {
    const definition = parseDefinition(`file:///${name}`, textOf(name), noFiles);
    expect(definition ? problemsOf(definition).map(({ code, message }) => `${code}: ${message}`) : null).toEqual([]);
  });

  test.each(compiled)("%s: has the nodes and edges of the pipeline that was compiled", (name) => {
    const sources = names.filter((one) => one.includes("sdk_compiled_pipelines") && basename(one) === basename(name));
    const shape = (one: string) =>
      pipelineIn(one)
        .nodes.map(({ id, kind, inputs, after }) => ({
          id,
          kind,
          after: [...after].sort(),
          from: inputs.map(({ key, from }) => `${key} < ${from?.node}.${from?.output}`).sort(),
        }))
        .sort((a, b) => a.id.localeCompare(b.id));
    expect(sources.map(shape)).toContainEqual(shape(name));
  });
});
