import { formatAge, formatCount } from "../model/format.ts";
import type { Settings } from "../model/settings.ts";
import { noDefinition, type Status } from "../protocol.ts";
import { traceName } from "../traces/traceName.ts";
import type { Pairing } from "./stores.ts";
import type { CutTrace } from "./traceInWorker.ts";
import type { TraceState } from "./traces.ts";

/** What the status item says of a definition; `pairing` null: it is still being looked for. */
export function statusOf(
  pairing: Pairing | null,
  state: TraceState | null,
  { staleAfterDays }: Settings,
  now: number,
): Status {
  const known: Status = { ...noDefinition, isDefinition: true, why: pairing?.why ?? "Looking for runs." };
  if (pairing === null) return { ...known, state: "reading" };
  const { path } = pairing;
  if (path === null) return known;
  const updatedAt = state?.cut ? newestUpdate(state.cut) : null;
  return {
    ...known,
    trace: traceName(path),
    path,
    updatedAt,
    state: state?.phase ?? "reading",
    error: state?.failure?.message ?? null,
    stale: updatedAt !== null && staleAfterDays > 0 && now - updatedAt > staleAfterDays * 86_400_000,
    graphlets: state?.cut?.graphlets.list.length ?? 0,
  };
}

/** What a store is described with in the choice of traces. */
export function describeState(state: TraceState | null, now: number): string {
  if (!state) return "";
  if (state.failure) return causeOf(state.failure.message);
  if (!state.cut) return "reading";
  const newest = newestUpdate(state.cut);
  const models = formatCount(state.cut.graphlets.list.length, "model");
  return newest === null ? models : `${models} · last run ${formatAge(newest, now)}`;
}

/** `name: cause. Nothing was changed. Cure.` without the name, which stands beside it, and the cure, which other places tell. */
const causeOf = (message: string): string => message.replace(/^.*?: /, "").replace(/\. Nothing was changed\..*$/, "");

/** Newest update in a trace, milliseconds since the epoch; null where unknown. */
const newestUpdate = ({ summary }: CutTrace): number | null =>
  Number.isNaN(summary.updatedAt) ? null : summary.updatedAt;
