/** What the page of the graph needs: addresses as the web view sees them. */
export interface PageParts {
  /** Source of the extension's own files, for the content security policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Scripts of the layout workers, fetched by the page: ELK's, and the quick layout's. */
  readonly worker: string;
  readonly quickWorker: string;
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
  /** Seconds after which a layout is ended and a quick one is shown. */
  readonly layoutDeadline: number;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");

/** The page that the graph is drawn in. Nothing is allowed in it but the extension's own script, styles and worker. */
export function panelHtml(parts: PageParts): string {
  const source = parts.cspSource;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    "worker-src blob:",
    `connect-src ${source}`,
    `img-src ${source} data:`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${escaped(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(parts.title)}</title>
<link rel="stylesheet" href="${escaped(parts.style)}">
</head>
<body>
<div id="root" data-worker="${escaped(parts.worker)}" data-quick-worker="${escaped(parts.quickWorker)}" data-deadline="${parts.layoutDeadline * 1000}"></div>
<script nonce="${escaped(parts.nonce)}" src="${escaped(parts.script)}"></script>
</body>
</html>`;
}
