import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { isDefinitionName } from "../definitions/fileNames.ts";
import { parseDefinition } from "../definitions/index.ts";
import { definitionJson } from "../definitions/json.ts";
import type { Definition } from "../model/definition.ts";
import { err, ok, type Result } from "../model/result.ts";
import { maxDefinitionBytes, readText } from "../workspace/files.ts";
import { uriOf } from "../workspace/paths.ts";
import type { CommandOptions } from "./arguments.ts";
import { diskHost } from "./definitionHost.ts";
import { definitionText } from "./definitionText.ts";
import { jsonText } from "./jsonText.ts";

/** `graphlet definition FILE`: what it prints, in chunks, or why it could not run. A file without a pipeline has none to print. */
export async function definition(file: string, options: CommandOptions): Promise<Result<Iterable<string>, string>> {
  if (!isDefinitionName(file)) {
    return err(
      `${basename(file)}: not a file that defines pipelines. Give Python source (.py), a notebook (.ipynb), YAML, JSON, ` +
        "protobuf text (.pbtxt), a dvc.lock or an MLproject.",
    );
  }
  const limit = maxDefinitionBytes(file);
  const read = await readText(file, limit);
  if (!read) return err(`${basename(file)}: ${await whyUnread(file, limit)}`);
  const uri = uriOf(resolve(file));
  const parsed = parseDefinition(uri, read.text, diskHost) ?? none(uri);
  const [problem] = parsed.problems;
  if (parsed.pipelines.length === 0 && problem) return err(`${basename(file)}: ${problem.message}`);
  if (options.format === "json") return ok([jsonText(definitionJson(parsed))]);
  return ok(definitionText(parsed).map((line) => `${line}\n`));
}

const none = (uri: string): Definition => ({ uri, format: "tfx-python", pipelines: [], problems: [], links: [] });

async function whyUnread(file: string, limit: number): Promise<string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return "not a file. Give the file that defines the pipeline.";
    if (found.size > limit) return `larger than ${limit / 1e6} MB, so it was not read. Give the source alone.`;
    return "cannot be read. Check its permissions.";
  } catch {
    return "no such file. Check the path.";
  }
}
