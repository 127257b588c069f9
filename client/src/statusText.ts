import { formatAge } from "../../server/src/model/format.ts";
import type { Status } from "../../server/src/protocol.ts";

/** What the status item shows. */
export interface StatusText {
  readonly text: string;
  /** Paragraphs: untrusted text. */
  readonly tooltip: readonly string[];
  readonly level: "plain" | "warning" | "error";
  /** A trace is being read: it can be cancelled. */
  readonly reading: boolean;
}

/** The status item's words for one definition; null where nothing is shown. `share`: of the read, null where unknown. */
export function statusText(status: Status, share: number | null, now: number): StatusText | null {
  if (!status.isDefinition) return null;
  const name = plain(status.trace ?? "");
  const say = (text: string, level: StatusText["level"], ...tooltip: readonly (string | null)[]): StatusText => ({
    text,
    tooltip: tooltip.filter((line): line is string => line !== null && line !== ""),
    level,
    reading: status.state === "reading",
  });
  switch (status.state) {
    case "none":
      return say("Graphlet: no trace", "plain", "No runs found.", status.why, chooseHint);
    case "reading": {
      const percent = share === null ? "" : ` ${Math.floor(share * 100)} %`;
      return say(`$(sync~spin) Graphlet: ${name}${percent}`, "plain", `Reading ${status.path ?? name}.`);
    }
    case "failed":
      return say(`$(error) Graphlet: ${name}`, "error", status.error, status.path, chooseHint);
    case "ready": {
      const age = status.updatedAt === null ? "" : ` · ${shortAge(status.updatedAt, now)}`;
      const stale = status.stale ? `The newest run is old: ${shortAge(status.updatedAt ?? Number.NaN, now)}.` : null;
      const models = status.graphlets === 1 ? "1 model" : `${status.graphlets.toLocaleString("en-US")} models`;
      return say(
        `Graphlet: ${name}${age}`,
        status.stale ? "warning" : "plain",
        stale,
        status.path,
        `${models}. ${status.why}`,
        chooseHint,
      );
    }
  }
}

const chooseHint = "Click to choose another trace.";

/** Names from the disk never bring icons with them. */
const plain = (name: string): string => name.replaceAll("$(", "$\u200b(");

/** `2 min ago`, `3 hours ago`: the age with its most frequent unit cut short. */
const shortAge = (time: number, now: number): string => formatAge(time, now).replace(/ minutes? ago$/, " min ago");
