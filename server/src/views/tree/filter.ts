import type { TreeFilter, TreeStatus } from "../../protocol.ts";

/** What a filter looks at; `texts` is asked last. */
export interface Filtered {
  readonly status: TreeStatus | null;
  /** NaN where unknown: then it is less than any least cost. */
  readonly cost: number;
  /** Milliseconds since the epoch; NaN where unknown: then it is before any date. */
  readonly startedAt: number;
  texts(): string;
}

/** Longest text of words that is looked for. */
const longest = 200;

/** Whether something passes a filter; made once for many rows. */
export function passes(filter: TreeFilter): (row: Filtered) => boolean {
  const statuses = new Set(filter.statuses ?? []);
  const words = (filter.words ?? "").slice(0, longest).toLowerCase().split(/\s+/).filter(Boolean);
  const { leastCost, since, until } = filter;
  return (row) => {
    if (statuses.size > 0 && (row.status === null || !statuses.has(row.status))) return false;
    if (leastCost !== undefined && !(row.cost >= leastCost)) return false;
    if (since !== undefined && !(row.startedAt >= since)) return false;
    if (until !== undefined && !(row.startedAt <= until)) return false;
    if (words.length === 0) return true;
    const text = row.texts().toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** Whether a filter leaves anything out. */
export const filters = ({ statuses, leastCost, since, until, words }: TreeFilter): boolean =>
  (statuses?.length ?? 0) > 0 ||
  leastCost !== undefined ||
  since !== undefined ||
  until !== undefined ||
  (words ?? "").trim() !== "";
