import type { Finding, FindingCode } from "../model/finding.ts";

/** What a comment can accept: a finding, or a mistake in a definition. */
export type Silenceable = Pick<Finding, "location" | "node"> & { readonly code: string };

/** Longer lines and blocks of comments are not searched beyond these. */
const longestLine = 2_000;
const longestBlock = 20;

const ignoring = /#\s*graphlet:\s*ignore\[([\w\-, ]+)\]/g;

/** The comment that silences a code where it stands; a reason may follow it. */
export const ignoreComment = (code: FindingCode, reason: string): string =>
  `# graphlet: ignore[${code}]${reason === "" ? "" : ` ${reason}`}`;

/**
 * Whether a comment `# graphlet: ignore[code]` accepts a finding: at the end of the line that the finding or its node begins on, or
 * in the comment lines directly above. Several codes are parted by commas; a reason may follow. `lines`: those of the document or
 * cell that the finding stands in. JSON has no comments: there nothing is silenced.
 */
export function isSilenced({ code, location, node }: Silenceable, lines: readonly string[]): boolean {
  const starts = [location.range.start.line];
  if (node && node.location.uri === location.uri) starts.push(node.location.range.start.line);
  return starts.some((line) => commentsAt(lines, line).some((text) => ignores(text, code)));
}

/** A line and the comment lines directly above it. */
function commentsAt(lines: readonly string[], line: number): readonly string[] {
  const texts = [textAt(lines, line)];
  for (let above = line - 1; above >= line - longestBlock; above--) {
    const text = textAt(lines, above);
    if (!text.trimStart().startsWith("#")) break;
    texts.push(text);
  }
  return texts;
}

const textAt = (lines: readonly string[], line: number): string => (lines[line] ?? "").slice(0, longestLine);

const ignores = (text: string, code: string): boolean =>
  [...text.matchAll(ignoring)].some(([, codes = ""]) => codes.split(",").some((one) => one.trim() === code));
