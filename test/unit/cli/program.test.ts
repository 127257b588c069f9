import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { fleetPipelines } from "../../generate/fleet/fleet.ts";
import { fleetRecords } from "../../generate/fleet/fleetRecords.ts";
import { writeRecords } from "../../generate/writeRecords.ts";
import { bundleProgram, nodesOfMachine, type Program, type Ran, runProgram } from "./program.ts";
import { writeStore } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-files-"));
const place = (name: string): string => join(folder, name);
const manyModels = 3000;

let program: Program;
beforeAll(async () => {
  program = await bundleProgram();
  mkdirSync(place("folder.sqlite"));
  writeFileSync(place("empty.sqlite"), "");
  writeFileSync(place("notes.txt"), "Nothing to see here.\n");
  const other = new DatabaseSync(place("other.db"));
  other.exec("CREATE TABLE books (title TEXT); INSERT INTO books VALUES ('one')");
  other.close();
  writeStore(place("taxi.sqlite"), 2);
  const fleet = fleetPipelines({ pipelines: 1, models: 60, seed: 4 });
  writeRecords(
    place("fleet.sqlite"),
    10,
    true,
    fleet.flatMap((pipeline) => [...fleetRecords(pipeline)]),
  );
  writeFileSync(place("cut.sqlite"), readFileSync(place("taxi.sqlite")).subarray(0, 30_000));
  writeStore(place("many.sqlite"), manyModels);
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true });
});

/** Exit 2, one line on standard error that names the file, nothing on standard output. */
function checkRefused(ran: Ran, named: string): void {
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: "" });
  expect(ran.stderr).toMatch(/^[^\n]+\n$/);
  expect(ran.stderr).toContain(named);
}

describe.each([...nodesOfMachine()])("on Node %s", (_, node) => {
  const graphlet = (...args: readonly string[]): Promise<Ran> => runProgram(program, args, node);

  test("help and version are told", async () => {
    expect(await graphlet("--version")).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
    expect((await graphlet("--help")).stdout).toContain("graphlet inspect TRACE");
  });

  test("a command that is unknown is refused", async () => {
    checkRefused(await graphlet("chekc"), "there is no command chekc");
  });

  test.each(["missing.sqlite", "folder.sqlite", "empty.sqlite", "notes.txt", "other.db", "cut.sqlite"])(
    "%s is refused",
    async (name) => {
      checkRefused(await graphlet("inspect", place(name)), name);
      checkRefused(await graphlet("graphlets", place(name), "--format", "json"), name);
    },
  );

  test("a name with a line break stays in one line", async () => {
    checkRefused(await graphlet("inspect", place("two\nlines.sqlite")), "lines.sqlite");
  });

  test("a trace is summed up", async () => {
    const { code, stdout, stderr } = await graphlet("inspect", place("taxi.sqlite"), "--format", "json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      source: { kind: "mlmd", schemaVersion: 10 },
      counts: { executions: 4, artifacts: 4, events: 7, contexts: 4, skippedEvents: 0 },
      costSeconds: 6,
      byStatus: { useful: 4.5, pending: 0, wasted: 1.5, unattributed: 0 },
      pipelines: [
        {
          name: "taxi",
          runs: 0,
          graphlets: 2,
          pushed: 1,
          wasted: 1,
          costSeconds: 6,
          wastedSeconds: 1.5,
          firstStartedAt: "2026-03-01T00:00:00.000Z",
          lastStartedAt: "2026-03-01T00:03:00.000Z",
        },
      ],
    });
  });

  test("graphlets are a table unless JSON is asked for", async () => {
    const { code, stdout, stderr } = await graphlet("graphlets", place("taxi.sqlite"));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/).slice(0, 6).join("|"))).toEqual([
      "Execution|Pipeline|Node|Model|Trained|Status",
      "|2|taxi|Trainer|model 2|2026-03-01 00:01 UTC",
      "|3|taxi|Trainer|model 3|2026-03-01 00:02 UTC",
      "",
    ]);
  });

  test("a model is explained: why it was deployed or not, and what changed", async () => {
    const { code, stdout, stderr } = await graphlet("explain", place("taxi.sqlite"), "--trainer", "2");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^model 2 explained\n/);
    expect(stdout).toContain("  why             Not deployed: nothing that deploys ran after Trainer.\n");
  });

  test("the newest model is explained where none is named", async () => {
    const { code, stdout } = await graphlet("explain", place("taxi.sqlite"), "--format", "json");
    const { trainer, status, route, sinceBefore } = JSON.parse(stdout);
    expect({ code, trainer, status, route }).toEqual({ code: 0, trainer: 3, status: "pushed", route: null });
    expect(sinceBefore).toMatchObject({ before: 2, after: 3, otherOutcome: true, status: { before: "wasted" } });
  });

  test.each(["99", "1", "-1", "two"])("execution %s, which trained no model, is not explained", async (id) => {
    checkRefused(
      await graphlet("explain", place("taxi.sqlite"), `--trainer=${id}`),
      `execution ${id} trained no model`,
    );
  });

  test("the next model is forecast where the past tells enough", async () => {
    const { code, stdout } = await graphlet("predict", place("fleet.sqlite"), "--format", "json");
    const forecasts = JSON.parse(stdout) as {
      node: string;
      models: number;
      points: { point: string; judged: number }[];
    }[];
    expect(code).toBe(0);
    expect(forecasts.map(({ node, models, points }) => [node, models, points.length])).toEqual([["Trainer", 60, 5]]);
  });

  test("nothing is forecast where the past tells too little", async () => {
    const { stdout } = await graphlet("predict", place("taxi.sqlite"), place("taxi.sqlite"));
    expect(stdout.match(/No forecast: too few models whose fate is known \(\d+; \d+ are needed\)\./g)).toHaveLength(2);
  });

  test("a definition is printed", async () => {
    const { code, stdout, stderr } = await graphlet("definition", "examples/taxi/pipeline.py", "--format", "json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout).pipelines[0].name).toBe("taxi_tips");
  });

  test("the user's kinds are used", async () => {
    const kinds = ["--operator-kind", "Trainer=other", "--operator-kind=*Gen=train"];
    const { stdout } = await graphlet("graphlets", place("taxi.sqlite"), "--format=json", ...kinds);
    expect(JSON.parse(stdout).map((one: { trainer: number }) => one.trainer)).toEqual([1]);
  });

  test("a long output is whole when the program ends", async () => {
    const { code, stdout } = await graphlet("graphlets", place("many.sqlite"), "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(manyModels);
  });

  test("a reader that stops reading ends it quietly", async () => {
    const ran = await runProgram(program, ["graphlets", place("many.sqlite"), "--format", "json"], node, 1000);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: "" });
  });
});
