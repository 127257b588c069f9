import { expect } from "vitest";
import { parseDefinition, parsedTexts } from "../../../server/src/definitions/index.ts";
import { syntaxErrors } from "../../../server/src/definitions/python/errors.ts";
import { lineIndex } from "../../../server/src/definitions/python/lineIndex.ts";
import type { Definition, PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { TextEdit } from "../../../server/src/model/text.ts";
import { dropsOf } from "../../../server/src/waste/fixes/drops.ts";
import { dropTrainer } from "../../../server/src/waste/fixes/dropTrainer.ts";
import type { FixInput, ReadText } from "../../../server/src/waste/fixes/fix.ts";
import { offerOf } from "../../../server/src/waste/fixes/offer.ts";
import { hostOf, lineOf } from "../definitions/helpers.ts";

const folder = "file:///project/";

/** A text with the editor's edits made; fails where two overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = lineIndex(text);
  const sorted = edits
    .map(({ range, newText }) => ({ from: lines.offset(range.start), to: lines.offset(range.end), newText }))
    .sort((one, other) => one.from - other.from);
  let result = "";
  let at = 0;
  for (const { from, to, newText } of sorted) {
    expect(from).toBeGreaterThanOrEqual(at);
    result += text.slice(at, from) + newText;
    at = to;
  }
  return result + text.slice(at);
}

/** Lines of the nodes that stay, without the edges of those that go. */
function expectedGraph(pipeline: PipelineDefinition, drops: readonly string[]): string[] {
  const gone = new Set(drops);
  return pipeline.nodes
    .filter(({ id }) => !gone.has(id))
    .map((node) =>
      lineOf({
        ...node,
        inputs: node.inputs.filter(({ from }) => !from || !gone.has(from.node)),
        after: node.after.filter((id) => !gone.has(id)),
      }),
    );
}

/** Names that a text uses: words outside strings and comments that follow no dot and are no keyword of an argument. */
const namesIn = (text: string): Set<string> => {
  const code = text.replace(/#.*|("""|''')[\s\S]*?\1|(?<![fF])'(?:\\.|[^'\\\n])*'|(?<![fF])"(?:\\.|[^"\\\n])*"/g, " ");
  return new Set(code.match(/(?<![.\w])[A-Za-z_]\w*(?!\s*=[^=])(?!\w)/g));
};

/** What asks to drop a trainer. */
export function dropInput(
  definition: Definition,
  pipeline: PipelineDefinition,
  id: string,
  readText: ReadText,
): FixInput {
  const node = pipeline.nodes.find((one) => one.id === id) ?? null;
  return { definition, pipeline, code: "dead-trainer", node, subject: null, readText };
}

/**
 * Drops a trainer from files of `/project`, of which the first defines the pipeline, and checks that what is left parses
 * without a new error, mentions nothing that went, and has the old graph without what was dropped. Gives the files
 * after it.
 */
export function dropped(files: Readonly<Record<string, string>>, id: string): Readonly<Record<string, string>> {
  const [path = ""] = Object.keys(files);
  const definition = parseDefinition(folder + path, files[path] ?? "", hostOf(files));
  const pipeline = definition?.pipelines[0];
  if (!definition || !pipeline) throw new Error("no pipeline");
  const input = dropInput(definition, pipeline, id, (uri) => files[uri.slice(folder.length)] ?? null);
  const offer = offerOf(dropTrainer, input);
  const edits = dropTrainer.edits(input);
  const drops = dropsOf(pipeline, id);
  if (!offer?.ok) throw new Error(offer?.error.reason ?? "not offered");
  if (!edits.ok) throw new Error(edits.error);
  if (!drops.ok) throw new Error(drops.error);
  const after: Record<string, string> = { ...files };
  for (const [uri, changes] of edits.value) {
    const file = uri.slice(folder.length);
    after[file] = withEdits(files[file] ?? "", changes);
  }
  checkLeft(files, after, definition, pipeline, drops.value);
  return after;
}

function checkLeft(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  definition: Definition,
  pipeline: PipelineDefinition,
  drops: readonly string[],
): void {
  const [path = ""] = Object.keys(before);
  for (const [file, text] of Object.entries(after)) {
    expect(syntaxErrors(text)).toBeLessThanOrEqual(syntaxErrors(before[file] ?? ""));
    const left = namesIn(text);
    const gone = pipeline.nodes.filter(({ id }) => drops.includes(id)).flatMap(({ variable }) => variable ?? []);
    const kept = new Set(
      pipeline.nodes.filter(({ id }) => !drops.includes(id)).flatMap(({ variable }) => variable ?? []),
    );
    expect(gone.filter((name) => left.has(name) && !kept.has(name) && file === path)).toEqual([]);
  }
  const again = parseDefinition(definition.uri, after[path] ?? "", hostOf(after));
  expect(again?.pipelines[0]?.nodes.map(lineOf)).toEqual(expectedGraph(pipeline, drops));
}

const head = "from tfx import v1 as tfx\nfrom tfx.components import *\n";

/** Checks what is left of a file that imports TFX when the trainer `Trainer.b` is dropped. */
export function checkFix(before: string, after: string): void {
  expect(dropped({ "pipeline.py": head + before }, "Trainer.b")["pipeline.py"]).toBe(head + after);
}

/** Checks why the trainer `Trainer.b` cannot be dropped, by plan and edits alike. */
export function checkRefusal(text: string, reason: string, files: Readonly<Record<string, string>> = {}): void {
  const all = { "pipeline.py": head + text, ...files };
  const definition = parseDefinition(`${folder}pipeline.py`, head + text, hostOf(all));
  const pipeline = definition?.pipelines[0];
  if (!definition || !pipeline) throw new Error("no pipeline");
  const texts = parsedTexts(definition);
  const input = dropInput(definition, pipeline, "Trainer.b", (uri) => texts?.get(uri) ?? null);
  expect(dropTrainer.edits(input)).toEqual({ ok: false, error: reason });
  expect(offerOf(dropTrainer, input)).toMatchObject({ ok: false, error: { reason } });
}
