// Traces of other kinds than ML Metadata, each held to a count of its own that shares nothing with the reader.
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { executionStates } from "../../server/src/model/kinds.ts";
import { idAt, type Trace } from "../../server/src/model/trace.ts";
import { looksLikeTrace, readTrace } from "../../server/src/workspace/openTrace.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const files = (pattern: string): readonly string[] => globSync(pattern, { cwd: corpus }).sort();
const read = async (path: string): Promise<Trace> => {
  const result = await readTrace(
    path,
    { operatorKinds: {}, costProperty: "" },
    { token: neverCancelled, onProgress() {} },
  );
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe("OpenLineage", () => {
  const hasRuns = (name: string): boolean => documentsIn(name).some(isRunEvent);
  test.each(files("openlineage/**/*.{json,jsonl,ndjson}").filter(hasRuns))("%s has its runs", async (name) => {
    const path = join(corpus, name);
    expect(await looksLikeTrace(path)).toBe(true);
    expect((await read(path)).counts.executions).toBe(new Set(documentsIn(name).filter(isRunEvent).map(runOf)).size);
  });

  interface Event {
    readonly run?: { readonly runId?: unknown };
    readonly job?: { readonly namespace?: string; readonly name?: string };
    readonly eventType?: string;
  }
  function documentsIn(name: string): readonly Event[] {
    const text = readFileSync(join(corpus, name), "utf8");
    try {
      return [JSON.parse(text)].flat() as Event[];
    } catch {
      return text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line) as Event);
    }
  }
  const runOf = ({ run, job }: Event): string => String(run?.runId ?? `${job?.namespace}/${job?.name}`);
  function isRunEvent(event: Event): boolean {
    if (typeof event?.run?.runId === "string") return event.job !== undefined;
    return typeof event?.eventType === "string" && typeof event.job?.name === "string";
  }
});

describe("MLflow", () => {
  test("the file store has its 37 runs with their states", async () => {
    const folder = join(corpus, "mlflow/1ayham1+genre_classification");
    const { executions } = await read(folder);
    const states = new Map<string, number>();
    for (const code of executions.state) {
      const state = executionStates[code] ?? "";
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    expect(executions.count).toBe(files("mlflow/1ayham1+genre_classification/mlruns/0/*/meta.yaml").length);
    expect(Object.fromEntries(states)).toEqual({ complete: 31, failed: 6 });
  });
  test.each(files("mlflow/**/*.db"))("%s has its runs", async (name) => {
    const { DatabaseSync } = await import("node:sqlite");
    const db = new DatabaseSync(`file:${join(corpus, name)}?immutable=1`, { readOnly: true });
    const row = db.prepare("SELECT count(*) AS runs, sum(status = 'FAILED') AS failed FROM runs").get();
    db.close();
    const { executions } = await read(join(corpus, name));
    expect(executions.count).toBe(row?.["runs"]);
    expect([...executions.state].filter((state) => executionStates[state] === "failed").length).toBe(
      row?.["failed"] ?? 0,
    );
  });
});

describe("provenance", () => {
  test.each(files("prov/**/ro-crate-metadata.json"))("%s has its actions", async (name) => {
    const { "@graph": graph } = JSON.parse(readFileSync(join(corpus, name), "utf8")) as {
      "@graph": { "@type": string | string[] }[];
    };
    const actions = graph.filter((entity) => [entity["@type"]].flat().includes("CreateAction")).length;
    const result = await readTrace(
      join(corpus, name),
      { operatorKinds: {}, costProperty: "" },
      { token: neverCancelled, onProgress() {} },
    );
    expect(result.ok ? result.value.counts.executions : 0).toBe(actions);
  });
  test.each(files("prov/**/*.cwlprov.json"))("%s has its activities", async (name) => {
    const { activity } = JSON.parse(readFileSync(join(corpus, name), "utf8")) as { activity: object };
    expect((await read(join(corpus, name))).counts.executions).toBe(Object.keys(activity).length);
  });
});

describe("Argo", () => {
  test.each(files("kfp/**/runtime/*.json"))("%s has its pods", async (name) => {
    const { status } = JSON.parse(readFileSync(join(corpus, name), "utf8")) as {
      status: { nodes?: Record<string, { type: string }> };
    };
    const pods = Object.values(status.nodes ?? {}).filter(({ type }) => ["Pod", "Skipped"].includes(type)).length;
    expect((await read(join(corpus, name))).counts.executions).toBe(pods);
  });
});

describe("the history of a dvc.lock", () => {
  interface Line {
    readonly commit: string;
    readonly parents: readonly string[];
    readonly date: string;
    readonly refs: readonly string[];
    readonly files: Readonly<Record<string, string | null>>;
  }
  const lines = readFileSync(join(corpus, "dvc-history/example-get-started.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
  const folder = mkdtempSync(join(tmpdir(), "graphlet-history-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let trace: Trace;
  beforeAll(async () => {
    execFileSync("git", ["init", "-q", "--bare", folder]);
    execFileSync("git", ["-C", folder, "fast-import", "--quiet", "--force"], {
      input: imported(),
      stdio: ["pipe", "ignore", "ignore"],
    });
    trace = await read(folder);
  });

  test("has a run for every commit that changed it", () => {
    expect(trace.runs.pipeline.length).toBe(lines.filter(({ files: changed }) => "dvc.lock" in changed).length);
    expect(trace.runs.pipeline.length).toBe(242);
  });
  test("has the promotion to production as the one deployment", () => {
    const deployments = Array.from({ length: trace.executions.count }, (_, row) =>
      String(idAt(trace.executions.id, row)),
    ).filter((id) => id.startsWith("tags/"));
    expect(deployments).toEqual(["tags/text-classification#prod#1"]);
    const pushed = cutGraphlets(trace, neverCancelled).list.filter(({ status }) => status === "pushed");
    expect(pushed.map(({ trainer }) => idAt(trace.executions.id, trainer)).length).toBe(1);
  });

  /** The repository as `git fast-import` reads it. */
  function imported(): string {
    const marks = new Map(lines.map(({ commit }, index) => [commit, index + 1]));
    const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const commits = lines.map(({ commit, parents, date, files: changed }, index) => {
      const [first, ...rest] = parents.flatMap((parent) => marks.get(parent) ?? []);
      return [
        `commit refs/import/c${index}\nmark :${index + 1}\ncommitter a <a@b> ${Math.floor(Date.parse(date) / 1000)} +0000\n${data(commit)}`,
        first === undefined ? "" : `from :${first}\n`,
        ...rest.map((parent) => `merge :${parent}\n`),
        ...Object.entries(changed).map(([name, text]) =>
          text === null ? `D ${name}\n` : `M 100644 inline ${name}\n${data(text)}`,
        ),
      ].join("");
    });
    const refs = lines.flatMap(({ refs: names, commit }) =>
      names.map((name) => `reset ${name}\nfrom :${marks.get(commit)}\n\n`),
    );
    return [...commits, ...refs].join("");
  }
});
