import type { Connection } from "vscode-languageserver/node";
import { type FeatureContext, reportOf, wording } from "./context.ts";
import { hoverText } from "./hoverText.ts";
import { mentionAt } from "./place.ts";
import { protect } from "./protect.ts";

/** Hover over a node's name or a reference to it: its run history. */
export function registerHover(connection: Connection, context: FeatureContext): void {
  connection.onHover(
    protect("hover", null, context.onFailure, async ({ textDocument, position }, token) => {
      const reported = await context.host.reported(textDocument.uri, token);
      const mention = reported && mentionAt(reported.definition, textDocument.uri, position);
      const report = mention && reportOf(reported, mention);
      if (!report) return null;
      const history = report.evidence?.histories.get(mention.node.id);
      const value = hoverText({
        uri: report.definition.uri,
        pipeline: report.pipeline,
        node: mention.node,
        evidence: report.evidence && history ? { ...report.evidence, history } : null,
        pending: report.pending,
        ...wording(context),
        links: context.traits.links,
      });
      const range = mention.reference ? mention.reference.location.range : mention.node.nameRange;
      return { contents: { kind: "markdown" as const, value }, range };
    }),
  );
}
