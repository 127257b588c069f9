import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTraceWith } from "../../../server/src/workspace/traceInThread.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { Random } from "../../generate/random.ts";
import { control, plainOptions, testFolder } from "./folder.ts";

const file = testFolder();
const random = new Random(2026);

function whole(): Buffer {
  generateStore(file("whole.sqlite"), { executions: 60 });
  return readFileSync(file("whole.sqlite"));
}

/** Reads damaged bytes with both engines: a trace or a failure of one line, never anything else. */
async function survives(bytes: Uint8Array): Promise<void> {
  for (const engine of ["node:sqlite", "sql.js"] as const) {
    writeFileSync(file("damaged.sqlite"), bytes);
    utimesSync(file("damaged.sqlite"), 0, 0);
    const result = await readTraceWith(engine, file("scratch"), file("damaged.sqlite"), plainOptions, control);
    if (result.ok) expect(result.value.counts.executions).toBeGreaterThanOrEqual(0);
    else expect(result.error.message).toMatch(/^damaged\.sqlite: [^\r\n]+$/);
  }
}

const tries = 40;

test("bytes flipped anywhere", async () => {
  const bytes = whole();
  for (let attempt = 0; attempt < tries; attempt++) {
    const damaged = Buffer.from(bytes);
    for (let flips = 1 + random.below(40); flips > 0; flips--) {
      damaged[random.below(damaged.length)] = random.below(256);
    }
    await survives(damaged);
  }
});

test("bytes flipped where pages begin, in the header and in the schema", async () => {
  const bytes = whole();
  for (let attempt = 0; attempt < tries; attempt++) {
    const damaged = Buffer.from(bytes);
    for (let flips = 1 + random.below(8); flips > 0; flips--) {
      const page = random.chance(0.3) ? 0 : random.below(damaged.length / 4096);
      damaged[page * 4096 + random.below(page === 0 ? 400 : 24)] = random.below(256);
    }
    await survives(damaged);
  }
});

test("cut off anywhere, or with pages in each other's place", async () => {
  const bytes = whole();
  for (let attempt = 0; attempt < tries; attempt++) {
    const damaged = Buffer.from(bytes);
    if (random.chance(0.5)) await survives(damaged.subarray(0, random.below(damaged.length)));
    else {
      const pages = damaged.length / 4096;
      damaged.copy(damaged, random.below(pages) * 4096, random.below(pages) * 4096, (1 + random.below(pages)) * 4096);
      await survives(damaged);
    }
  }
});
