/**
 * Prints how fast the parts are and how they grow: `node bench/run.ts [--runs 5] [--part view] [--node PATH] [--events 50,1000] [--elk 1000] [--fleet 300,45000] [--database 10,40] [executions …]`. `--part`
 * measures one part alone, `view` with the layouts; `--elk` says up to how many nodes ELK lays graphs out beside the quick layout (10,000 take it a minute); `--node` measures in another Node, such as one without SQLite of its own; `--events` are megabytes of files of
 * events; `--database 10,200` takes shared databases of so many pipelines, of 5,000 executions each (MariaDB and PostgreSQL as the tests start them); `--fleet 3000,450000` takes a fleet of so many pipelines and models.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchDatabase } from "./database.ts";
import { benchDefinitions } from "./definitions.ts";
import { benchEditor } from "./editor.ts";
import { benchEvents } from "./events.ts";
import { benchFirstAnswer } from "./firstAnswer.ts";
import { benchFleet } from "./fleet.ts";
import { benchHistory } from "./historyView.ts";
import { benchLayout } from "./layout.ts";
import { benchLive } from "./live.ts";
import { benchOtherTraces } from "./otherTraces.ts";
import { benchTraces } from "./traces.ts";
import { benchUnrelated } from "./unrelated.ts";
import { benchView } from "./view.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    part: { type: "string", default: "" },
    events: { type: "string", default: "50,200" },
    fleet: { type: "string", default: "300,45000" },
    database: { type: "string", default: "10,40" },
    elk: { type: "string", default: "1000" },
    node: { type: "string", default: process.execPath },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000, 1_000_000];
const runs = Number(values.runs);
const [pipelines = 0, models = 0] = values.fleet.split(",").map(Number);
const folder = mkdtempSync(join(tmpdir(), "graphlet-bench-"));
const parts: Readonly<Record<string, () => readonly string[] | Promise<readonly string[]>>> = {
  traces: () => benchTraces({ sizes, runs, node: values.node, folder }),
  events: () => benchEvents({ sizes: values.events.split(",").map(Number), runs, node: values.node, folder }),
  others: () => benchOtherTraces({ sizes: [4_000, 16_000], runs: Math.min(runs, 3), node: values.node, folder }),
  editor: () => benchEditor({ nodes: 200, executions: 100_000, runs: 50, folder }),
  definitions: () => [...benchDefinitions({ tasks: 550, runs: 15 }), "", ...benchUnrelated()],
  layout: () => benchLayout({ sizes: [200, 1_000, 10_000], elkUpTo: Number(values.elk), runs }),
  first: () => benchFirstAnswer({ sizes: sizes.filter((size) => size >= 100_000) }),
  live: () => benchLive({ sizes: [10_000, 100_000], perSecond: 1_000, seconds: 30, perTransaction: 10 }),
  view: () => benchView({ sizes: [200, 2_000, 20_000], runs }),
  fleet: () => benchFleet({ pipelines, models, node: values.node, folder }),
  database: () => benchDatabase({ pipelines: values.database.split(",").map(Number), runs: Math.min(runs, 3), folder }),
  history: () => benchHistory({ sizes: [100, 1_000, 10_000], runs }),
};
try {
  const isWanted = (name: string): boolean =>
    values.part === "" || values.part === name || (values.part === "view" && name === "layout");
  for (const [name, bench] of Object.entries(parts)) {
    if (isWanted(name)) console.log(`${(await bench()).join("\n")}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
