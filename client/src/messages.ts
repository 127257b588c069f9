import {
  type DetailsLink,
  type FromWebview,
  type PanelState,
  type ShowGraphArguments,
  type ViewLevel,
  viewLevels,
} from "../../server/src/protocol.ts";
import { type Fields, fields, isId, isText, timeRange } from "./fields.ts";
import { traceRecord } from "./recordArguments.ts";

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isLevel = (value: unknown): value is ViewLevel => viewLevels.some((level) => level === value);
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

/** A list of names that is not longer than anybody opens stacks by hand. */
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 1_000 && value.every(isText);

const actions = ["chooseTrace", "openDefinition", "setKinds", "retry", "showLog", "cancel"] as const;
const isAction = (value: unknown): value is (typeof actions)[number] => actions.some((action) => action === value);

/** A message of the web view, with nothing in it but what the protocol names; null for anything else. */
export function fromWebview(value: unknown): FromWebview | null {
  const message = fields(value);
  if (!message) return null;
  switch (message["type"]) {
    case "ready":
      return { type: "ready", state: panelState(message["state"]) };
    case "drawn":
      return drawn(message);
    case "select": {
      const { node, reveal } = message;
      return isTextOrNull(node) && typeof reveal === "boolean" ? { type: "select", node, reveal } : null;
    }
    case "show":
      return show(message);
    case "follow": {
      const link = detailsLink(message["link"]);
      return link ? { type: "follow", link } : null;
    }
    case "copy":
      return isText(message["text"]) ? { type: "copy", text: message["text"] } : null;
    case "filterTraces": {
      const range = timeRange(message["range"]);
      return range && { type: "filterTraces", range };
    }
    case "action":
      return isAction(message["action"]) ? { type: "action", action: message["action"] } : null;
    case "exported":
      return exported(message);
    case "error":
      return isText(message["message"]) ? { type: "error", message: message["message"] } : null;
    default:
      return null;
  }
}

/** Longest content of an exported picture, characters. */
const longestPicture = 100_000_000;

function exported({ id, format, data }: Fields): FromWebview | null {
  if (!isCount(id) || (format !== "svg" && format !== "png")) return null;
  const isPicture = typeof data === "string" && data.length <= longestPicture;
  return data === null || isPicture ? { type: "exported", id, format, data } : null;
}

function drawn({ key, nodes, edges, layout, layoutMs }: Fields): FromWebview | null {
  if (!isText(key) || !isCount(nodes) || !isCount(edges) || !isCount(layoutMs)) return null;
  return layout === "elk" || layout === "quick" ? { type: "drawn", key, nodes, edges, layout, layoutMs } : null;
}

function show({
  level,
  trainer,
  against,
  range: given,
  artifacts,
  around,
  opened,
  selection,
}: Fields): FromWebview | null {
  const range = timeRange(given);
  if (!isLevel(level)) return null;
  if (trainer !== undefined && !isId(trainer)) return null;
  if (against !== undefined && !isId(against)) return null;
  if (given !== undefined && range === null) return null;
  if (artifacts !== undefined && typeof artifacts !== "boolean") return null;
  if (around !== undefined && !isText(around)) return null;
  if (opened !== undefined && !isTexts(opened)) return null;
  if (selection !== undefined && !isText(selection)) return null;
  return {
    type: "show",
    level,
    ...(trainer === undefined ? {} : { trainer }),
    ...(against === undefined ? {} : { against }),
    ...(range === null ? {} : { range }),
    ...(artifacts === undefined ? {} : { artifacts }),
    ...(around === undefined ? {} : { around }),
    ...(opened === undefined ? {} : { opened }),
    ...(selection === undefined ? {} : { selection }),
  };
}

function detailsLink(value: unknown): DetailsLink | null {
  const link = fields(value);
  if (!link) return null;
  const { type, node, trainer, against } = link;
  if (type === "compare") {
    if (!isId(trainer) || (against !== undefined && !isId(against))) return null;
    return { type, trainer, ...(against === undefined ? {} : { against }) };
  }
  if (type === "record") {
    const record = traceRecord(link["record"]);
    return record && { type, record };
  }
  if ((type === "source" || type === "select") && isText(node)) return { type, node };
  return type === "graphlet" && isId(trainer) ? { type, trainer } : null;
}

/** What a panel kept over a reload; null where that is not what it once wrote. */
export function panelState(value: unknown): PanelState | null {
  const state = fields(value);
  if (!state) return null;
  const { uri, pipeline, level, trainer, against, selected, artifacts, opened, selection, locked } = state;
  const range = timeRange(state["range"]);
  if (!isText(uri) || uri === "" || !isLevel(level)) return null;
  return {
    uri,
    level,
    pipeline: isText(pipeline) ? pipeline : null,
    trainer: isId(trainer) ? trainer : null,
    selected: isText(selected) ? selected : null,
    ...(isId(against) ? { against } : {}),
    ...(range === null ? {} : { range }),
    ...(artifacts === true ? { artifacts } : {}),
    ...(isTexts(opened) ? { opened } : {}),
    ...(isText(selection) ? { selection } : {}),
    ...(locked === true ? { locked } : {}),
  };
}

/** Arguments of the command that shows the graph: they may come from a link in a hover. */
export function showGraphArguments(value: unknown): ShowGraphArguments | null {
  const given = fields(value);
  if (!given) return null;
  const { uri, pipeline, level, trainer, against, node, tradeOff } = given;
  if (!isText(uri) || uri === "") return null;
  return {
    uri,
    ...(isText(pipeline) ? { pipeline } : {}),
    ...(isLevel(level) ? { level } : {}),
    ...(isId(trainer) ? { trainer } : {}),
    ...(isId(against) ? { against } : {}),
    ...(isText(node) ? { node } : {}),
    ...(tradeOff === true ? { tradeOff } : {}),
  };
}
