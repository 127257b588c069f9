import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDefinition } from "../server/src/definitions/index.ts";
import type { PipelineDefinition } from "../server/src/model/definition.ts";
import { moduleHost } from "../server/src/workspace/moduleHost.ts";

/**
 * Compares Kubeflow pipelines in Python with their compiled form beside them (`x.py` and `x.yaml`): nodes, channels, order, groups.
 * `node scripts/compareKfp.ts FOLDER`
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name a folder that holds pipelines and their compiled form.");

const read = (path: string): string | null => (existsSync(path) ? readFileSync(path, "utf8") : null);
const host = moduleHost(read);

let pairs = 0;
let equal = 0;
for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
  if (!file.endsWith(".py")) continue;
  const source = resolve(folder, file);
  const compiled = source.replace(/\.py$/, ".yaml");
  const text = read(compiled);
  if (text === null || !text.includes("pipelineInfo")) continue;
  const expected = pipelinesOf(compiled)[0];
  if (!expected) continue;
  pairs++;
  const found = pipelinesOf(source);
  const differences = found.map((pipeline) => differencesOf(pipeline, expected));
  const best = differences.toSorted((left, right) => left.length - right.length)[0] ?? ["no pipeline found"];
  if (best.length === 0) equal++;
  else console.log(`${join(file)}\n  ${best.slice(0, 12).join("\n  ")}`);
}
console.log(`${equal} of ${pairs} pairs are equal`);

function pipelinesOf(path: string): readonly PipelineDefinition[] {
  return parseDefinition(pathToFileURL(path).href, read(path) ?? "", host)?.pipelines ?? [];
}

/** What one graph has and the other lacks. */
function differencesOf(found: PipelineDefinition, expected: PipelineDefinition): string[] {
  const [one, other] = [factsOf(found), factsOf(expected)];
  const injected = new Set(
    expected.nodes.flatMap((node) =>
      node.inputs.flatMap(({ key, from }) =>
        from && isInjected(key) ? [`${from.node}.${from.output} → ${node.id}`] : [],
      ),
    ),
  );
  // What the compiler passes on under a name of its own stands in the text of another input.
  const more = [...one].filter((fact) => !other.has(fact) && !injected.has(fact.replace(/\.[^. ]+$/, "")));
  const less = [...other].filter((fact) => !one.has(fact) && !/\.pipelinechannel--\S*$/.test(fact));
  const passed = [...injected].filter((edge) => ![...one].some((fact) => fact.startsWith(`${edge}.`)));
  return [...more.map((fact) => `+ ${fact}`), ...less.map((fact) => `- ${fact}`), ...passed.map((edge) => `- ${edge}`)];
}

function isInjected(key: string): boolean {
  return key.startsWith("pipelinechannel--");
}

function factsOf({ nodes, groups }: PipelineDefinition): Set<string> {
  const facts = new Set<string>();
  for (const { id, kind, inputs, after } of nodes) {
    facts.add(`node ${id}`);
    facts.add(`${id} is ${kind}`);
    for (const { key, from } of inputs) if (from) facts.add(`${from.node}.${from.output} → ${id}.${key}`);
    for (const before of after) facts.add(`${before} before ${id}`);
  }
  for (const { id, nodes: inside } of groups) facts.add(`group ${id}: ${inside.toSorted().join(", ")}`);
  return facts;
}
