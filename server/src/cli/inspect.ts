import { ok, type Result } from "../model/result.ts";
import { defaultSettings } from "../model/settings.ts";
import { traceName } from "../traces/traceName.ts";
import type { CommandOptions } from "./arguments.ts";
import { inspectJson } from "./inspectJson.ts";
import { inspectText } from "./inspectText.ts";
import { jsonText } from "./jsonText.ts";
import { readGraphlets } from "./readGraphlets.ts";

/** `graphlet inspect TRACE`: what it prints, in chunks, or why it could not run. */
export async function inspect(file: string, options: CommandOptions): Promise<Result<Iterable<string>, string>> {
  const read = await readGraphlets(file, options);
  if (!read.ok) return read;
  const { trace, graphlets, only } = read.value;
  if (options.format === "json") return ok([jsonText(inspectJson(trace, graphlets, only))]);
  const lines = inspectText(traceName(file), trace, graphlets, { ...defaultSettings, ...options }, only);
  return ok(lines.map((line) => `${line}\n`));
}
