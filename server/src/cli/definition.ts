import { readFile, stat } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDefinition } from "../definitions/index.ts";
import { definitionJson } from "../definitions/json.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { CommandOptions } from "./arguments.ts";
import { diskHost } from "./definitionHost.ts";
import { definitionText } from "./definitionText.ts";
import { jsonText } from "./jsonText.ts";

/** Larger files are no definitions that people write. */
const maxBytes = 64 * 1024 * 1024;

/** Files of these kinds may define a pipeline or none; others are not read. */
const readExtensions = new Set([".py", ".ipynb"]);

/** `graphlet definition FILE`: what it prints, in chunks, or why it could not run. */
export async function definition(file: string, options: CommandOptions): Promise<Result<Iterable<string>, string>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const uri = pathToFileURL(resolve(file)).href;
  const parsed = parseDefinition(uri, text.value, diskHost) ?? { uri, format: "none", pipelines: [], problems: [] };
  if (options.format === "json") return ok([jsonText(definitionJson(parsed))]);
  return ok(definitionText(parsed).map((line) => `${line}\n`));
}

async function readText(file: string): Promise<Result<string, string>> {
  const name = basename(file);
  if (!readExtensions.has(extname(file).toLowerCase())) {
    return err(`${name}: not a file that defines pipelines. Give Python source (.py) or a notebook (.ipynb).`);
  }
  try {
    const stats = await stat(file);
    if (!stats.isFile()) return err(`${name}: not a file. Give the file that defines the pipeline.`);
    if (stats.size > maxBytes) return err(`${name}: larger than 64 MB, so it was not read. Give the source itself.`);
    return ok(await readFile(file, "utf8"));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return err(`${name}: no such file. Check the path.`);
    return err(`${name}: cannot be read (${code ?? "unknown error"}). Check the path and its permissions.`);
  }
}
