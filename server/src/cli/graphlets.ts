import { ok, type Result } from "../model/result.ts";
import { defaultSettings } from "../model/settings.ts";
import type { CommandOptions } from "./arguments.ts";
import { graphletsJson } from "./graphletsJson.ts";
import { graphletsText } from "./graphletsText.ts";
import { jsonLines } from "./jsonText.ts";
import { readGraphlets } from "./readGraphlets.ts";

/** `graphlet graphlets TRACE`: what it prints, in chunks, or why it could not run. */
export async function graphlets(file: string, options: CommandOptions): Promise<Result<Iterable<string>, string>> {
  const read = await readGraphlets(file, options);
  if (!read.ok) return read;
  const { trace, list } = read.value;
  if (options.format === "json") return ok(jsonLines(graphletsJson(trace, list)));
  return ok(graphletsText(trace, list, { ...defaultSettings, ...options }).map((line) => `${line}\n`));
}
