import * as vscode from "vscode";
import {
  commands,
  type LocateParams,
  type RecordLink,
  type RecordParams,
  type RecordText,
  type ShowGraphArguments,
} from "../../server/src/protocol.ts";

/** A link whose target is asked for when it is followed: where a node is defined, or what the record of a model is called. */
export interface RecordDocumentLink extends vscode.DocumentLink {
  locate?: LocateParams;
  record?: RecordParams;
}

/** The links of a record's text. */
export function linksOf(answer: RecordText | null, shown: RecordParams | null): RecordDocumentLink[] {
  if (!answer || !shown) return [];
  return answer.links.map((link) => linkOf(link, shown));
}

function linkOf({ line, start, end, target }: RecordLink, { uri, pipeline }: RecordParams): RecordDocumentLink {
  const link: RecordDocumentLink = new vscode.DocumentLink(new vscode.Range(line, start, line, end));
  switch (target.type) {
    case "record":
      link.record = { uri, pipeline, record: target.record };
      link.tooltip = vscode.l10n.t("Open Record");
      break;
    case "graph": {
      const given: ShowGraphArguments = { uri, pipeline, level: "graphlet", trainer: target.trainer };
      link.target = vscode.Uri.parse(`command:${commands.showGraph}?${encodeURIComponent(JSON.stringify([given]))}`);
      link.tooltip = vscode.l10n.t("Show Provenance Graph");
      break;
    }
    case "source":
      link.locate = { uri, node: target.node };
      link.tooltip = vscode.l10n.t("Go to Definition");
      break;
  }
  return link;
}

/** A section folds to its title. */
export const foldingOf = (answer: RecordText | null): vscode.FoldingRange[] =>
  (answer?.sections ?? [])
    .filter(({ line, end }) => end > line)
    .map(({ line, end }) => new vscode.FoldingRange(line, end, vscode.FoldingRangeKind.Region));

/** The outline: the record's name, then its sections. */
export function symbolsOf(answer: RecordText | null): vscode.DocumentSymbol[] {
  if (!answer) return [];
  return answer.sections.map(({ title, line, end }) => {
    const head = new vscode.Range(line, 0, line, title.length);
    const whole = new vscode.Range(line, 0, end, Number.MAX_SAFE_INTEGER);
    return new vscode.DocumentSymbol(title, "", vscode.SymbolKind.Namespace, whole, head);
  });
}
