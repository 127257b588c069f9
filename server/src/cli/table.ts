/** A column of a text table. Figures are aligned at the right. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

export const leftColumn = (title: string): Column => ({ title, align: "left" });
export const rightColumn = (title: string): Column => ({ title, align: "right" });

const gap = "  ";

/** Lines of an aligned table: titles, then a line a row. Cells are shown on one line and cannot steer the terminal. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(printable));
  const widths = columns.map((_, i) => cells.reduce((widest, row) => Math.max(widest, width(row[i] ?? "")), 0));
  return cells.map((row) =>
    columns
      .map(({ align }, i) => padded(row[i] ?? "", widths[i] ?? 0, align))
      .join(gap)
      .trimEnd(),
  );
}

/** Lines of `name  value` pairs, the names padded to one width. */
export function pairs(rows: readonly (readonly [name: string, value: string])[]): string[] {
  const widest = Math.max(0, ...rows.map(([name]) => width(name)));
  return rows.map(([name, value]) => `${padded(printable(name), widest, "left")}${gap}${printable(value)}`.trimEnd());
}

function padded(text: string, to: number, align: Column["align"]): string {
  const space = " ".repeat(Math.max(0, to - width(text)));
  return align === "left" ? text + space : space + text;
}

/** Width in characters; most of them take one cell of a terminal. */
const width = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/**
 * Text from a file in one line that a terminal only shows: control characters and those that turn the direction of
 * writing stand as `\u{…}`.
 */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
