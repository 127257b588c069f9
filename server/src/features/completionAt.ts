import type { DefinitionFormatName } from "../model/definition.ts";
import type { Position } from "../model/text.ts";
import { isPythonFormat } from "./formats.ts";

/** What a half-typed reference asks for. */
export interface Asked {
  /** `node`: an id. `output`: a key of a node's output. `path`: what any node writes. */
  readonly what: "node" | "output" | "path";
  /** Where the word that is replaced begins, on the line. */
  readonly start: number;
  /** The node whose output is asked for, by its id as the text says it, or in Python by its variable; null where it does not say. */
  readonly maker: string | null;
}

const longestLine = 2_000;
/** So many lines around are looked at for what belongs together. */
const around = 12;
/** So many lines above for the list that an item stands in. */
const listLines = 200;

const word = "([\\w./@-]*)$";
const yamlNode = new RegExp(`^\\s*(?:-\\s+)?"?(?:producerTask|producerSubtask)"?\\s*:\\s*["']?${word}`);
const yamlOutput = new RegExp(`^\\s*(?:-\\s+)?"?(?:outputArtifactKey|outputParameterKey)"?\\s*:\\s*["']?${word}`);
const yamlInline = new RegExp(`^\\s*"?(?:dependentTasks|dependencies)"?\\s*:\\s*\\[(?:[^\\]]*[,\\s])?["']?${word}`);
const dvcInline = new RegExp(`^\\s*deps\\s*:\\s*\\[(?:[^\\]]*[,\\s])?["']?${word}`);
const item = new RegExp(`^(\\s*)(?:-\\s+)?["']?${word}`);
const textOutput = new RegExp(`\\boutput_key\\s*:\\s*["']${word}`);
const textNode = new RegExp(`\\b(?:upstream_nodes|downstream_nodes)\\s*:\\s*\\[?(?:[^\\]]*[,\\s])?["']${word}`);
const textId = new RegExp(`\\bid\\s*:\\s*["']${word}`);
const pythonOutput = /\b([A-Za-z_]\w*)\.outputs\[\s*["'](\w*)$/;

/** What is asked for at a position, by the line before it and the lines around; null where no reference is being written. */
export function completionAt(format: DefinitionFormatName, lines: readonly string[], position: Position): Asked | null {
  const before = (lines[position.line] ?? "").slice(0, position.character);
  if (before.length > longestLine) return null;
  if (isPythonFormat(format)) {
    const [, maker = "", typed = ""] = pythonOutput.exec(before) ?? [];
    return maker === "" ? null : { what: "output", start: before.length - typed.length, maker };
  }
  const asked = (what: Asked["what"], pattern: RegExp, maker: string | null = null): Asked | null => {
    const found = pattern.exec(before);
    return found ? { what, start: before.length - (found.at(-1)?.length ?? 0), maker } : null;
  };
  if (format === "tfx-ir") {
    const inQuery = lines.slice(Math.max(0, position.line - 1), position.line + 1).join("\n");
    return (
      asked("output", textOutput, nearest(lines, position.line, /\bid\s*:\s*["']([\w./@-]+)["']/)) ??
      asked("node", textNode) ??
      (/\bproducer_node_query\s*:?\s*[{<][^}>]*$/.test(inQuery) ? asked("node", textId) : null)
    );
  }
  const list = listAbove(lines, position.line);
  const isList = (...keys: readonly string[]): boolean => list !== null && keys.includes(list);
  return (
    asked("node", yamlNode) ??
    asked(
      "output",
      yamlOutput,
      nearest(lines, position.line, /["']?producer(?:Task|Subtask)["']?\s*:\s*["']?([\w./@-]+)/),
    ) ??
    asked("node", yamlInline) ??
    (format === "dvc" ? asked("path", dvcInline) : null) ??
    (isList("dependentTasks", "dependencies") ? asked("node", item) : null) ??
    (format === "dvc" && isList("deps") ? asked("path", item) : null)
  );
}

/** What a pattern finds in the line nearest above, else below, within the lines that belong together. */
function nearest(lines: readonly string[], line: number, pattern: RegExp): string | null {
  for (let step = 1; step <= around; step++) {
    const found = pattern.exec((lines[line - step] ?? "").slice(0, longestLine));
    if (found?.[1] !== undefined) return found[1];
  }
  for (let step = 1; step <= 2; step++) {
    const found = pattern.exec((lines[line + step] ?? "").slice(0, longestLine));
    if (found?.[1] !== undefined) return found[1];
  }
  return null;
}

/** Key of the YAML or JSON list that a line is an item of; null for what is no item. */
function listAbove(lines: readonly string[], line: number): string | null {
  const own = (lines[line] ?? "").slice(0, longestLine);
  const isItem = /^\s*(?:-(?:\s|$)|["'])/.test(own);
  if (!isItem) return null;
  const indent = indentOf(own);
  for (let above = line - 1; above >= Math.max(0, line - listLines); above--) {
    const text = (lines[above] ?? "").slice(0, longestLine);
    if (text.trim() === "" || /^\s*#/.test(text)) continue;
    const isSibling = /^\s*(?:-(?:\s|$)|["'][^"']*["'],?\s*$)/.test(text);
    if (isSibling && indentOf(text) >= indent) continue;
    const key = /^\s*(?:-\s+)?["']?([\w-]+)["']?\s*:\s*\[?\s*$/.exec(text)?.[1];
    if (key !== undefined && indentOf(text) <= indent) return key;
    if (indentOf(text) <= indent) return null;
  }
  return null;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
