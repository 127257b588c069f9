import { basename, resolve } from "node:path";
import { isDefinitionName } from "../../definitions/fileNames.ts";
import { parseDefinition } from "../../definitions/index.ts";
import type { Definition, PipelineDefinition } from "../../model/definition.ts";
import { err, ok, type Result } from "../../model/result.ts";
import { defaultSettings, type Settings } from "../../model/settings.ts";
import type { GraphView } from "../../protocol.ts";
import { graphletView, pipelineView, type ViewInput } from "../../views/index.ts";
import { maxDefinitionBytes, readText } from "../../workspace/files.ts";
import { uriOf } from "../../workspace/paths.ts";
import { reportedStore } from "../../workspace/storePipelines.ts";
import type { CutTrace } from "../../workspace/traceInWorker.ts";
import { diskHost } from "../definitionHost.ts";
import type { GraphOptions } from "../graphOptions.ts";
import { readAndCut } from "../readAndCut.ts";

/** Every node is drawn: what is too large is for `--select`. */
const settingsFor = ({ costProperty, operatorKinds }: GraphOptions): Settings => ({
  ...defaultSettings,
  costProperty,
  operatorKinds,
  graph: { ...defaultSettings.graph, maxNodes: Number.MAX_SAFE_INTEGER },
});

/** The picture of a definition's or a trace's pipeline, or of one of its models. The error is one line. */
export async function viewOf(file: string, options: GraphOptions, now: number): Promise<Result<GraphView, string>> {
  const definition = await definitionIn(file);
  const path = definition ? options.trace : file;
  const cut = path === null ? await ownCut(file, options) : await cutOf(path, options);
  if (cut && !cut.ok) return cut;
  const made = definition ?? (cut ? storeOf(file, cut.value) : null);
  const pipeline = made && pipelineIn(made, options.pipeline, basename(file));
  if (!made || !pipeline) return err(`${basename(file)}: has no pipeline. Give a definition or a trace.`);
  if (!pipeline.ok) return pipeline;
  const input: ViewInput = {
    uri: made.uri,
    definition: made,
    pipeline: pipeline.value,
    trace: cut?.value.trace ?? null,
    graphlets: cut?.value.graphlets ?? null,
    settings: settingsFor(options),
    now,
  };
  if (options.graphlet === null) return ok(pipelineView(input));
  if (!cut) return err(`${basename(file)}: a definition has no models. Name its trace with --trace.`);
  const isNumber = cut.value.trace.executions.id.type !== "string";
  const trainer = isNumber ? Number(options.graphlet) : options.graphlet;
  const view = graphletView({ ...input, trainer });
  return view.type === "graph" ? ok(view) : err(`${basename(path ?? file)}: ${view.message}`);
}

/** What a file defines; null where it defines no pipeline. */
async function definitionIn(file: string): Promise<Definition | null> {
  if (!isDefinitionName(file)) return null;
  const read = await readText(file, maxDefinitionBytes(file));
  const definition = read && parseDefinition(uriOf(resolve(file)), read.text, diskHost);
  return definition && definition.pipelines.length > 0 ? definition : null;
}

async function cutOf(path: string, options: GraphOptions): Promise<Result<CutTrace, string>> {
  const { costProperty, operatorKinds, cache } = options;
  const read = await readAndCut(path, { costProperty, operatorKinds, ...(cache === undefined ? {} : { cache }) });
  return read.ok ? read : err(read.error.message);
}

/** Of a definition that is a record of runs, too (`dvc.lock`, a workflow that ran), those, where one of its models is asked for. */
async function ownCut(file: string, options: GraphOptions): Promise<Result<CutTrace, string> | null> {
  if (options.graphlet === null) return null;
  const cut = await cutOf(file, options);
  return cut.ok ? cut : null;
}

const storeOf = (path: string, cut: CutTrace): Definition =>
  reportedStore(resolve(path), { path, phase: "ready", early: null, cut, failure: null, revision: 0 }).definition;

/** The pipeline of a name; without one the first, of a trace the first that has a name. */
function pipelineIn(
  { pipelines }: Definition,
  name: string | null,
  file: string,
): Result<PipelineDefinition, string> | null {
  if (name === null) {
    const first = pipelines.find((one) => one.name !== null) ?? pipelines[0];
    return first ? ok(first) : null;
  }
  const found = pipelines.find((one) => one.name === name);
  if (found) return ok(found);
  const names = pipelines.flatMap((one) => one.name ?? []).slice(0, 10);
  return err(
    `${file}: has no pipeline ${name}. ${names.length > 0 ? `It has ${names.join(", ")}.` : "Leave --pipeline out."}`,
  );
}
