import * as vscode from "vscode";
import { commands, type TreeItem } from "../../../server/src/protocol.ts";
import { statusWords } from "./filter.ts";
import { type NodeItem, recordArguments, type TraceNode, targetOf } from "./node.ts";

type State = Extract<TreeItem, { type: "execution" }>["state"];
type Icon = readonly [name: string, color: string];

const statusIcons: Readonly<Record<keyof typeof statusWords, Icon>> = {
  pushed: ["pass-filled", "testing.iconPassed"],
  useful: ["arrow-circle-up", "charts.green"],
  pending: ["circle-large", "charts.blue"],
  wasted: ["circle-slash", "graphlet.wasted"],
  failed: ["error", "testing.iconFailed"],
};
const stateIcons: Readonly<Record<State, Icon>> = {
  new: ["circle-outline", "descriptionForeground"],
  running: ["sync", "charts.blue"],
  complete: ["pass", "testing.iconPassed"],
  failed: ["error", "testing.iconFailed"],
  cached: ["fold", "descriptionForeground"],
  canceled: ["circle-slash", "descriptionForeground"],
  abandoned: ["watch", "problemsWarningIcon.foreground"],
  unknown: ["question", "descriptionForeground"],
};

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** A line as VS Code draws it: icon by status or state, words for screen readers, what a click does. */
export function treeItemOf(node: TraceNode): vscode.TreeItem {
  const { item, id } = node;
  const drawn = itemOf(node, item);
  drawn.id = id;
  const target = targetOf(node);
  drawn.contextValue = target?.defined === true ? `${item.type}.defined` : item.type;
  return drawn;
}

function itemOf(node: TraceNode, item: NodeItem): vscode.TreeItem {
  if (item.type === "more") return moreItem(node);
  if (item.type === "note") return noteItem(item);
  const { label, description, details } = item;
  const drawn = new vscode.TreeItem(label, stateOf(node, item));
  drawn.description = description;
  drawn.tooltip = [[label, description].join(" ").trim(), ...details].join("\n");
  drawn.iconPath = iconOf(item);
  const words = description.replace(/^[·—] /, "");
  drawn.accessibilityInformation = { label: [label, words, statusOf(item), ...details].filter(Boolean).join(". ") };
  // A line without children has one thing to do; others open and close.
  const record = item.type === "execution" ? recordArguments(node) : null;
  if (record) {
    drawn.command = { command: commands.openRecord, title: vscode.l10n.t("Open Record"), arguments: [record] };
  }
  return drawn;
}

function stateOf({ alone }: TraceNode, item: TreeItem): vscode.TreeItemCollapsibleState {
  if (item.type === "execution") return None;
  if (item.type === "trace") return alone || item.inUse ? Expanded : Collapsed;
  return item.type === "pipeline" && alone ? Expanded : Collapsed;
}

function iconOf(item: TreeItem): vscode.ThemeIcon {
  if (item.type === "trace") return new vscode.ThemeIcon("database");
  if (item.type === "pipeline") return new vscode.ThemeIcon("type-hierarchy");
  const [name, color] = item.type === "graphlet" ? statusIcons[item.status] : stateIcons[item.state];
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}

/** What the icon says, where the words do not. */
function statusOf(item: TreeItem): string {
  if (item.type === "graphlet") return statusWords[item.status];
  return item.type === "execution" || item.type === "run" ? item.state : "";
}

function moreItem(node: TraceNode): vscode.TreeItem {
  const drawn = new vscode.TreeItem(vscode.l10n.t("Show More…"), None);
  drawn.iconPath = new vscode.ThemeIcon("ellipsis");
  drawn.command = { command: "graphlet.showMoreTraces", title: vscode.l10n.t("Show More…"), arguments: [node] };
  return drawn;
}

function noteItem({ message, failed }: Extract<NodeItem, { type: "note" }>): vscode.TreeItem {
  const drawn = new vscode.TreeItem(message, None);
  drawn.tooltip = message;
  drawn.iconPath = failed
    ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("problemsWarningIcon.foreground"))
    : new vscode.ThemeIcon("info");
  return drawn;
}
