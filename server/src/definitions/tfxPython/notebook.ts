/** A code cell and where it stands. */
export interface NotebookCell {
  readonly uri: string;
  readonly text: string;
}

/** Larger notebooks are not read. */
const maxNotebookLength = 32_000_000;

/** The code cells of a notebook's JSON (nbformat 3 and 4), each with `#cell=<index in cells>`; null where it is no notebook. */
export function cellsOf(uri: string, json: string): NotebookCell[] | null {
  if (json.length > maxNotebookLength) return null;
  const notebook = parsed(json);
  const cells = listAt(notebook, "cells") ?? listAt(listAt(notebook, "worksheets")?.[0], "cells");
  if (!cells) return null;
  return cells.flatMap((cell, index) => {
    if (!isRecord(cell) || cell["cell_type"] !== "code") return [];
    const text = sourceText(cell["source"] ?? cell["input"]);
    return text === null ? [] : [{ uri: `${uri}#cell=${index}`, text }];
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json.startsWith("\ufeff") ? json.slice(1) : json);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function listAt(value: unknown, key: string): readonly unknown[] | null {
  const list = isRecord(value) ? value[key] : null;
  return Array.isArray(list) ? list : null;
}

function sourceText(source: unknown): string | null {
  if (typeof source === "string") return source;
  return Array.isArray(source) && source.every((line) => typeof line === "string") ? source.join("") : null;
}

/** A cell as Python of the same length, and which file it is written to. */
export interface CellCode {
  readonly python: string;
  /** Path in `%%writefile`; null for a cell that is run. */
  readonly file: string | null;
}

/** Cell magics whose cell is still Python that is run. */
const runs = /^(?:time|timeit|capture|skip_for_export|prun|debug|px|mypy|black)$/;

/** What a cell is to Python: without its magics; null for a cell in another language. */
export function cellCode(text: string): CellCode | null {
  const [head = "", name = "", rest = ""] = /^\s*%%(\w+)([^\r\n]*)/.exec(text) ?? [];
  if (name === "") return { python: withoutMagics(text), file: null };
  const body = " ".repeat(head.length) + text.slice(head.length);
  if (runs.test(name)) return { python: withoutMagics(blank(head) + text.slice(head.length)), file: null };
  if (name !== "writefile" && name !== "file") return null;
  const path = rest
    .replace(/^\s*-a\s/, "")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2");
  return /\.py$|[{}$]/.test(path) ? { python: body, file: path.replace(/^\.\//, "") } : null;
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");

interface LineState {
  depth: number;
  quotes: string;
  magic: boolean;
}

/** Shell and magic lines as empty expressions of the same length, outside strings and brackets. */
function withoutMagics(text: string): string {
  const state: LineState = { depth: 0, quotes: "", magic: false };
  return text.replace(/[^\r\n]+/g, (line) => {
    const free = state.depth === 0 && state.quotes === "";
    if (free && (state.magic || isMagic(line))) {
      state.magic = line.trimEnd().endsWith("\\");
      return line.replace(/\S.*$/, (rest) => `0${" ".repeat(rest.length - 1)}`);
    }
    const changed = free
      ? line.replace(/(=\s*)([!%][A-Za-z].*)$/, (_, before, rest) => `${before}0${" ".repeat(rest.length - 1)}`)
      : line;
    advance(changed, state);
    return changed;
  });
}

const isMagic = (line: string): boolean => /^\s*(?:[!?]|%{1,2}[A-Za-z_]|[A-Za-z_][\w.]*\?{1,2}\s*$)/.test(line);

/** Takes brackets and long strings of a line into account. */
function advance(line: string, state: LineState): void {
  const token = /#.*|"""|'''|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[()[\]{}]|\\./g;
  for (let match = token.exec(line); match; match = token.exec(line)) {
    const [part] = match;
    if (state.quotes !== "") {
      const end = line.indexOf(state.quotes, match.index);
      if (end < 0) return;
      token.lastIndex = end + 3;
      state.quotes = "";
    } else if (part === '"""' || part === "'''") state.quotes = part;
    else if ("([{".includes(part)) state.depth++;
    else if (")]}".includes(part)) state.depth = Math.max(0, state.depth - 1);
    else if (part.startsWith("#")) return;
  }
}
