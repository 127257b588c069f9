import type { FromStorePage } from "../../../server/src/protocol.ts";
import { fields, isText } from "../fields.ts";

const actions = ["cancel", "retry", "showLog", "openOtherwise", "copyPath"] as const;
const isAction = (value: unknown): value is (typeof actions)[number] => actions.some((action) => action === value);
const isName = (value: unknown): value is string | null => value === null || isText(value);

/** A message of a store's page, with nothing in it but what the protocol names; null for anything else. */
export function fromStorePage(value: unknown): FromStorePage | null {
  const message = fields(value);
  if (!message) return null;
  const { type, what, pipeline, node, action } = message;
  switch (type) {
    case "ready":
      return { type };
    case "show":
      return (what === "graph" || what === "tree") && isName(pipeline) ? { type, what, pipeline } : null;
    case "record":
      return isName(pipeline) && isText(node) ? { type, pipeline, node } : null;
    case "action":
      return isAction(action) ? { type, action } : null;
    case "error":
      return isText(message["message"]) ? { type, message: message["message"] } : null;
    default:
      return null;
  }
}
