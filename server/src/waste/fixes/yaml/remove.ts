import type { YamlEntry, YamlMap, YamlNode, YamlSequence, YamlText } from "../../../definitions/yaml/tree.ts";
import type { TextEdit } from "../../../model/text.ts";

/** Edits that take entries out of a map, with the lines or commas that were theirs; braces stay where nothing is left. */
export function removeEntries(text: YamlText, map: YamlMap, gone: ReadonlySet<YamlEntry>): TextEdit[] {
  if (gone.size === 0) return [];
  if (map.entries.every((entry) => gone.has(entry))) return [replace(text, map.from, map.to, "{}", map.flow)];
  return removeParts(text, map.entries, gone, map.flow);
}

/** Edits that take items out of a sequence; brackets stay where nothing is left. */
export function removeItems(text: YamlText, list: YamlSequence, gone: ReadonlySet<YamlNode>): TextEdit[] {
  if (gone.size === 0) return [];
  if (list.items.every((item) => gone.has(item))) return [replace(text, list.from, list.to, "[]", list.flow)];
  return removeParts(text, list.items, gone, list.flow);
}

type Part = YamlEntry | YamlNode;

function removeParts(text: YamlText, parts: readonly Part[], gone: ReadonlySet<Part>, flow: boolean): TextEdit[] {
  if (!flow) return parts.filter((part) => gone.has(part)).map((part) => removeLines(text, part));
  const edits: TextEdit[] = [];
  // Up to the next part that stays; at the end, from the last one that stays.
  for (let at = 0; at < parts.length; at++) {
    const first = parts[at];
    if (!first || !gone.has(first)) continue;
    let after = at;
    while (after < parts.length && gone.has(parts[after] ?? first)) after++;
    const next = parts[after];
    const before = parts[at - 1];
    const last = parts[after - 1] ?? first;
    edits.push(next ? cut(text, first.from, next.from) : cut(text, before?.to ?? first.from, last.to));
    at = after;
  }
  return edits;
}

/** A part of a block stands on lines of its own. */
function removeLines({ text, lines }: YamlText, { from, to }: Part): TextEdit {
  const start = lines.position(from).line;
  const end = lines.position(Math.max(from, to)).line + 1;
  const last = lines.starts[end] ?? text.length;
  return { range: { start: { line: start, character: 0 }, end: lines.position(last) }, newText: "" };
}

/** A block that becomes empty brackets: behind its key, with the break after it kept. */
function replace({ text, lines }: YamlText, from: number, to: number, newText: string, flow: boolean): TextEdit {
  if (flow) return { range: lines.range({ from, to }), newText };
  let start = from;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
  return { range: lines.range({ from: start, to }), newText: ` ${newText}` };
}

const cut = ({ lines }: YamlText, from: number, to: number): TextEdit => ({
  range: lines.range({ from, to }),
  newText: "",
});
