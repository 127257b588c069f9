import type { Connection } from "vscode-languageserver/node";
import { type FeatureContext, reportOf, wording } from "./context.ts";
import { hoverText } from "./hoverText.ts";
import { escapeMarkdown } from "./markdown.ts";
import { mentionsAt } from "./place.ts";
import { protect } from "./protect.ts";

/** Hover over a node's name or a reference to it: its run history. */
export function registerHover(connection: Connection, context: FeatureContext): void {
  connection.onHover(
    protect("hover", null, context.onFailure, async ({ textDocument, position }, token) => {
      const reported = await context.host.reported(textDocument.uri, token);
      const mentions = reported ? mentionsAt(reported.definition, textDocument.uri, position) : [];
      // Of the instances of a template those that ran say more than the others.
      const ran = mentions.find((one) => reported && reportOf(reported, one)?.evidence?.histories.has(one.node.id));
      const mention = ran ?? mentions[0];
      const report = reported && mention && reportOf(reported, mention);
      if (!report) return null;
      const history = report.evidence?.histories.get(mention.node.id);
      const value = hoverText({
        uri: report.definition.uri,
        pipeline: report.pipeline,
        node: mention.node,
        evidence: report.evidence && history ? { ...report.evidence, history } : null,
        pending: report.pending,
        lack: report.lack,
        ...wording(context),
        links: context.traits.links,
      });
      const range = mention.reference ? mention.reference.location.range : mention.node.nameRange;
      const others = othersHere(mentions.filter((one) => one !== mention).map(({ node }) => node.id));
      return { contents: { kind: "markdown" as const, value: `${value}${others}` }, range };
    }),
  );
}

/** Other nodes that the hover names at most. */
const named = 8;

/** The other nodes that the same text stands for, in a paragraph of its own; empty for none. */
function othersHere(ids: readonly string[]): string {
  if (ids.length === 0) return "";
  const more = ids.length > named ? ` and ${ids.length - named} more` : "";
  return `\n\nAlso here: ${ids.slice(0, named).map(escapeMarkdown).join(", ")}${more}.`;
}
