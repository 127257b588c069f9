/** Lines of code as Python counts them: without blank ones and comments, one that goes on in brackets, strings or after a backslash being one. */
export interface CodeLine {
  /** Start of the line, before its white space. */
  readonly start: number;
  /** First character of the code. */
  readonly from: number;
  /** Where the last of its lines ends: at its line break, or at the end of the text. */
  readonly end: number;
  /** Column at which the code begins; tabs reach to the next multiple of eight. */
  readonly indent: number;
}

/** The code lines of a text whose forgotten brackets are closed. Linear in the text. */
export function codeLines(text: string): readonly CodeLine[] {
  const lines: CodeLine[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    let indent = 0;
    for (; isBlank(text.charCodeAt(at)); at++) indent += text.charCodeAt(at) === tab ? 8 - (indent % 8) : 1;
    const from = at;
    at = endOfLine(text, from);
    if (at > from && text.charCodeAt(from) !== hash) lines.push({ start, from, end: at, indent });
    if (at < text.length) at += isPair(text, at) ? 2 : 1;
  }
  return lines;
}

const [tab, newline, formFeed, carriageReturn, space, quote, hash, apostrophe, backslash] = [
  9, 10, 12, 13, 32, 34, 35, 39, 92,
];
const isBlank = (code: number): boolean => code === space || code === tab || code === formFeed;
const isBreak = (code: number): boolean => code === newline || code === carriageReturn;
const isPair = (text: string, at: number): boolean =>
  text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === newline;

/** Where the code line that starts at `from` ends. */
function endOfLine(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBreak(code) && depth === 0) return at;
    if (code === hash) at = endOfComment(text, at);
    else if (code === quote || code === apostrophe) at = endOfString(text, at, code);
    else if (code === backslash) at += isPair(text, at + 1) ? 3 : 2;
    else {
      if (code === 40 || code === 91 || code === 123) depth++;
      else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
      at++;
    }
  }
  return text.length;
}

function endOfComment(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** A string in one quote ends with its line at the latest; one in three goes on. */
function endOfString(text: string, from: number, mark: number): number {
  const long = text.charCodeAt(from + 1) === mark && text.charCodeAt(from + 2) === mark;
  for (let at = from + (long ? 3 : 1); at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at += isPair(text, at + 1) ? 2 : 1;
    else if (!long && isBreak(code)) return at;
    else if (code === mark) {
      if (!long) return at + 1;
      if (text.charCodeAt(at + 1) === mark && text.charCodeAt(at + 2) === mark) return at + 3;
    }
  }
  return text.length;
}

/** A statement, or several that are read together. */
export interface Part {
  /** Where its first line starts, and the next part's does. */
  readonly from: number;
  readonly to: number;
  /** Where its last line of code ends. */
  readonly end: number;
  /** Of a long block, what stands before its body, and the parts of that; null for what is read as a whole. */
  readonly block: { readonly bodyFrom: number; readonly parts: readonly Part[] } | null;
}

/** Blocks with fewer lines of code are read as a whole. */
const longBlock = 30;
/** Blocks deeper in others are read as a whole. */
const maxDepth = 20;

const goesOn = /(?:elif|else|except|finally)(?!\w)/y;
const opens = /(?:async[ \t]+)?(?:def|class|with|for|while|if)(?!\w)/y;
const matches = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/**
 * A text in parts that read the same alone as beside each other: its statements, and those in long blocks. What a part reads as depends on
 * nothing but its own text. Linear in the text.
 */
export function partsOf(text: string): readonly Part[] {
  const lines = codeLines(text);
  return statementsIn(text, lines, 0, lines.length, 0, text.length, 0);
}

/** Parts of the lines from `first` up to `last`, which are those of a block; `from` and `to` bound its text. */
function statementsIn(
  text: string,
  lines: readonly CodeLine[],
  first: number,
  last: number,
  from: number,
  to: number,
  depth: number,
): Part[] {
  const indent = depth === 0 ? 0 : (lines[first]?.indent ?? 0);
  const starts: number[] = [];
  let decorated = false;
  for (let at = first; at < last; at++) {
    const line = lines[at];
    if (!line || (at > first && line.indent > indent)) continue;
    const belongs = decorated || matches(goesOn, text, line.from);
    if (at === first || !belongs) starts.push(at);
    decorated = text[line.from] === "@";
  }
  return starts.map((at, index) => {
    const next = starts[index + 1] ?? last;
    const start = index === 0 ? from : (lines[at]?.start ?? from);
    const end = lines[next - 1]?.end ?? to;
    const until = next < last ? (lines[next]?.start ?? to) : to;
    return { from: start, to: until, end, block: blockIn(text, lines, at, next, until, depth) };
  });
}

/** A statement that is one long block: lines `first` up to `last`. */
function blockIn(
  text: string,
  lines: readonly CodeLine[],
  first: number,
  last: number,
  to: number,
  depth: number,
): Part["block"] {
  if (last - first < longBlock || depth >= maxDepth) return null;
  let head = first;
  while (head < last && text[lines[head]?.from ?? 0] === "@") head++;
  const opening = lines[head];
  const body = lines[head + 1];
  if (!opening || !body || head + 1 >= last || !matches(opens, text, opening.from)) return null;
  if (body.indent <= opening.indent) return null;
  for (let at = head + 1; at < last; at++) if ((lines[at]?.indent ?? 0) < body.indent) return null;
  return { bodyFrom: body.start, parts: statementsIn(text, lines, head + 1, last, body.start, to, depth + 1) };
}
