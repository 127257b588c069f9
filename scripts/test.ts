// `npm test`: every check, step by step; stops at the first that fails. `npm test -- unit lint` runs the named steps alone.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Counts, closingLine, sum } from "./test/counts.ts";
import { startRun } from "./test/processes.ts";
import { type Step, steps } from "./test/steps.ts";

const corpus = "../shared/corpus";

/** The steps that the arguments ask for, in their order; all but the corpus where none is named. */
function chosen(names: readonly string[]): readonly Step[] {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(", ")}. Steps: ${steps.map((step) => step.name).join(", ")}.`);
    process.exit(2);
  }
  if (names.length > 0) return steps.filter((step) => names.includes(step.name));
  return steps.filter((step) => step.name !== "corpus");
}

const wanted = process.argv.slice(2);
const withCorpus = wanted.includes("--corpus");
const list = [...chosen(wanted.filter((name) => name !== "--corpus"))];
if (withCorpus && existsSync(corpus)) list.push(...steps.filter((step) => step.name === "corpus"));

const temp = await mkdtemp(path.join(tmpdir(), "graphlet-test-"));
const run = startRun(temp);
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = true;
    void run.stop();
  });
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const begun = performance.now();
const done: { readonly step: Step; readonly counts: Counts; readonly time: string }[] = [];
try {
  for (const step of list) {
    const started = performance.now();
    console.log(`\n── ${step.name}: ${step.title}`);
    const counts = await step.run(run);
    await run.reap();
    done.push({ step, counts, time: seconds(started) });
    if (counts.failed > 0 || interrupted) break;
  }
} finally {
  await run.reap();
  await rm(temp, { recursive: true, force: true, maxRetries: 5 });
}

console.log("");
for (const { step, counts, time } of done) {
  console.log(`${counts.failed > 0 ? "✗" : "✓"} ${step.name.padEnd(9)} ${time.padStart(8)}  ${counts.words}`);
}
const missing = list.length - done.length;
if (missing > 0) console.log(`${missing} later steps were not run`);
console.log(`  ${"in all".padEnd(9)} ${seconds(begun).padStart(8)}`);
const total = sum(done.map(({ counts }) => counts));
if (interrupted) {
  console.log("Interrupted.");
  process.exit(130);
}
console.log(closingLine(total));
process.exit(total.failed > 0 ? 1 : 0);
