/** A text whose forgotten brackets are closed, of the same length, and where closing brackets were put. */
export interface ClosedBrackets {
  readonly text: string;
  readonly closedAt: ReadonlySet<number>;
}

interface Open {
  readonly at: number;
  readonly close: string;
}

/** So many forgotten brackets are mended in one text. */
const maxRepairs = 20;

/**
 * Closes brackets that are open while a later line clearly begins a new statement, by writing over characters just
 * before that line: else everything after a half-typed call would belong to it. A text whose brackets close, or whose
 * open bracket is the last thing in it, comes back as it is. Linear in the text for each repair.
 */
export function closeBrackets(text: string): ClosedBrackets {
  const closedAt = new Set<number>();
  let repaired = closeStrings(text);
  for (let repairs = 0; repairs < maxRepairs; repairs++) {
    const open = leftOpen(repaired);
    const [first] = open;
    if (!first) break;
    const next = nextStatement(repaired, first.at);
    if (next < 0) break;
    const closing = open
      .filter(({ at }) => at < next)
      .map(({ close }) => close)
      .reverse()
      .join("");
    const start = roomBefore(repaired, next, closing.length);
    const end = start + closing.length;
    if (start <= first.at) break;
    repaired = repaired.slice(0, start) + closing + repaired.slice(end);
    for (let at = start; at < end; at++) closedAt.add(at);
  }
  return { text: repaired, closedAt };
}

const tokens =
  /#[^\r\n]*|("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*(?:\1|$)|"(?:\\[\s\S]|[^"\\\r\n])*"?|'(?:\\[\s\S]|[^'\\\r\n])*'?|[()[\]{}]/g;

/** Ends strings that their line leaves open, over their last character; on the last line they may still be typed. */
function closeStrings(text: string): string {
  let closed = text;
  const token = new RegExp(tokens);
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found, long] = match;
    const quote = found[0] ?? "";
    if (long !== undefined || (quote !== '"' && quote !== "'")) continue;
    const end = match.index + found.length;
    if ((found.length > 1 && found.endsWith(quote)) || end >= text.length) continue;
    closed = `${closed.slice(0, end - 1)}${found.length === 1 ? " " : quote}${closed.slice(end)}`;
  }
  return closed;
}

/** Brackets that no later one closes, outermost first. */
function leftOpen(text: string): readonly Open[] {
  const stack: Open[] = [];
  forEachBracket(text, (character, at) => {
    const index = "([{".indexOf(character);
    if (index >= 0) {
      stack.push({ at, close: ")]}"[index] ?? "" });
      return;
    }
    const match = stack.findLastIndex(({ close }) => close === character);
    if (match >= 0) stack.splice(match);
  });
  return stack;
}

/** Visits brackets outside strings and comments. */
function forEachBracket(text: string, visit: (character: string, at: number) => void): void {
  const token = new RegExp(tokens);
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0].length === 1 && "()[]{}".includes(match[0])) visit(match[0], match.index);
  }
}

const keyword = /^(?:def|class|return|if|for|with|while|try|import|from|raise|async|@)(?![\w=])/;
const assignment = /^[\p{L}_][\p{L}\p{N}_.]*(?:\s*,\s*[\p{L}_][\p{L}\p{N}_.]*)*\s+=\s/u;

/** Start of the first line after `from` that begins a statement no deeper than the one that holds `from`; -1 for none. */
function nextStatement(text: string, from: number): number {
  const startOfLine = Math.max(text.lastIndexOf("\n", from), text.lastIndexOf("\r", from)) + 1;
  const depth = statementDepth(text, startOfLine);
  const line = /(?:\r\n|\n|\r)([ \t]*)([^\r\n]*)/g;
  line.lastIndex = from;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const [, indentation = "", content = ""] = match;
    if (indentation.length > depth || content === "" || content.startsWith("#")) continue;
    const begins = keyword.test(content) || (assignment.test(content) && !isArgument(content));
    if (begins) return match.index + match[0].length - content.length - indentation.length;
  }
  return -1;
}

/** `examples = gen.outputs['examples'],`: spaced like an assignment, and complete up to its comma. */
const isArgument = (line: string): boolean => line.trimEnd().endsWith(",") && leftOpen(line).length === 0;

/** Indentation of the statement that the line at `start` belongs to: its own, or that of a less indented line right above. */
function statementDepth(text: string, start: number): number {
  return /^[ \t]*/.exec(text.slice(start, start + 200))?.[0].length ?? 0;
}

/** Where `length` characters can be written before the statement at `next`: over white space after the last code, else over that code's end. */
function roomBefore(text: string, next: number, length: number): number {
  const codeEnd = endOfCode(text, next);
  const gap = /^\s*/.exec(text.slice(codeEnd, next))?.[0] ?? "";
  return /[\r\n]/.test(text.slice(codeEnd + length, next)) && gap.length >= length ? codeEnd : codeEnd - length;
}

/** End of the last code above the line that starts at `next`: neither blank nor comment. */
function endOfCode(text: string, next: number): number {
  for (let end = next; end > 0; ) {
    const start = text.lastIndexOf("\n", end - 2) + 1;
    const code = codeOfLine(text.slice(start, end));
    if (code > 0) return start + code;
    end = start;
  }
  return next;
}

/** Length of a line without its comment and what is blank at its end. */
function codeOfLine(line: string): number {
  const token = /#[\s\S]*|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?/g;
  for (let match = token.exec(line); match; match = token.exec(line)) {
    if (match[0].startsWith("#")) return line.slice(0, match.index).trimEnd().length;
  }
  return line.trimEnd().length;
}
