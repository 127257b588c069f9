import { isAbsolute, join, relative } from "node:path";
import type { Definition } from "../model/definition.ts";
import { glob } from "../model/glob.ts";
import { isDatabaseAddress } from "../traces/database/address.ts";
import { traceStampOf } from "../traces/formats.ts";
import { bestOf, type Found, type Match, match, type TraceSummary, whyPaired } from "./pairing.ts";
import { distance, labelOf, rootOf, storeCandidates } from "./paths.ts";

/** Which trace a definition is paired with. */
export interface Pairing {
  /** Null where no trace fits. */
  readonly path: string | null;
  /** How it was found, or why none was, in words. */
  readonly why: string;
  /** The user or the definition names it; else it was found by what is inside it. */
  readonly named: boolean;
  /** Stores that are named and do not exist yet. */
  readonly awaited: readonly string[];
}

/** What pairing needs of the workspace. */
export interface StoreHost {
  readonly folders: readonly string[];
  /** The setting: glob over the definition's path → store's path. */
  readonly configured: Readonly<Record<string, string>>;
  /** What looks like a trace in the workspace. */
  stores(): Promise<readonly string[]>;
  /** The part of a trace that is read for the definition: of a database the pipeline of its name. */
  narrow?(path: string): Promise<string>;
  /** Told of the trace that a definition is named to have, before it is read. */
  onNamed?(pairing: Pairing): void;
  /** Reads a trace and keeps it; null where it cannot be read. */
  load(path: string): Promise<TraceSummary | null>;
  /** Names in a trace, read only when it was not read before in its present state. */
  summary(path: string): Promise<TraceSummary | null>;
}

/** So many of the stores found are looked into. */
const mostSearched = 16;

/**
 * Pairs a definition with a trace: by the user's choice, by setting, by the path that it names; else by what is in the workspace's
 * stores, the nearest first.
 */
export async function pairDefinition(
  definition: Definition,
  path: string | null,
  choice: string | null,
  host: StoreHost,
): Promise<Pairing> {
  if (choice !== null) return named(definition, choice, { by: "choice" }, host);
  if (path === null) return { path: null, why: "The file is not on this machine's disk.", named: false, awaited: [] };
  const configured = configuredFor(path, host);
  if (configured) return named(definition, configured.store, { by: "setting", pattern: configured.pattern }, host);
  const references = await namedStores(definition, path, host.folders);
  const [existing] = references.existing;
  if (existing) return named(definition, existing.path, { by: "definition", reference: existing.reference }, host);
  return { ...(await search(definition, path, references.missing, host)), awaited: references.missing };
}

async function named(definition: Definition, given: string, found: Found, host: StoreHost): Promise<Pairing> {
  const path = (await host.narrow?.(given)) ?? given;
  const label = labelOf(path, host.folders);
  host.onNamed?.({ path, why: whyNamed(found, label), named: true, awaited: [] });
  const summary = await host.load(path);
  const [first] = definition.pipelines;
  if (!first || !summary) return { path, why: whyNamed(found, label), named: true, awaited: [] };
  for (const pipeline of definition.pipelines) {
    const inside = match(pipeline, definition.format, summary, true);
    if (inside) return { path, why: whyPaired(found, inside, pipeline, label), named: true, awaited: [] };
  }
  return { path, why: whyPaired(found, null, first, label), named: true, awaited: [] };
}

function whyNamed(found: Found, label: string): string {
  if (found.by === "definition") return `The definition names ${found.reference}.`;
  return found.by === "setting"
    ? `The setting graphlet.traces names ${label} for ${found.pattern}.`
    : `${label} was chosen for this definition.`;
}

async function search(
  definition: Definition,
  path: string,
  missing: readonly string[],
  host: StoreHost,
): Promise<Omit<Pairing, "awaited">> {
  const stores = [...(await host.stores())]
    .sort((a, b) => distance(path, a) - distance(path, b) || (a < b ? -1 : 1))
    .slice(0, mostSearched);
  const candidates: {
    readonly store: string;
    readonly match: Match;
    readonly why: string;
    readonly away: number;
    readonly updatedAt: number;
  }[] = [];
  for (const store of stores) {
    const summary = await host.summary(store);
    if (!summary) continue;
    for (const pipeline of definition.pipelines) {
      const inside = match(pipeline, definition.format, summary, false);
      if (!inside) continue;
      const why = whyPaired({ by: "search" }, inside, pipeline, labelOf(store, host.folders));
      candidates.push({ store, match: inside, why, away: distance(path, store), updatedAt: summary.updatedAt });
      break;
    }
  }
  const best = bestOf(candidates);
  if (best) return { path: best.store, why: best.why, named: false };
  return { path: null, why: whyNone(definition, stores, missing, host.folders), named: false };
}

function whyNone(
  { pipelines }: Definition,
  stores: readonly string[],
  [awaited]: readonly string[],
  folders: readonly string[],
): string {
  if (awaited !== undefined) return `The definition names ${labelOf(awaited, folders)}, which does not exist yet.`;
  if (pipelines.some(({ inDatabase }) => inDatabase))
    return "The definition keeps its metadata in a database: Graphlet: Connect to Database… reads it.";
  const [store] = stores;
  if (store === undefined) return "No metadata store was found in the workspace.";
  const found =
    stores.length === 1
      ? `The metadata store found, ${labelOf(store, folders)}, has no`
      : `None of the ${stores.length} metadata stores found has a`;
  return `${found} pipeline of this name, or enough of its nodes.`;
}

/** The setting's store for a definition, with the pattern that fits it; the first that fits. */
function configuredFor(path: string, { folders, configured }: StoreHost): { store: string; pattern: string } | null {
  const root = rootOf(path, folders);
  const name = relative(root, path).replaceAll("\\", "/");
  for (const [pattern, store] of Object.entries(configured)) {
    if (glob(pattern, "/")(name))
      return { store: isAbsolute(store) || isDatabaseAddress(store) ? store : join(root, store), pattern };
  }
  return null;
}

/** The stores that a definition names: those that exist, and of the others the path nearest to the definition. */
export async function namedStores(
  { pipelines }: Definition,
  path: string,
  folders: readonly string[],
): Promise<{
  readonly existing: readonly { readonly path: string; readonly reference: string }[];
  readonly missing: readonly string[];
}> {
  const root = rootOf(path, folders);
  const existing: { path: string; reference: string }[] = [];
  const missing: string[] = [];
  for (const { path: reference } of pipelines.flatMap(({ stores }) => stores)) {
    const candidates = storeCandidates(reference, path, root);
    let found = false;
    for (const candidate of candidates) {
      if ((await traceStampOf(candidate)) === null) continue;
      existing.push({ path: candidate, reference });
      found = true;
    }
    if (!found) missing.push(...candidates);
  }
  return { existing, missing };
}
