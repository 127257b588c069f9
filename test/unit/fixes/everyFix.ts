import type { DefinitionHost } from "../../../server/src/definitions/host.ts";
import { parseDefinition, parsedTexts, parseNotebookCells } from "../../../server/src/definitions/index.ts";
import { syntaxErrors } from "../../../server/src/definitions/python/errors.ts";
import { cellCode } from "../../../server/src/definitions/tfxPython/notebook.ts";
import type { Definition, DefinitionNode, PipelineDefinition } from "../../../server/src/model/definition.ts";
import { findingCodes } from "../../../server/src/model/finding.ts";
import type { FileEdits, Fix, FixInput } from "../../../server/src/waste/fixes/fix.ts";
import { fixesFor } from "../../../server/src/waste/fixes/index.ts";
import { offerOf } from "../../../server/src/waste/fixes/offer.ts";
import { lineOf } from "../definitions/helpers.ts";
import { withEdits } from "./checkFix.ts";

/** What was asked of every fix on one definition. */
export interface Asked {
  /** Fix and title of each that was offered. */
  readonly offered: readonly string[];
  /** Fix, title and reason of each that was refused. */
  readonly refused: readonly string[];
  /** What an edit left that it must not, in a line each. */
  readonly wrong: readonly string[];
}

/** What each fix may do to a graph; one that is not here may do nothing. */
const drops: ReadonlySet<string> = new Set(["drop-trainer", "drop-unused-node"]);
const adds: ReadonlySet<string> = new Set(["analyzer-cache", "add-evaluator"]);
const connects: ReadonlySet<string> = new Set(["gate", "wire-trainer", "add-evaluator", "gate-training"]);

/** Asks for every fix on every node of a definition's file for every code that the fix claims, and looks at what each edit leaves. */
export function askEveryFix(uri: string, text: string, host: DefinitionHost): Asked | null {
  const definition = parseDefinition(uri, text, host);
  if (!definition) return null;
  const offered: string[] = [];
  const refused: string[] = [];
  const wrong: string[] = [];
  const texts = new Map(parsedTexts(definition) ?? [[uri, text]]);
  const readText = (file: string): string | null => texts.get(file) ?? host.readFile(uri, file)?.text ?? null;
  for (const pipeline of definition.pipelines) {
    for (const code of findingCodes) {
      for (const node of [null, ...pipeline.nodes]) {
        const keys = code === "unused-output" ? (node?.outputs ?? []).map(({ key }) => key) : [];
        for (const subject of [null, ...keys]) {
          const input: FixInput = { definition, pipeline, code, node, subject, readText };
          for (const fix of fixesFor(code)) {
            // A comment is the same edit for every code: each code on the pipeline, and one on every node.
            if (fix.id === "ignore" && node !== null && code !== "dead-trainer") continue;
            const offer = offerOf(fix, input);
            if (!offer) continue;
            if (!offer.ok) {
              refused.push(`${fix.id}: ${offer.error.title}: ${offer.error.reason}`);
              continue;
            }
            const name = `${fix.id}: ${offer.value.title}`;
            offered.push(name);
            const edits = fix.edits(input);
            const found = edits.ok ? wrongIn(input, fix, edits.value, texts, host) : `no edit: ${edits.error}`;
            if (found !== null) wrong.push(`${name}: ${found}`);
          }
        }
      }
    }
  }
  return { offered, refused, wrong };
}

function wrongIn(
  { definition, pipeline }: FixInput,
  fix: Fix,
  edits: FileEdits,
  texts: ReadonlyMap<string, string>,
  host: DefinitionHost,
): string | null {
  const after = new Map(texts);
  for (const [uri, changes] of edits) {
    const before = texts.get(uri);
    if (before === undefined) return `an edit of ${uri}, which was not read`;
    after.set(uri, withEdits(before, changes));
  }
  if ([...after].every(([uri, text]) => texts.get(uri) === text)) return "nothing is changed";
  const broken = [...after].find(
    ([uri, text]) => isPython(definition) && errorsIn(text) > errorsIn(texts.get(uri) ?? ""),
  );
  if (broken) return `a syntax error in ${broken[0]}`;
  const again = readAgain(definition, after, host);
  const same = again?.pipelines.map((one) => difference(pipeline, one, fix.id)) ?? [];
  return same.includes(null) ? null : (same[0] ?? "no pipeline is left");
}

const isPython = ({ format }: Definition): boolean => /python|notebook/.test(format);

const errorsIn = (text: string): number => syntaxErrors(cellCode(text)?.python ?? "");

function readAgain(
  definition: Definition,
  texts: ReadonlyMap<string, string>,
  host: DefinitionHost,
): Definition | null {
  const changed: DefinitionHost = {
    readModule: (from, module) => {
      const found = host.readModule(from, module);
      return found && { uri: found.uri, text: texts.get(found.uri) ?? found.text };
    },
    readFile: (from, path) => {
      const found = host.readFile(from, path);
      return found && { uri: found.uri, text: texts.get(found.uri) ?? found.text };
    },
  };
  const cells = [...texts]
    .filter(([uri]) => uri.startsWith(`${definition.uri}#`))
    .map(([uri, text]) => ({ uri, text }));
  if (cells.length === 0) return parseDefinition(definition.uri, texts.get(definition.uri) ?? "", changed);
  return parseNotebookCells(definition.uri, cells, changed);
}

/** In what a pipeline is not the old one but for what a fix may do; null in nothing. */
function difference(before: PipelineDefinition, after: PipelineDefinition, fix: string): string | null {
  const left = new Map(after.nodes.map((node) => [node.id, node]));
  const gone = before.nodes.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const added = after.nodes.filter(({ id }) => before.nodes.every((node) => node.id !== id)).map(({ id }) => id);
  if (gone.length > 0 !== drops.has(fix)) return `gone: ${gone.join(", ")}`;
  if (added.length > 0 !== adds.has(fix)) return `added: ${added.join(", ")}`;
  for (const node of before.nodes) {
    const now = left.get(node.id);
    if (!now) continue;
    const old = without(node, gone);
    const fresh = now.inputs.filter(
      ({ key, from }) => !node.inputs.some((one) => one.key === key && one.from?.node === from?.node),
    );
    if (fresh.length > 0 && !connects.has(fix) && fix !== "analyzer-cache") return `${node.id} reads something new`;
    const lines = [old, { ...now, inputs: now.inputs.filter((input) => !fresh.includes(input)) }].map(lineOf);
    if (lines[0] !== lines[1] && fresh.length === 0) return lines.join(" → ");
  }
  return null;
}

const without = (node: DefinitionNode, gone: readonly string[]): DefinitionNode => ({
  ...node,
  inputs: node.inputs.filter(({ from }) => !from || !gone.includes(from.node)),
  after: node.after.filter((id) => !gone.includes(id)),
});
