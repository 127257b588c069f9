import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { problemsOf } from "../../server/src/definitions/check/index.ts";
import { noFiles } from "../../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../../server/src/definitions/index.ts";
import type { PipelineDefinition } from "../../server/src/model/definition.ts";
import type { FixInput } from "../../server/src/waste/fixes/fix.ts";
import { kfpIr } from "../../server/src/waste/fixes/formats/kfpIr.ts";
import { verified, withEdits, withoutNodes } from "../../server/src/waste/fixes/verify.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const names = (existsSync(corpus) ? globSync("{kfp,tfx-ir,other}/**/*.{yaml,yml,json}", { cwd: corpus }) : []).sort();

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null;
/** A field under its name, or with underscores. */
const get = (value: unknown, ...path: string[]): unknown => {
  let at = value;
  for (const name of path) {
    if (!isPlain(at)) return undefined;
    at = at[name] ?? at[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
  }
  return at;
};
const pairs = (value: unknown): [string, unknown][] => (isPlain(value) ? Object.entries(value) : []);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The specification in a file as plain values, by other parsers than the project's; null where there is none. */
function plainSpec(name: string): Plain | null {
  const text = readFileSync(join(corpus, name), "utf8");
  let documents: unknown[];
  if (name.endsWith(".json")) {
    try {
      documents = [JSON.parse(text)];
    } catch {
      return null;
    }
  } else documents = parseAllDocuments(text).map((one) => ("toJS" in one ? one.toJS() : null));
  for (const document of documents) {
    for (const path of [["pipelineSpec", "pipelineSpec"], ["pipelineSpec"], []]) {
      const spec = get(document, ...path);
      if (isPlain(spec) && isPlain(get(spec, "root", "dag", "tasks"))) return spec;
    }
  }
  return null;
}

interface Counted {
  readonly ids: string[];
  /** `node.input < maker.output`, and `node.input <` where it comes from outside. */
  readonly inputs: string[];
}

/** Counts nodes and edges by carrying values down: each task's outputs are sets of who made them. */
function countOf(spec: Plain): Counted {
  const ids: string[] = [];
  const inputs: string[] = [];
  const component = (task: unknown): unknown =>
    get(spec, "components")?.[String(get(task, "componentRef", "name")) as never];
  const run = (dag: unknown, given: Map<string, Set<string>>, prefix: string): Map<string, Set<string>> => {
    const tasks = new Map(pairs(get(dag, "tasks")));
    const done = new Map<string, Map<string, Set<string>>>();
    const outputOf = (key: string, output: string): Set<string> => {
      if (!tasks.has(key)) return new Set([`${prefix}${key}.${output}`]);
      let outputs = done.get(key);
      if (!outputs) {
        outputs = runTask(key);
        done.set(key, outputs);
      }
      return (
        outputs.get(output) ??
        (get(component(tasks.get(key)), "dag") ? new Set() : new Set([`${prefix}${key}.${output}`]))
      );
    };
    const runTask = (key: string): Map<string, Set<string>> => {
      const task = tasks.get(key);
      const values = new Map<string, Set<string>>();
      for (const [sort, made, outer, name] of [
        ["artifacts", "taskOutputArtifact", "componentInputArtifact", "outputArtifactKey"],
        ["parameters", "taskOutputParameter", "componentInputParameter", "outputParameterKey"],
      ] as const) {
        for (const [input, value] of pairs(get(task, "inputs", sort))) {
          const by = get(value, made);
          const from = get(value, outer);
          if (isPlain(by)) values.set(input, outputOf(String(get(by, "producerTask")), String(get(by, name))));
          else if (typeof from === "string" && from !== "") values.set(input, given.get(from) ?? new Set());
          else if (get(value, "taskFinalStatus") || get(value, "runtimeValue", "runtimeParameter"))
            values.set(input, new Set());
        }
      }
      const inner = get(component(task), "dag");
      if (inner) {
        const inside = new Map(values);
        const constants = new Set(pairs(get(task, "inputs", "parameters")).map(([input]) => input));
        for (const [iterator, items] of [
          ["parameterIterator", "inputParameter"],
          ["artifactIterator", "inputArtifact"],
        ]) {
          const item = get(task, iterator ?? "", "itemInput");
          const source = get(task, iterator ?? "", "items", items ?? "");
          if (typeof item !== "string" || constants.has(item)) continue;
          if (typeof source === "string") inside.set(item, values.get(source) ?? new Set());
        }
        return run(inner, inside, `${prefix}${key}/`);
      }
      ids.push(prefix + key);
      for (const [input, makers] of values) {
        if (makers.size === 0) inputs.push(`${prefix}${key}.${input} <`);
        for (const maker of makers) inputs.push(`${prefix}${key}.${input} < ${maker}`);
      }
      return new Map();
    };
    for (const key of tasks.keys()) if (!done.has(key)) done.set(key, runTask(key));
    const outputs = new Map<string, Set<string>>();
    for (const [output, value] of pairs(get(dag, "outputs", "artifacts"))) {
      const makers = list(get(value, "artifactSelectors")).flatMap((one) => [
        ...outputOf(String(get(one, "producerSubtask")), String(get(one, "outputArtifactKey"))),
      ]);
      outputs.set(output, new Set(makers));
    }
    for (const [output, value] of pairs(get(dag, "outputs", "parameters"))) {
      const one = get(value, "valueFromParameter");
      const all = [...(one ? [one] : []), ...list(get(value, "valueFromOneof", "parameterSelectors"))];
      const makers = all.flatMap((from) => [
        ...outputOf(String(get(from, "producerSubtask")), String(get(from, "outputParameterKey"))),
      ]);
      outputs.set(output, new Set(makers));
    }
    return outputs;
  };
  run(get(spec, "root", "dag"), new Map(), "");
  return { ids, inputs };
}

function pipelineIn(name: string): PipelineDefinition {
  const text = readFileSync(join(corpus, name), "utf8");
  const definition = parseDefinition(`file:///${name}`, text, noFiles);
  const [pipeline] = definition?.pipelines ?? [];
  if (!pipeline) throw new Error("no pipeline");
  return pipeline;
}

const specs = names.flatMap((name) => {
  const spec = plainSpec(name);
  return spec ? [{ name, spec }] : [];
});

describe.runIf(specs.length > 0)("compiled Kubeflow pipelines", () => {
  test("are found among all files", () => {
    const found = names.filter(
      (name) => detectFormat(`file:///${name}`, readFileSync(join(corpus, name), "utf8")) === "kfp-ir",
    );
    // One has a text in quotes whose second line stands left of its key: PyYAML wrote it, the package yaml does not take it.
    const others = found.filter((name) => !specs.some((one) => one.name === name));
    expect(others.map((name) => basename(name))).toEqual(["placeholder_with_if_placeholder_none_input_value.yaml"]);
    expect(specs.map(({ name }) => name).filter((name) => !found.includes(name))).toEqual([]);
  });

  test.each(specs)("$name: nodes", ({ name, spec }) => {
    expect(
      pipelineIn(name)
        .nodes.map(({ id }) => id)
        .sort(),
    ).toEqual(countOf(spec).ids.sort());
  });

  test.each(specs)("$name: edges", ({ name, spec }) => {
    const edges = pipelineIn(name).nodes.flatMap(({ id, inputs }) =>
      inputs.map(({ key, from }) => `${id}.${key} <${from ? ` ${from.node}.${from.output}` : ""}`),
    );
    expect(edges.sort()).toEqual(countOf(spec).inputs.sort());
  });

  test.each(specs)("$name: no mistakes are found", ({ name }) => {
    const text = readFileSync(join(corpus, name), "utf8");
    const definition = parseDefinition(`file:///${name}`, text, noFiles);
    expect(definition ? problemsOf(definition).map(({ code, message }) => `${code}: ${message}`) : null).toEqual([]);
  });

  test.each(specs.filter((_, at) => at % 5 === 0))("$name: tasks before a cut stay", ({ name }) => {
    const text = readFileSync(join(corpus, name), "utf8").replace(/^\ufeff/, "");
    const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
    const whole = pipelineIn(name).nodes.filter(({ id }) => !id.includes("/"));
    const ends = whole.map(({ id, location: { range } }) => ({
      id,
      end: (starts[range.end.line] ?? 0) + range.end.character,
    }));
    for (let part = 1; part < 16; part++) {
      const at = Math.floor((text.length * part) / 16);
      const cut = parseDefinition(`file:///${name}`, text.slice(0, at), noFiles)?.pipelines[0]?.nodes ?? [];
      const ids = new Set(cut.map(({ id }) => id));
      expect(ends.filter(({ id, end }) => end < at && !ids.has(id))).toEqual([]);
    }
  });

  test.each(specs)("$name: names stand where the ranges say", ({ name }) => {
    const text = readFileSync(join(corpus, name), "utf8").replace(/^\ufeff/, "");
    const lines = text.split(/\r?\n/);
    const wrong = pipelineIn(name).nodes.filter(({ id, nameRange: { start, end }, idLocations }) => {
      const key = id.slice(id.lastIndexOf("/") + 1);
      const places = [{ start, end }, ...idLocations.map(({ range }) => range)];
      return places.some((range) => lines[range.start.line]?.slice(range.start.character, range.end.character) !== key);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe.runIf(specs.length > 0)("changes of compiled Kubeflow pipelines", () => {
  const inputsOf = (name: string): FixInput[] => {
    const text = readFileSync(join(corpus, name), "utf8");
    const definition = parseDefinition(`file:///${name}`, text, noFiles);
    const [pipeline] = definition?.pipelines ?? [];
    if (!definition || !pipeline || text.length > 150_000) return [];
    const input = { definition, pipeline, code: "dead-trainer" as const, subject: null, readText: () => text };
    return pipeline.nodes.map((node) => ({ ...input, node }));
  };
  /** What is said where a task cannot go, without names. */
  const refusals = ["takes what", "No task would be left", "is part of a pipeline that is used in several places"];

  test.each(specs)("$name: each task goes, or it is said why not", ({ name }) => {
    const failed = inputsOf(name).flatMap((input) => {
      const ids = input.node ? [input.node.id] : [];
      const dropped = verified(input, kfpIr.dropNodes?.(input, ids) ?? { ok: false, error: "" }, withoutNodes(ids));
      return dropped.ok || refusals.some((words) => dropped.error.includes(words)) ? [] : [`${ids}: ${dropped.error}`];
    });
    expect(failed).toEqual([]);
  });

  test.each(specs)("$name: caching is turned on where it is off", ({ name }) => {
    const failed = inputsOf(name).filter((input) => {
      if (!kfpIr.cachingIsOff?.(input, input.node)) return false;
      const edits = kfpIr.turnOnCaching?.(input, input.node);
      if (!edits?.ok) return true;
      const text = withEdits(input.readText("") ?? "", edits.value.get(input.definition.uri) ?? []);
      const after = parseDefinition(input.definition.uri, text, noFiles)?.pipelines[0]?.nodes ?? [];
      return after.find(({ id }) => id === input.node?.id)?.caching?.enabled !== true;
    });
    expect(failed.map(({ node }) => node?.id)).toEqual([]);
  });
});
