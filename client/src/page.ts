const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");

/** What every page of a web view is made of: addresses as the web view sees them. */
export interface Page {
  readonly script: string;
  readonly style: string;
  /** Source of the extension's own files, for the content security policy. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
  /** What is allowed besides the script and the style sheet. */
  readonly allowed?: readonly string[];
  /** `data-` attributes of the element that the script draws into. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A page in which nothing is allowed but the extension's own script and style sheet, and what is named. */
export function pageHtml({ cspSource, nonce, allowed = [], data = {}, ...page }: Page): string {
  const policy = ["default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src ${cspSource}`, ...allowed].join("; ");
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  return `<!DOCTYPE html>
<html lang="${escaped(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)}</title>
<link rel="stylesheet" href="${escaped(page.style)}">
</head>
<body>
<div id="root"${attributes.join("")}></div>
<script nonce="${escaped(nonce)}" src="${escaped(page.script)}"></script>
</body>
</html>`;
}
