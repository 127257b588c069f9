import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { err, ok, type Result } from "../../model/result.ts";
import { compareTexts } from "./places.ts";
import type { Identity } from "./report.ts";

/** Findings that are accepted: they are known and fail no check. */
export interface Baseline {
  /** Absolute path of its file. */
  readonly path: string;
  readonly entries: readonly Identity[];
}

/** Name of the file where none is given. */
export const defaultBaseline = "graphlet-baseline.json";

const version = 1;
/** More entries are not read: no project has so many pipelines. */
const maxEntries = 100_000;

/**
 * What is the same for the same finding today and tomorrow: code, pipeline, node and subject, neither numbers nor lines. Where the definition
 * does not name its pipeline, its path from `base` stands in.
 */
export function fingerprintOf({ code, pipeline, node, subject, definition }: Identity, base: string): string {
  return JSON.stringify([code, pipeline ?? { definition: slashed(relative(base, definition)) }, node, subject]);
}

/** Reads a baseline's text. The error is one sentence. */
export function parseBaseline(path: string, text: string): Result<Baseline, string> {
  const raw = parsed(text);
  const entries = isRecord(raw) && raw["version"] === version ? raw["findings"] : undefined;
  if (!Array.isArray(entries) || entries.length > maxEntries)
    return err("not a baseline of this version. Write it anew with --update-baseline.");
  const identities: Identity[] = [];
  for (const [at, entry] of entries.entries()) {
    const identity = identityOf(entry, dirname(path));
    if (!identity) return err(`entry ${at + 1} is not one of a baseline. Write it anew with --update-baseline.`);
    identities.push(identity);
  }
  return ok({ path, entries: identities });
}

/** The text of a baseline: sorted, one entry a finding, paths from the file's own folder; the same findings give the same text. */
export function baselineText({ path, entries }: Baseline): string {
  const base = dirname(path);
  const unique = new Map(entries.map((entry) => [fingerprintOf(entry, base), entry]));
  const findings = [...unique.values()]
    .map(({ code, pipeline, node, subject, definition }) => ({
      definition: slashed(relative(base, definition)),
      pipeline,
      node,
      subject,
      code,
    }))
    .sort((a, b) => compareTexts(sortKey(a), sortKey(b)));
  return `${JSON.stringify({ version, findings }, null, 2)}\n`;
}

const sortKey = (entry: Record<string, string | null>): string =>
  Object.values(entry)
    .map((value) => value ?? "")
    .join("\0");

function identityOf(entry: unknown, base: string): Identity | null {
  if (!isRecord(entry)) return null;
  const { code, pipeline = null, node = null, subject = null, definition } = entry;
  if (typeof code !== "string" || typeof definition !== "string") return null;
  if (!isTextOrNull(pipeline) || !isTextOrNull(node) || !isTextOrNull(subject)) return null;
  return {
    code,
    pipeline,
    node,
    subject,
    definition: isAbsolute(definition) ? resolve(definition) : join(base, definition),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === "string";
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const slashed = (path: string): string => path.split(sep).join("/");
