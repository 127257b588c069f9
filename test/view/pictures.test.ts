import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import type { Panel } from "./support/panel.ts";
import { states } from "./support/states.ts";
import { type Theme, themes } from "./support/themes.ts";
import { useStates } from "./support/useStates.ts";

const approvedFolder = path.join(import.meta.dirname, "approved");
/** Where what differs is left to be looked at. */
const failedFolder = path.join(import.meta.dirname, "../../shots/view");
const narrow = { width: 480, height: 600 };
/** For what has no room in a narrow panel. */
const large = { width: 640, height: 800 };
/** Share of pixels that may differ: edges of letters and lines are drawn a little otherwise by each version of the browser. */
const tolerated = 0.005;

/** `npm run approve:view`: the pictures as they are now become the approved ones. */
const approving = process.env["APPROVE"] === "1";

interface Difference {
  /** Of the pixels, between 0 and 1. */
  readonly share: number;
  readonly picture: Buffer;
}

async function compare(file: string, taken: Buffer): Promise<Difference> {
  const approved = PNG.sync.read(await readFile(path.join(approvedFolder, file)));
  const now = PNG.sync.read(taken);
  if (now.width !== approved.width || now.height !== approved.height) return { share: 1, picture: taken };
  const { width, height } = now;
  const difference = new PNG({ width, height });
  const count = pixelmatch(approved.data, now.data, difference.data, width, height, { threshold: 0.2 });
  return { share: count / (width * height), picture: PNG.sync.write(difference) };
}

/** The picture of a panel once it stays as it is. */
async function pictureOf({ page }: Panel): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready);
  const take = () => page.screenshot({ animations: "disabled", caret: "hide" });
  for (let before = await take(), tries = 0; ; tries++) {
    const now = await take();
    if (now.equals(before) || tries === 20) return now;
    before = now;
  }
}

async function leave(file: string, taken: Buffer, difference: Buffer): Promise<void> {
  await mkdir(failedFolder, { recursive: true });
  await writeFile(path.join(failedFolder, file), taken);
  await writeFile(path.join(failedFolder, `difference ${file}`), difference);
}

describe("looks as approved", () => {
  const show = useStates((state) => (state.includes("with its list") ? large : narrow));
  for (const state of Object.keys(states)) {
    for (const theme of Object.keys(themes) as Theme[]) {
      it(`in ${theme}: ${state}`, async () => {
        const taken = await pictureOf(await show(state, theme));
        const file = `${state.replaceAll(" ", "-").replaceAll(",", "")}.${theme}.png`;
        if (approving) {
          await mkdir(approvedFolder, { recursive: true });
          await writeFile(path.join(approvedFolder, file), taken);
        }
        expect(existsSync(path.join(approvedFolder, file)), `${file} is approved`).toBe(true);
        const { share, picture } = await compare(file, taken);
        if (share > tolerated) await leave(file, taken, picture);
        expect(share).toBeLessThanOrEqual(tolerated);
      });
    }
  }
});
