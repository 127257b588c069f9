import { lineIndex } from "../../definitions/python/lineIndex.ts";
import type { Definition } from "../../model/definition.ts";
import type { TextEdit } from "../../model/text.ts";
import type { FileEdits, FixInput, ReadText } from "./fix.ts";
import { fixesFor } from "./index.ts";
import { readAgain, withEdits } from "./verify.ts";

/** Everything that is always safe, made one after the other. */
export interface AllFixed {
  readonly edits: FileEdits;
  /** Titles of what is made. */
  readonly titles: readonly string[];
}

/** More findings are not worked through at once. */
const most = 200;

/**
 * Makes every fix that is always safe for findings of one definition, each on the texts that those before it left, and gives the sum as one
 * edit a file. What cannot be made is left out. Linear in the findings, each costing a reading of the definition.
 */
export function fixAll(
  definition: Definition,
  findings: readonly Omit<FixInput, "readText">[],
  readText: ReadText,
): AllFixed {
  const texts = new Map<string, string>();
  const read: ReadText = (uri) => texts.get(uri) ?? readText(uri);
  const titles: string[] = [];
  let now = definition;
  for (const { code, subject, pipeline, node } of findings.slice(0, most)) {
    const current = now.pipelines[definition.pipelines.indexOf(pipeline)];
    const about = node && (current?.nodes.find(({ id }) => id === node.id) ?? null);
    if (!current || (node && !about)) continue;
    const input: FixInput = { definition: now, pipeline: current, code, node: about, subject, readText: read };
    const made = firstSafe(input);
    if (!made) continue;
    for (const [uri, edits] of made.edits) texts.set(uri, withEdits(read(uri) ?? "", edits));
    const after = readAgain(now, current, read);
    if (!after || after.pipelines.length !== now.pipelines.length) break;
    titles.push(made.title);
    now = after;
  }
  return { edits: new Map([...texts].flatMap(([uri, text]) => difference(uri, readText(uri) ?? "", text))), titles };
}

function firstSafe(input: FixInput): { readonly title: string; readonly edits: FileEdits } | null {
  for (const fix of fixesFor(input.code)) {
    const plan = fix.plan(input);
    if (!plan?.ok || !plan.value.alwaysSafe) continue;
    const edits = fix.edits(input);
    if (edits.ok) return { title: plan.value.title, edits: edits.value };
  }
  return null;
}

/** The one stretch of lines in which two texts differ, as an edit. */
function difference(uri: string, before: string, after: string): [string, readonly TextEdit[]][] {
  if (before === after) return [];
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  while (start > 0 && before[start - 1] !== "\n") start--;
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const range = lineIndex(before).range({ from: start, to: before.length - end });
  return [[uri, [{ range, newText: after.slice(start, after.length - end) }]]];
}
