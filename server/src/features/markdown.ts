const most = 200;

/**
 * Untrusted text as Markdown that shows just that text: on one line, at most 200 characters, with every character that means
 * something to Markdown, HTML or theme icons escaped.
 */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\u202A-\u202E\u2066-\u2069]/g, "");
  const points = [...line];
  const cut = points.length > most ? `${points.slice(0, most - 1).join("")}…` : line;
  return cut
    .replace(/[\\`*_{}[\]()#+\-.!|~:$]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** A row of a table; the cells are Markdown. */
export const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A table with a head; the cells are Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [tableRow(head), tableRow(head.map(() => "---")), ...rows.map(tableRow)].join("\n");

/** A link that runs a command with arguments. */
export const commandLink = (label: string, command: string, args: readonly unknown[]): string =>
  `[${label}](command:${command}?${encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, (c) => (c === "(" ? "%28" : "%29"))})`;
