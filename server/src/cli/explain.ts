import type { PropertiesOf } from "../model/explanation.ts";
import { err, ok, type Result } from "../model/result.ts";
import { defaultSettings } from "../model/settings.ts";
import { idAt, type Trace, type TraceId } from "../model/trace.ts";
import type { TraceRecord } from "../protocol.ts";
import { environmentPassword } from "../traces/database/environmentPassword.ts";
import { traceName } from "../traces/traceName.ts";
import { graphletOf, recordRows, recordText } from "../views/traceText/index.ts";
import { explain, lastDeployedBefore, modelBefore } from "../waste/explain/index.ts";
import { readProperties } from "../workspace/openTrace.ts";
import type { CommandOptions } from "./arguments.ts";
import { explanationJson } from "./explanationJson.ts";
import { jsonText } from "./jsonText.ts";
import { readGraphlets } from "./readGraphlets.ts";

/** `graphlet explain TRACE --trainer ID`: what it prints, in chunks, or why it could not run. */
export async function explainModel(file: string, options: CommandOptions): Promise<Result<Iterable<string>, string>> {
  const read = await readGraphlets(file, options);
  if (!read.ok) return read;
  const { trace, graphlets, list } = read.value;
  const newest = list.at(-1);
  if (!newest) return err(`${file}: no model was trained in this trace. Choose another trace.`);
  const trainer =
    options.trainer === undefined ? idAt(trace.executions.id, newest.trainer) : idOf(trace, options.trainer);
  const index = graphletOf(trace, graphlets, trainer);
  if (index < 0) {
    return err(
      `${file}: execution ${options.trainer} trained no model. Run graphlet graphlets ${file} for those that did, under Execution.`,
    );
  }
  const wanted: readonly TraceRecord[] = [
    { type: "explanation", trainer },
    { type: "comparison", trainer, against: "deployed" },
    { type: "comparison", trainer, against: "before" },
  ];
  const propertiesOf = await readWanted(
    file,
    trace,
    wanted.flatMap((record) => recordRows(trace, graphlets, record)),
  );
  if (options.format === "json") {
    const explanation = explain({ trace, graphlets, index, pipeline: null, propertiesOf });
    const against = {
      deployed: lastDeployedBefore(trace, graphlets, index),
      before: modelBefore(trace, graphlets, index),
    };
    return ok(explanation ? [jsonText(explanationJson(trace, graphlets, explanation, against, propertiesOf))] : []);
  }
  const input = {
    trace,
    graphlets,
    pipeline: null,
    tracePipeline: null,
    histories: null,
    source: traceName(file),
    settings: { ...defaultSettings, ...options },
    now: Date.now(),
    propertiesOf,
  };
  return ok([recordText(input, { type: "explanation", trainer }).text]);
}

/** An id as the store has it; what is no number in a store of numbers is no id. */
const idOf = (trace: Trace, text: string): TraceId =>
  trace.executions.id.type === "string" ? text : /^\d+$/.test(text) ? Number(text) : -1;

async function readWanted(file: string, trace: Trace, rows: ReturnType<typeof recordRows>): Promise<PropertiesOf> {
  const known = new Map<string, ReturnType<PropertiesOf>>();
  for (const { of, row } of rows) {
    const key = `${of} ${row}`;
    if (known.has(key)) continue;
    const id = idAt(of === "execution" ? trace.executions.id : trace.artifacts.id, row);
    const read = await readProperties(file, of, id, true, environmentPassword(file));
    known.set(key, read.ok ? read.value : read.error.message);
  }
  return (of, row) => known.get(`${of} ${row}`) ?? null;
}
