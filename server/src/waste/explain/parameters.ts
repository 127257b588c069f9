import type { ParameterChange } from "../../model/comparison.ts";

/** Longest text of parameters that is taken apart, characters. */
const longest = 1 << 20;
const maxDepth = 8;
const maxLeaves = 2_000;

/**
 * Parameters by their paths (`train_args.num_steps` → `5`), values as JSON; lists are values. From the canonical text that a
 * trace keeps; null where it is not such a text. At most 2,000 paths, eight levels deep: what lies deeper is one value.
 */
export function parametersByPath(text: string | null): ReadonlyMap<string, string> | null {
  const value = parsed(text);
  if (value === null) return null;
  const leaves = new Map<string, string>();
  const visit = (path: string, one: unknown, depth: number): void => {
    if (leaves.size >= maxLeaves) return;
    if (isObject(one) && depth < maxDepth && Object.keys(one).length > 0) {
      for (const [key, inner] of Object.entries(one)) visit(path === "" ? key : `${path}.${key}`, inner, depth + 1);
    } else leaves.set(path, JSON.stringify(one) ?? "null");
  };
  for (const [key, one] of Object.entries(value)) visit(key, one, 1);
  return leaves;
}

/** One parameter's value; undefined where it is not set or the text cannot be taken apart. */
export const parameterOf = (text: string | null, name: string): unknown => {
  const value = parsed(text);
  return value && Object.hasOwn(value, name) ? value[name] : undefined;
};

/** What differs between two texts of parameters, by path. Empty where they are the same, or one cannot be taken apart. */
export function parameterChanges(before: string | null, after: string | null): readonly ParameterChange[] {
  if (before === after) return [];
  const old = parametersByPath(before);
  const now = parametersByPath(after);
  if (!old || !now) return [];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys
    .map((key) => ({ key, before: old.get(key) ?? null, after: now.get(key) ?? null }))
    .filter((change) => change.before !== change.after);
}

function parsed(text: string | null): Readonly<Record<string, unknown>> | null {
  if (text === null || text.length > longest || !text.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
