import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { bundleView } from "./bundle.ts";

const workerFile = path.resolve(import.meta.dirname, "../../../node_modules/elkjs/lib/elk-worker.min.js");

export interface ViewServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Serves the web view's page on the loopback, under the content security policy that the extension gives it. */
export async function startViewServer(): Promise<ViewServer> {
  const { script, style, worker, storeScript, storeStyle } = await bundleView();
  const files: Record<string, { readonly type: string; readonly body: () => Promise<string> | string }> = {
    "/webview.js": { type: "text/javascript", body: () => script },
    "/layout-worker.js": { type: "text/javascript", body: () => worker },
    "/webview.css": { type: "text/css", body: () => style },
    "/storePage.js": { type: "text/javascript", body: () => storeScript },
    "/storePage.css": { type: "text/css", body: () => storeStyle },
    "/elk-worker.js": { type: "text/javascript", body: () => readFile(workerFile, "utf8") },
    "/never.js": { type: "text/javascript", body: () => "onmessage = () => { for (;;); };" },
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const file = files[url.pathname];
    if (file) {
      // Kept by the browser: most tests load the same page again.
      const headers = { "content-type": file.type, "cache-control": "max-age=3600" };
      response.writeHead(200, headers).end(await file.body());
    } else if (url.pathname === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page(url.searchParams));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function page(options: URLSearchParams): string {
  const name = options.get("script") ?? "webview";
  const own = ["default-src 'none'", "script-src 'nonce-test'", "style-src 'self'"];
  const graph = ["font-src 'self'", "worker-src blob:", "connect-src 'self'", "img-src 'self' data:"];
  const policy = (name === "webview" ? [...own, ...graph] : own).join("; ");
  const worker = options.get("worker") ?? "/elk-worker.js";
  const quick = options.get("quick") ?? "/layout-worker.js";
  const deadline = options.get("deadline") ?? "";
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Graphlet</title>
    <link rel="stylesheet" href="/${name}.css">
  </head>
  <body class="${options.get("body") ?? ""}">
    <div id="root" data-worker="${worker}" data-quick-worker="${quick}" data-nonce="test" data-deadline="${deadline}"></div>
    <script nonce="test" src="/${name}.js"></script>
  </body>
</html>`;
}
