import { globSync, mkdirSync } from "node:fs";
import path from "node:path";
import { type Counts, checkCounts, firstAttempts, suiteCounts, tapCounts, vitestCounts } from "./counts.ts";
import type { Run } from "./processes.ts";

export interface Step {
  readonly name: string;
  readonly title: string;
  run(run: Run): Promise<Counts>;
}

/** Set where a test of processes, of a browser or of VS Code that fails is run a second time; the summary names those that passed then. */
const secondAttempts = process.env["GRAPHLET_TEST_RETRY"] === "1";
const again: readonly string[] = secondAttempts ? ["--retry=1"] : [];

/** A check of one or several programs, all of which must end with 0. */
function check(name: string, title: string, ...commands: readonly (readonly [string, ...string[]])[]): Step {
  return {
    name,
    title,
    async run(run) {
      for (const [command, ...args] of commands) {
        const code = await run.exec(command, args);
        if (code !== 0) return checkCounts(code);
      }
      return checkCounts(0);
    },
  };
}

function vitest(name: string, title: string, ...args: readonly string[]): Step {
  return {
    name,
    title,
    async run(run) {
      const report = path.join(run.temp, `${name}.json`);
      const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
      const code = await run.exec("vitest", ["run", ...args, ...reporters]);
      for (const attempt of firstAttempts(report)) console.error(attempt);
      return vitestCounts(report, code);
    },
  };
}

/** Installs programs that the tests are run in; see tools/install.sh. */
const install = (run: Run, ...parts: readonly string[]) => run.exec("bash", ["tools/install.sh", ...parts]);

const view: Step = {
  ...vitest("view", "the web view in Chromium", "test/view"),
  async run(run) {
    const code = await install(run, "chromium");
    return code === 0 ? vitest("view", "", "test/view", ...again).run(run) : checkCounts(code);
  },
};

const databases: Step = {
  name: "databases",
  title: "real servers of MariaDB and PostgreSQL",
  async run(run) {
    const code = await install(run, "databases");
    // Servers start, and are filled, before the first question is asked.
    const limits = ["--testTimeout=180000", "--hookTimeout=180000"];
    return code === 0 ? vitest("databases", "", "test/databases", ...limits, ...again).run(run) : checkCounts(code);
  },
};

const vscode: Step = {
  name: "vscode",
  title: "the packaged extension inside VS Code",
  async run(run) {
    const installed = await install(run, "vscode", "chromium");
    if (installed !== 0) return checkCounts(installed);
    const results = path.join(run.temp, "suites");
    mkdirSync(results);
    const code = await run.exec("node", ["test/vscode/harness/runSuites.ts"], { GRAPHLET_TEST_RESULTS: results });
    return suiteCounts(results, code);
  },
};

const ui: Step = {
  name: "ui",
  title: "the packaged extension as a person sees it",
  async run(run) {
    const installed = await install(run, "vscode", "chromium", "databases");
    if (installed !== 0) return checkCounts(installed);
    const report = path.join(run.temp, "ui.tap");
    const code = await run.exec("node", [
      ...["--test", "--test-concurrency=1"],
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...["--test-reporter=tap", `--test-reporter-destination=${report}`],
      ...globSync("test/vscode/ui/*.spec.ts").sort(),
    ]);
    return tapCounts(report, code);
  },
};

/** In the order in which they run: what is quick and likely to fail first, what needs the package after it. */
export const steps: readonly Step[] = [
  check("lint", "format, lint and import rules", [
    "biome",
    "ci",
    "--error-on-warnings",
    ...(process.stdout.isTTY ? [] : ["--colors=off"]),
  ]),
  check("types", "types", ["tsc", "-p", "."], ["tsc", "-p", "server"], ["tsc", "-p", "webview"]),
  check("unused", "unused files, exports and dependencies", ["knip"]),
  check("grammars", "what the grammars say of texts", ["vscode-tmgrammar-test", "test/grammars/*"]),
  vitest("unit", "units", "test/unit"),
  check("build", "production build and package", ["npm", "run", "--silent", "package"]),
  vitest("package", "what the package holds", "test/package"),
  vitest("server", "the language server and the command line as processes", "test/server", ...again),
  databases,
  view,
  vscode,
  ui,
  vitest("corpus", "real files", "--config", "vitest.corpus.config.ts"),
];
