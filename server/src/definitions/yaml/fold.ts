/**
 * Joins the lines of a flow scalar (plain or quoted): one break is a space, each empty line a break. Lines come without the blanks
 * around them. https://yaml.org/spec/1.2.2/#74-line-folding
 */
export function foldLines(lines: readonly string[]): string {
  let folded = lines[0] ?? "";
  let empty = 0;
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line === "" && at < lines.length - 1) {
      empty++;
      continue;
    }
    folded += (empty === 0 ? " " : "\n".repeat(empty)) + line;
    empty = 0;
  }
  return folded;
}
