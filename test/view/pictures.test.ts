import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { states } from "./support/states.ts";
import { type Theme, themes } from "./support/themes.ts";
import { useView } from "./support/useView.ts";

const open = useView();
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

async function differing(file: string, taken: Buffer): Promise<number> {
  const approved = PNG.sync.read(await readFile(path.join(approvedFolder, file)));
  const now = PNG.sync.read(taken);
  if (now.width !== approved.width || now.height !== approved.height) return 1;
  const { width, height } = now;
  const difference = new PNG({ width, height });
  const count = pixelmatch(approved.data, now.data, difference.data, width, height, { threshold: 0.2 });
  const share = count / (width * height);
  if (share > tolerated) {
    await mkdir(failedFolder, { recursive: true });
    await writeFile(path.join(failedFolder, file), taken);
    await writeFile(path.join(failedFolder, `difference ${file}`), PNG.sync.write(difference));
  }
  return share;
}

describe("looks as approved", () => {
  for (const theme of Object.keys(themes) as Theme[]) {
    for (const [name, arrange] of Object.entries(states)) {
      it(`in ${theme}: ${name}`, async () => {
        const panel = await open({ theme, ...(name.includes("with its list") ? large : narrow) });
        await arrange(panel);
        await panel.page.evaluate(() => document.fonts.ready);
        await panel.page.waitForTimeout(300);
        const taken = await panel.page.screenshot({ animations: "disabled", caret: "hide" });
        await panel.clear();
        const file = `${name.replaceAll(" ", "-").replaceAll(",", "")}.${theme}.png`;
        if (approving) {
          await mkdir(approvedFolder, { recursive: true });
          await writeFile(path.join(approvedFolder, file), taken);
        }
        expect(existsSync(path.join(approvedFolder, file)), `${file} is approved`).toBe(true);
        expect(await differing(file, taken)).toBeLessThanOrEqual(tolerated);
      });
    }
  }
});
