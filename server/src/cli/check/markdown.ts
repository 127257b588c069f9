/** A page's first paragraph of prose as plain text, and its first sentence. `name` stands in where there is none. */
export function pageParts(page: string, name: string): { readonly first: string; readonly whole: string } {
  const paragraph = page
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .find((block) => block !== "" && !/^(?:[#>|`-]|\d+\.)/.test(block));
  const whole = paragraph === undefined ? name : plainText(paragraph).replace(/\s+/g, " ").trim();
  const end = /[.:](?=\s|$)/.exec(whole);
  return { first: end ? `${whole.slice(0, end.index)}.` : whole, whole };
}

/** Markdown without the marks of headings, quotes, emphasis, code and links. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/^#{1,6}[ \t]+/gm, "")
    .replace(/^>[ \t]?/gm, "")
    .replace(/\[([^\][\n]{0,500})\]\([^()\n]{0,500}\)/g, "$1")
    .replace(/[`*]/g, "")
    .trim();

/** The section below the heading with a name, up to the next heading of its level or above; null where there is none. */
export function sectionOf(page: string, name: string): string | null {
  const lines = page.split("\n");
  const levelOf = (line: string): number => /^(#{1,6})[ \t]/.exec(line)?.[1]?.length ?? 0;
  const start = lines.findIndex(
    (line) =>
      levelOf(line) > 0 &&
      line
        .replace(/^#+[ \t]+/, "")
        .replaceAll("`", "")
        .trim() === name,
  );
  if (start < 0) return null;
  const level = levelOf(lines[start] ?? "");
  const end = lines.findIndex((line, at) => at > start && levelOf(line) > 0 && levelOf(line) <= level);
  return lines
    .slice(start, end < 0 ? undefined : end)
    .join("\n")
    .trim();
}
