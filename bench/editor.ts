import { join } from "node:path";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { noFiles } from "../server/src/definitions/host.ts";
import { parseDefinition } from "../server/src/definitions/index.ts";
import { diagnosticsOf } from "../server/src/features/diagnosticsOf.ts";
import { hoverText } from "../server/src/features/hoverText.ts";
import { cutGraphlets } from "../server/src/graphlets/index.ts";
import { nodeHistories } from "../server/src/graphlets/nodeHistory.ts";
import { neverCancelled } from "../server/src/model/cancel.ts";
import type { Definition } from "../server/src/model/definition.ts";
import { defaultSettings } from "../server/src/model/settings.ts";
import type { Evidence } from "../server/src/waste/rule.ts";
import { readTrace } from "../server/src/workspace/openTrace.ts";
import { generateStore } from "../test/generate/generateStore.ts";
import { largePlan, largeText } from "./largePipeline.ts";

export interface EditorBench {
  readonly nodes: number;
  readonly executions: number;
  /** Keystrokes and hovers that are measured. */
  readonly runs: number;
  /** Where the store is made. */
  readonly folder: string;
}

const uri = "file:///pipeline.py";

/** What the server computes after a keystroke and for a hover, in a large definition with a large trace: medians and the slowest. */
export async function benchEditor({ nodes, executions, runs, folder }: EditorBench): Promise<readonly string[]> {
  const plan = largePlan(nodes);
  const store = join(folder, "editor.sqlite");
  generateStore(store, { executions, nodes: plan, caching: false, rates: { blessed: 0.3, fails: 0.3 } });
  const evidence = await evidenceOf(store);
  const now = Date.now();
  const words = { settings: { ...defaultSettings, staleAfterDays: 0 }, now };

  const parsing: number[] = [];
  const judging: number[] = [];
  const both: number[] = [];
  let found = 0;
  let definition: Definition | undefined;
  for (let stroke = 0; stroke <= runs; stroke++) {
    const text = largeText(plan, stroke);
    const started = performance.now();
    const parsed = parseDefinition(uri, text, noFiles, definition);
    const wasParsed = performance.now();
    const [pipeline] = parsed?.pipelines ?? [];
    if (!parsed || !pipeline) throw new Error("no pipeline was found");
    const lines = text.split(/\r\n|\r|\n/);
    found = diagnosticsOf({ definition: parsed, pipeline, evidence }, uri, lines, words).length;
    const ended = performance.now();
    definition = parsed;
    parsing.push(wasParsed - started);
    judging.push(ended - wasParsed);
    both.push(ended - started);
  }

  const hovering: number[] = [];
  const [pipeline] = definition?.pipelines ?? [];
  for (const node of pipeline?.nodes ?? []) {
    const history = evidence.histories.get(node.id);
    if (!pipeline || !history) continue;
    const started = performance.now();
    hoverText({ uri, pipeline, node, evidence: { ...evidence, history }, ...words, links: true });
    hovering.push(performance.now() - started);
  }
  const [first = Number.NaN] = both;
  return [
    `The editor, with ${nodes} nodes and ${evidence.trace.counts.executions.toLocaleString("en-US")} executions (${found} diagnostics)`,
    "",
    ...table(
      [leftColumn(""), ...["Median", "Slowest"].map(rightColumn)],
      [
        ["Keystroke: definition read again", ...middleAndMost(parsing.slice(1))],
        ["Keystroke: diagnostics", ...middleAndMost(judging.slice(1))],
        ["Keystroke: together", ...middleAndMost(both.slice(1))],
        ["Hover", ...middleAndMost(hovering)],
      ],
    ),
    "",
    `The first diagnostics of a trace took ${first.toFixed(0)} ms: what is kept with it is made then. Lines above leave them out.`,
  ];
}

async function evidenceOf(store: string): Promise<Evidence> {
  const control = { token: neverCancelled, onProgress: () => {} };
  const read = await readTrace(store, { operatorKinds: {}, costProperty: "" }, control);
  if (!read.ok) throw new Error(read.error.message);
  const graphlets = cutGraphlets(read.value, neverCancelled);
  return { trace: read.value, graphlets, histories: nodeHistories(read.value, graphlets, 0) };
}

function middleAndMost(times: readonly number[]): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] ?? Number.NaN;
  return [middle, sorted.at(-1) ?? Number.NaN].map((time) => `${time.toFixed(time < 1 ? 2 : 1)} ms`);
}
