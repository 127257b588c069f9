import { neverCancelled } from "../model/cancel.ts";
import type { Forecast } from "../model/forecast.ts";
import { ok, type Result } from "../model/result.ts";
import { defaultSettings } from "../model/settings.ts";
import { forecastPipeline } from "../waste/prediction/forecast.ts";
import { recentTrace } from "../waste/prediction/recentTrace.ts";
import type { CommandOptions } from "./arguments.ts";
import { jsonLines } from "./jsonText.ts";
import { predictJson } from "./predictJson.ts";
import { predictText } from "./predictText.ts";
import { readGraphlets } from "./readGraphlets.ts";

/** A forecast for one train node, and where it comes from. */
export interface NamedForecast {
  readonly trace: string;
  /** Null for executions without a pipeline. */
  readonly pipeline: string | null;
  readonly forecast: Forecast;
}

/**
 * `graphlet predict TRACE…`: whether the next model of each train node will be deployed, and what stopping models early would have saved and cost; or why it
 * could not run. Each node is judged by its own past.
 */
export async function predict(
  files: readonly string[],
  options: CommandOptions,
): Promise<Result<Iterable<string>, string>> {
  const settings = { ...defaultSettings, ...options };
  const all: NamedForecast[] = [];
  for (const file of files) {
    const read = await readGraphlets(file, options);
    if (!read.ok) return read;
    const { trace, list } = read.value;
    const asked = new Set(list.map(({ trainer }) => trace.executions.pipeline[trainer] ?? -1));
    for (const pipeline of [...asked].sort((a, b) => a - b)) {
      const { minimum } = settings.likelyUnpushed;
      const found = forecastPipeline(recentTrace(trace, pipeline), pipeline, { minimum, keep: 1 }, neverCancelled);
      const name = trace.pipelines[pipeline]?.name ?? null;
      all.push(...found.map((forecast) => ({ trace: file, pipeline: name, forecast })));
    }
  }
  if (options.format === "json") return ok(jsonLines(all.map(predictJson)));
  return ok(predictText(all, settings).map((line) => `${line}\n`));
}
