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

/** What the server computes after a keystroke and for a hover, in a large definition with a large trace. */
export async function benchEditor({ nodes, executions, runs, folder }: EditorBench): Promise<readonly string[]> {
  const plan = largePlan(nodes);
  const store = join(folder, "editor.sqlite");
  generateStore(store, { executions, nodes: plan, caching: false, rates: { blessed: 0.3, fails: 0.3 } });
  const evidence = await evidenceOf(store);
  const now = Date.now();
  const words = { settings: { ...defaultSettings, staleAfterDays: 0 }, now };

  const parsing: Taken[] = [];
  const judging: Taken[] = [];
  let found = 0;
  let definition: Definition | undefined;
  for (let stroke = 0; stroke <= runs; stroke++) {
    const text = largeText(plan, stroke);
    const before = definition;
    const parsed = measured(parsing, () => parseDefinition(uri, text, noFiles, before));
    const [pipeline] = parsed?.pipelines ?? [];
    if (!parsed || !pipeline) throw new Error("no pipeline was found");
    const report = { definition: parsed, pipeline, evidence };
    found = measured(judging, () => diagnosticsOf(report, uri, text.split(/\r\n|\r|\n/), words).length);
    definition = parsed;
  }

  const hovering: Taken[] = [];
  const [pipeline] = definition?.pipelines ?? [];
  for (const node of pipeline?.nodes ?? []) {
    const history = evidence.histories.get(node.id);
    if (!pipeline || !history) continue;
    measured(hovering, () =>
      hoverText({ uri, pipeline, node, evidence: { ...evidence, history }, ...words, links: true }),
    );
  }
  const together = parsing.map((taken, at) => sum(taken, judging[at] ?? taken));
  return [
    `The editor, with ${nodes} nodes and ${evidence.trace.counts.executions.toLocaleString("en-US")} executions (${found} diagnostics)`,
    "",
    ...table(
      [leftColumn(""), ...["Median", "Slowest", "Processor"].map(rightColumn)],
      [
        ["Keystroke: definition read again", ...figures(parsing.slice(1))],
        ["Keystroke: diagnostics", ...figures(judging.slice(1))],
        ["Keystroke: together", ...figures(together.slice(1))],
        ["Hover", ...figures(hovering)],
        ["First diagnostics of the trace", ...figures(judging.slice(0, 1))],
      ],
    ),
    "",
    "Processor is the median of the whole process's processor time: other work on the machine does not change it.",
  ];
}

/** Milliseconds by the clock and of the processor. */
interface Taken {
  readonly clock: number;
  readonly processor: number;
}

function measured<T>(list: Taken[], what: () => T): T {
  const processor = process.cpuUsage();
  const clock = performance.now();
  const made = what();
  const { user, system } = process.cpuUsage(processor);
  list.push({ clock: performance.now() - clock, processor: (user + system) / 1000 });
  return made;
}

const sum = (a: Taken, b: Taken): Taken => ({ clock: a.clock + b.clock, processor: a.processor + b.processor });

async function evidenceOf(store: string): Promise<Evidence> {
  const control = { token: neverCancelled, onProgress: () => {} };
  const read = await readTrace(store, { operatorKinds: {}, costProperty: "" }, control);
  if (!read.ok) throw new Error(read.error.message);
  const graphlets = cutGraphlets(read.value, neverCancelled);
  return { trace: read.value, graphlets, histories: nodeHistories(read.value, graphlets, 0) };
}

/** Median and slowest by the clock, median of the processor. */
function figures(taken: readonly Taken[]): string[] {
  const clocks = taken.map(({ clock }) => clock);
  const processors = taken.map(({ processor }) => processor);
  return [middle(clocks), Math.max(...clocks), middle(processors)].map(
    (time) => `${time.toFixed(time < 1 ? 2 : 1)} ms`,
  );
}

function middle(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
