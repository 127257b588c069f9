import { fieldEntry } from "../../../definitions/kfpIr/fields.ts";
import type { YamlEntry } from "../../../definitions/yaml/tree.ts";
import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { TextEdit } from "../../../model/text.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { type Reading, readingOf } from "./reading.ts";

/** Writes `enableCache: true` into a task's caching options, which are there and say that it is off. */
export function turnOnCaching(input: FixInput, node: DefinitionNode | null): Result<FileEdits, string> {
  if (!node) return err("Caching is set for each task. Choose one.");
  const reading = readingOf(input);
  if (!reading.ok) return reading;
  const place = reading.value.places.find(({ id }) => id === node.id);
  const shared = reading.value.places.filter(({ task }) => task === place?.task);
  if (shared.length > 1) return err("This task is part of a pipeline that is used in several places.");
  const options = place && fieldEntry(place.task.entry.value, "cachingOptions");
  if (!options) return err("The task has no caching options. Compile the pipeline with caching.");
  const { lines } = reading.value.text;
  const set = fieldEntry(options.value, "enableCache");
  const edit = set ? { range: lines.range(set.value), newText: "true" } : fill(reading.value, options);
  return ok(new Map([[reading.value.uri, [edit]]]));
}

/** Fills empty options, in the file's own style. */
function fill({ text: { text, lines } }: Reading, { key, value }: YamlEntry): TextEdit {
  const name = key.text.includes("_") ? "enable_cache" : "enableCache";
  const before = text.slice(lines.starts[lines.position(key.from).line] ?? 0, key.from);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const ownLine = before.trim() === "";
  if (ownLine && key.style === "plain") {
    const colon = text.indexOf(":", key.to) + 1;
    return { range: lines.range({ from: colon, to: value.to }), newText: `${eol}${before}  ${name}: true` };
  }
  const unit = before.includes("\t") ? "\t" : "  ";
  const newText = ownLine ? `{${eol}${before}${unit}"${name}": true${eol}${before}}` : `{"${name}": true}`;
  return { range: lines.range(value), newText };
}
