import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import type { Measured } from "./readAndCut.ts";
import { bundleChild, medianOf } from "./traces.ts";

export interface OtherTracesBench {
  /** Runs of each folder of MLflow; files have {@link stepsOfRun} times as many steps. */
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly node: string;
  readonly folder: string;
}

const start = "2026-03-01T06:00:00Z";
const end = "2026-03-01T06:10:00Z";
const note = "n".repeat(200);
/** A run of MLflow takes several files. */
const stepsOfRun = 6;
const folders = "MLflow, files";

/** Writes a trace of so many steps, each of which reads what the one before made; returns its path and how many bytes it has. */
type Write = (folder: string, steps: number) => { readonly path: string; readonly bytes: number };

const kinds: Readonly<Record<string, Write>> = {
  [folders]: (folder, runs) => {
    const path = join(folder, "store");
    const experiment = join(path, "mlruns", "0");
    mkdirSync(experiment, { recursive: true });
    const writeAll = (files: Readonly<Record<string, string>>): number =>
      Object.entries(files).reduce((sum, [name, text]) => {
        writeFileSync(join(experiment, name), text);
        return sum + text.length;
      }, 0);
    let bytes = writeAll({ "meta.yaml": "experiment_id: '0'\nlifecycle_stage: active\nname: taxi\n" });
    for (let run = 0; run < runs; run++) {
      const id = run.toString(16).padStart(32, "0");
      for (const inside of ["tags", "params", "metrics"]) mkdirSync(join(experiment, id, inside), { recursive: true });
      bytes += writeAll({
        [`${id}/meta.yaml`]: `run_id: ${id}\nexperiment_id: '0'\nstart_time: ${run * 1000}\nend_time: ${run * 1000 + 500}\nstatus: 3\n`,
        [`${id}/tags/mlflow.source.name`]: "train.py",
        [`${id}/tags/mlflow.log-model.history`]: `[{"artifact_path":"model","run_id":"${id}"}]`,
        [`${id}/params/rate`]: "0.1",
      });
    }
    return { path, bytes };
  },
  Argo: (folder, steps) => {
    const nodes = numbered(steps, (step) => ({
      id: `wf-${step}`,
      name: `wf.step-${step % 500}`,
      displayName: `step-${step % 500}(${step})`,
      type: "Pod",
      templateName: `train-${step % 50}`,
      phase: "Succeeded",
      startedAt: start,
      finishedAt: end,
      message: note,
      children: step + 1 < steps ? [`wf-${step + 1}`] : [],
      inputs: {
        artifacts: [{ name: "data", s3: { key: `data/${step - 1}` } }],
        parameters: [{ name: "p", value: note }],
      },
      outputs: { artifacts: [{ name: "out", s3: { key: `data/${step}` } }] },
    }));
    const named = Object.fromEntries(nodes.map((node) => [node.id, node]));
    const metadata = { name: "wf", uid: "u" };
    return written(join(folder, "workflow.json"), {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Workflow",
      metadata,
      spec: { entrypoint: "main", templates: [] },
      status: { phase: "Succeeded", nodes: named },
    });
  },
  "W3C PROV": (folder, steps) => {
    const named = (name: (step: number) => string, value: (step: number) => unknown) =>
      Object.fromEntries(numbered(steps, (step) => [name(step), value(step)]));
    return written(join(folder, "run.provn.json"), {
      prefix: { ex: "http://example.org/" },
      activity: named(
        (step) => `ex:a${step}`,
        (step) => ({
          "prov:startTime": start,
          "prov:endTime": end,
          "prov:label": `step ${step % 50}`,
          "ex:note": note,
        }),
      ),
      entity: named(
        (step) => `ex:e${step}`,
        () => ({ "prov:label": "data", "ex:note": note }),
      ),
      wasGeneratedBy: named(
        (step) => `_:g${step}`,
        (step) => ({ "prov:activity": `ex:a${step}`, "prov:entity": `ex:e${step}` }),
      ),
      used: named(
        (step) => `_:u${step}`,
        (step) => ({ "prov:activity": `ex:a${step}`, "prov:entity": `ex:e${Math.max(0, step - 1)}` }),
      ),
    });
  },
  "RO-Crate": (folder, steps) => {
    const parts = numbered(steps, (step) => [
      {
        "@id": `#a${step}`,
        "@type": "CreateAction",
        name: `step ${step % 50}`,
        startTime: start,
        endTime: end,
        description: note,
        object: [{ "@id": `f${step - 1}` }],
        result: [{ "@id": `f${step}` }],
      },
      { "@id": `f${step}`, "@type": "File", name: `file ${step}`, description: note },
    ]);
    return written(join(folder, "ro-crate-metadata.json"), {
      "@context": "https://w3id.org/ro/crate/1.1/context",
      "@graph": [
        { "@id": "ro-crate-metadata.json", "@type": "CreativeWork", about: { "@id": "./" } },
        { "@id": "./", "@type": "Dataset", hasPart: numbered(steps, (step) => ({ "@id": `f${step}` })) },
        ...parts.flat(),
      ],
    });
  },
};

/** Reads and cuts traces of other kinds, each in a process of its own: time, memory, and how they grow. */
export async function benchOtherTraces({ sizes, runs, node, folder }: OtherTracesBench): Promise<readonly string[]> {
  const program = await bundleChild(folder);
  const rows = Object.entries(kinds).flatMap(([kind, write]) =>
    sizes.map((size) => {
      const { path, bytes } = write(folder, kind === folders ? size : size * stepsOfRun);
      const taken = Array.from(
        { length: runs },
        (): Measured => JSON.parse(execFileSync(node, [program, path]).toString()),
      );
      rmSync(path, { recursive: true });
      const { executions, read, cut, processor, peakMemory } = medianOf(taken);
      return [
        kind,
        `${(bytes / 1e6).toFixed(1)} MB`,
        executions.toLocaleString("en-US"),
        `${(read + cut).toFixed(0)} ms`,
        `${processor.toFixed(0)} ms`,
        `${((processor * 1e3) / executions).toFixed(0)} µs`,
        `${(peakMemory / 1e6).toFixed(0)} MB`,
      ];
    }),
  );
  const titles = ["Size", "Executions", "Read and cut", "Processor", "An execution", "Peak memory"];
  return [
    `Reading and cutting traces of other kinds (median of ${runs})`,
    "",
    ...table([leftColumn("Kind"), ...titles.map(rightColumn)], rows),
    "",
    "An execution: processor time for each; where it stays the same, time grows with the trace and no faster.",
  ];
}

const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

function written(path: string, value: unknown): { readonly path: string; readonly bytes: number } {
  writeFileSync(path, JSON.stringify(value));
  return { path, bytes: statSync(path).size };
}
