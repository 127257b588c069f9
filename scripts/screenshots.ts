// `npm run screenshots`: takes pictures of the packaged extension on the example, in light, dark and high contrast, into shots/, and
// those of the documents into docs/images/. Names of scenes as arguments take those alone. Needs pngquant, which Debian has as a package.
import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { openSession } from "../test/vscode/ui/kit/session.ts";
import { editor } from "../test/vscode/ui/kit/workbench.ts";
import { type Stage, scenes } from "./screenshots/scenes.ts";
import { root } from "./vscode/paths.ts";

const themes = {
  dark: "Dark Modern",
  light: "Light Modern",
  "high-contrast": "Default High Contrast",
  "high-contrast-light": "Default High Contrast Light",
};

/** Pictures that documents show, by the name that they have there. */
const documented = {
  overview: "dark-overview",
  hover: "light-hover",
  graphlet: "dark-graphlet",
  history: "dark-history",
  comparison: "light-comparison",
  "high-contrast": "high-contrast-graphlet",
  search: "light-search",
  "what-if": "dark-what-if",
  explanation: "light-explanation",
  "quick-fix": "dark-quick-fix",
  problems: "light-problems",
  tree: "light-tree",
  store: "dark-store",
};

/** A palette in place of all colours makes a picture a third as large; nobody sees a difference. */
const quantize = promisify(execFile);

const wanted = process.argv.slice(2);
const shots = path.join(root, "shots");
await mkdir(shots, { recursive: true });

for (const [name, theme] of Object.entries(themes)) {
  const session = await openSession({
    folder: "examples",
    file: "taxi/pipeline.py",
    size: { width: 1440, height: 900 },
    settings: { "workbench.colorTheme": theme, "editor.minimap.enabled": false, "breadcrumbs.enabled": false },
  });
  try {
    await editor(session.page).waitFor();
    const source = (await readFile(path.join(session.folder, "taxi/pipeline.py"), "utf8")).split("\n");
    const stage: Stage = { page: session.page, lineOf: (text) => source.findIndex((line) => line.includes(text)) + 1 };
    for (const [scene, play] of Object.entries(scenes)) {
      if (wanted.length > 0 && !wanted.includes(scene)) continue;
      await play(stage);
      await session.page.waitForTimeout(800);
      await session.page.screenshot({ path: path.join(shots, `${name}-${scene}.png`) });
      console.log(`shots/${name}-${scene}.png`);
    }
  } finally {
    await session.close();
  }
}

if (wanted.length === 0) {
  const images = path.join(root, "docs/images");
  await mkdir(images, { recursive: true });
  for (const [name, from] of Object.entries(documented)) {
    const output = path.join(images, `${name}.png`);
    await quantize("pngquant", [
      "--quality",
      "80-98",
      "--strip",
      "--force",
      "--output",
      output,
      path.join(shots, `${from}.png`),
    ]);
  }
}
