import type { FromWebview, ToWebview } from "../../server/src/protocol.ts";

/** The extension host's side, and what is kept over a reload. */
export interface Host {
  post(message: FromWebview): void;
  readState(): unknown;
  writeState(state: unknown): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Takes hold of VS Code's API, which can be done once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    readState: () => api.getState(),
    writeState: (state) => api.setState(state),
  };
}

/** A message from the host, or, for one that is not known, a sentence that says so. */
export function readMessage(data: unknown): ToWebview | string {
  if (!isRecord(data) || typeof data["type"] !== "string") return "A message without a type came in.";
  const known = Object.hasOwn(shapes, data["type"]) ? shapes[data["type"]] : undefined;
  if (!known) return `Message of unknown type ${JSON.stringify(data["type"].slice(0, 80))}.`;
  return known(data) ? (data as unknown as ToWebview) : `Message ${data["type"]} is not as agreed.`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const hold = (record: Record<string, unknown>, lists: readonly string[]): boolean =>
  lists.every((key) => Array.isArray(record[key]));

const isGraph = (view: Record<string, unknown>): boolean =>
  view["type"] === "graph" && hold(view, ["nodes", "edges", "notes", "graphlets"]);

const columns = ["trainer", "label", "at", "state", "reason", "cost", "ownCost", "wasted", "overlap", "fold"] as const;

/** Columns of marks must be of one length: what draws them goes by index. */
function isHistory({ lanes, notes, marks }: Record<string, unknown>): boolean {
  if (!Array.isArray(lanes) || !Array.isArray(notes) || !isRecord(marks)) return false;
  if (!hold(marks, [...columns, "reasons"])) return false;
  const lengths = new Set(columns.map((column) => (marks[column] as readonly unknown[]).length));
  return lengths.size === 1;
}

/** What must hold of each message before the view relies on its type. */
const shapes: Readonly<Record<string, (message: Record<string, unknown>) => boolean>> = {
  loading: ({ what }) => typeof what === "string",
  view: ({ view, select }) =>
    isRecord(view) &&
    (select === null || typeof select === "string") &&
    (view["type"] === "failure"
      ? typeof view["message"] === "string"
      : typeof view["key"] === "string" && (view["type"] === "history" ? isHistory(view) : isGraph(view))),
  part: ({ of, start, nodes, edges }) =>
    typeof of === "string" && typeof start === "boolean" && Array.isArray(nodes) && Array.isArray(edges),
  progress: ({ progress }) => isRecord(progress) && typeof progress["path"] === "string",
  details: ({ details, node }) =>
    typeof node === "string" && (details === null || (isRecord(details) && Array.isArray(details["sections"]))),
  selectDefinitionNode: ({ node }) => typeof node === "string",
  tradeOff: ({ node }) => typeof node === "string",
  locked: ({ locked }) => typeof locked === "boolean",
  export: ({ id, format }) => typeof id === "number" && (format === "svg" || format === "png"),
};
