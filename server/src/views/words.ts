import { formatPercent } from "../model/format.ts";
import type { GraphletStatus, NotPushedReason } from "../model/graphlet.ts";
import type { ArtifactKind } from "../model/kinds.ts";
import type { ViewNode } from "../protocol.ts";

/** A status in the users' words: they read `deployed`, JSON says `pushed`. */
export const statusWord: Readonly<Record<GraphletStatus, string>> = {
  pushed: "deployed",
  useful: "used",
  pending: "pending",
  wasted: "wasted",
};

/** `31 deployed`, `none deployed`. */
export const deployedCount = (count: number): string =>
  count === 0 ? "none deployed" : `${count.toLocaleString("en-US")} deployed`;

/** Why a model was not deployed, as the end of a sentence about it. */
export const reasonWord: Readonly<Record<NotPushedReason, string>> = {
  "trainer-failed": "its training failed",
  "upstream-failed": "a step before its training failed",
  "validation-failed": "its validation failed",
  "not-blessed": "it was not blessed",
  "push-failed": "its deployment failed",
  "push-refused": "its deployment was refused",
  abandoned: "a step never finished",
  "never-reached-deploy": "nothing that deploys ran",
};

/** A node's state in words; empty where it has none. */
export function stateWord(state: ViewNode["state"]): string {
  if (state === null) return "";
  if (state === "pushed" || state === "useful" || state === "pending" || state === "wasted") return statusWord[state];
  return state === "unknown" ? "state unknown" : state;
}

/** An artifact's kind in words. */
export const kindWord = (kind: ArtifactKind): string =>
  kind === "pushed" ? "deployed model" : kind === "transform" ? "transform graph" : kind;

export { costInWords, costWord, formatCost, formatCostSum } from "../model/cost.ts";
export { formatTime } from "../model/zonedTime.ts";

/** Part of a whole; null where either is unknown or the whole is nothing. */
export function shareOf(part: number, whole: number): number | null {
  return Number.isFinite(part) && whole > 0 ? Math.min(1, Math.max(0, part / whole)) : null;
}

/** `12 %`; empty where unknown. */
export const percentOf = (share: number | null): string => (share === null ? "" : formatPercent(share));

/** Joins what is there: `3m 12s · 12 %`. */
export const dots = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" · ");

/** `A, B and 3 more`: at most `limit` names. */
export function nameSome(names: readonly string[], limit = 5): string {
  const shown = names.slice(0, limit).join(", ");
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}
