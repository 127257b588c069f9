import { expect, test } from "vitest";
import { panelHtml } from "../../../client/src/panelHtml.ts";

const parts = {
  cspSource: "https://view.example",
  script: "https://view.example/webview.js",
  style: "https://view.example/webview.css",
  worker: "https://view.example/elk-worker.js",
  quickWorker: "https://view.example/layout-worker.js",
  nonce: "bm9uY2U=",
  language: "en",
  title: "Provenance Graph",
  layoutDeadline: 10,
};

test("the page allows its own script, styles and worker, and nothing else", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(panelHtml(parts))?.[1]?.replaceAll("&#39;", "'");
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'nonce-bm9uY2U='",
    "style-src https://view.example",
    "font-src https://view.example",
    "worker-src blob:",
    "connect-src https://view.example",
    "img-src https://view.example data:",
  ]);
});

test("the page tells its script where the workers are and how long a layout may take", () => {
  expect(panelHtml(parts)).toContain(
    '<div id="root" data-worker="https://view.example/elk-worker.js" data-quick-worker="https://view.example/layout-worker.js" data-deadline="10000"></div>',
  );
});

test("what is put into the page cannot leave its attribute", () => {
  const html = panelHtml({ ...parts, title: "</title><script>", worker: '"><script>' });
  expect(html.match(/<script/g)).toHaveLength(1);
});
