import type { Connection, DocumentLink, DocumentLinkParams } from "vscode-languageserver/node";
import type { CancelToken } from "../model/cancel.ts";
import type { Location } from "../model/text.ts";
import type { FeatureContext } from "./context.ts";
import { isPythonFormat } from "./formats.ts";
import type { FeatureHost } from "./host.ts";
import { linksOf } from "./linksOf.ts";
import { protect } from "./protect.ts";

/** Links from definitions to the files and pages that they name. */
export function registerLinks(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onDocumentLinks(
    protect<DocumentLinkParams, DocumentLink[]>("links", [], onFailure, async ({ textDocument: { uri } }, token) => {
      const reported = await host.reported(uri, token);
      if (!reported) return [];
      const links = await linksOf(reported.definition, uri, {
        resolve: (from, path) => host.fileAt(from, path),
        source: (pipeline) => sourceOf(host, pipeline, token),
      });
      return [...links];
    }),
  );
}

/** Where the Python files of the workspace define a pipeline of a name; the first of them. */
async function sourceOf(host: FeatureHost, name: string, token: CancelToken): Promise<Location | null> {
  // Compilers write other hyphens and capitals than the source has.
  const stem = name.split(/[^\p{L}\p{N}]+/u)[0] ?? name;
  const pattern = stem.toLowerCase();
  const definitions = await host.definitions(
    (uri, text) => /\.py$/i.test(uri) && text.toLowerCase().includes(pattern),
    token,
  );
  for (const { format, pipelines } of definitions) {
    const found = isPythonFormat(format) ? pipelines.find((pipeline) => pipeline.name === name) : undefined;
    if (found) return found.nameLocation ?? found.location;
  }
  return null;
}
