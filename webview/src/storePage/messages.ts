import type { FromStorePage, StorePage, ToStorePage } from "../../../server/src/protocol.ts";

/** A message from the extension, or, for one that is not known, a sentence that says so. */
export function readStoreMessage(data: unknown): ToStorePage | string {
  if (!isRecord(data)) return "A message without a type came in.";
  if (data["type"] === "reading" && isShare(data["share"])) return { type: "reading", share: data["share"] };
  if (data["type"] === "page" && isPage(data["page"])) return { type: "page", page: data["page"] };
  return `Message ${JSON.stringify(data["type"])?.slice(0, 80)} is not as agreed.`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isShare = (value: unknown): value is number | null => value === null || typeof value === "number";

function isPage(value: unknown): value is StorePage {
  if (!isRecord(value)) return false;
  if (value["type"] === "failure") return typeof value["message"] === "string";
  return value["type"] === "store" && ["facts", "pipelines", "waste"].every((key) => Array.isArray(value[key]));
}

/** Sends the extension a message. */
export type Post = (message: FromStorePage) => void;

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The extension's side, and how far down the page was before it was hidden. */
export interface StoreHost {
  readonly post: Post;
  readScroll(): number;
  writeScroll(top: number): void;
}

/** Takes hold of VS Code's API, which can be done once. */
export function connectStoreHost(): StoreHost {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    readScroll() {
      const state = api.getState();
      return isRecord(state) && typeof state["scroll"] === "number" ? state["scroll"] : 0;
    },
    writeScroll: (scroll) => api.setState({ scroll }),
  };
}
