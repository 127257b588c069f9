import type { Selector, Source } from "../dags/model.ts";
import { innerSpan, type YamlScalar } from "../yaml/tree.ts";

/** Text in which templates are looked for, characters. */
const maxText = 10_000;

/** Names in templates: `{{tasks.a.outputs.parameters.x}}`, `{{steps['a'].outputs.result}}`, `{{inputs.artifacts.x}}`. */
const names =
  /\b(?:(?:tasks|steps)(?:\.([\w-]+)|\[["']([\w-]+)["']\])\.(?:outputs(?:\.(?:parameters|artifacts))?(?:\.([\w-]+)|\[["']([\w-]+)["']\])|(status|exitCode|ip|id|startedAt|finishedAt))|inputs\.(?:parameters|artifacts)(?:\.([\w.-]+)|\[["']([\w.-]+)["']\])|(workflow\.(?:parameters|outputs)[\w.-]*))/g;

/**
 * What the templates in a text name. Text without a template is a constant; `{{item}}` is what the loop goes over.
 * https://argo-workflows.readthedocs.io/en/latest/variables/
 */
export function sourceOfText(
  scalar: YamlScalar,
  slice: (from: number, to: number) => string,
  items: Source | null,
): Source {
  const text = scalar.text.slice(0, maxText);
  if (!text.includes("{{")) return { kind: "constant", value: scalar };
  const sources: Source[] = [];
  for (const [, template = ""] of text.matchAll(/\{\{([^{}]{1,2000})\}\}/g)) {
    if (/^=?\s*item\b/.test(template)) {
      if (items) sources.push(items);
      continue;
    }
    for (const match of template.matchAll(names)) sources.push(sourceOfMatch(match, scalar, slice));
  }
  const [first] = sources;
  if (!first) return { kind: "open" };
  return sources.length === 1 ? first : { kind: "several", sources };
}

function sourceOfMatch(
  match: RegExpMatchArray,
  scalar: YamlScalar,
  slice: (from: number, to: number) => string,
): Source {
  const task = match[1] ?? match[2];
  if (task !== undefined) {
    const name = within(scalar, task, match[0], slice);
    const output = match[3] ?? match[4];
    if (output === undefined) return { kind: "status", task: name };
    const from: Selector = { task: name, output: within(scalar, output, match[0], slice, true) };
    const [, all] = /\.outputs\.(parameters|artifacts)$/.exec(match[0]) ?? [];
    if (all === undefined) return { kind: "task", from };
    return { kind: "task", from: { ...from, every: all === "artifacts" ? "artifact" : "parameter" } };
  }
  // What the workflow itself is given comes from outside.
  return { kind: "dag", name: match[6] ?? match[7] ?? `\0${match[8]}` };
}

/** A word of a template as a scalar where it stands; where escapes hide it, as the whole text. */
function within(
  scalar: YamlScalar,
  word: string,
  phrase: string,
  slice: (from: number, to: number) => string,
  last = false,
): YamlScalar {
  const span = innerSpan(scalar);
  const at = slice(span.from, span.to).indexOf(phrase);
  const start = last ? phrase.lastIndexOf(word) : phrase.indexOf(word);
  if (at < 0) return { ...scalar, value: word, text: word };
  const from = span.from + at + start;
  return { kind: "scalar", from, to: from + word.length, value: word, text: word, style: "plain" };
}

/** Names of tasks that `depends` speaks of (`a && (b.Failed || c)`). */
export function dependsNames(scalar: YamlScalar, slice: (from: number, to: number) => string): YamlScalar[] {
  const found: YamlScalar[] = [];
  for (const [phrase, name = ""] of scalar.text.slice(0, maxText).matchAll(/([\w-]+)(?:\.\w+)?/g)) {
    found.push(within(scalar, name, phrase, slice));
  }
  return found;
}
