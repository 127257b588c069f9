import { createHash } from "node:crypto";
import { isNone, type PropertyValue } from "./values.ts";

const maxValueLength = 2000;
const maxDepth = 40;
const maxCached = 5000;

/** Writes values of parameters in one form: two texts are equal exactly where the values are. */
export class CanonicalValues {
  readonly #known = new Map<string, string | null>();

  /** The value as JSON with sorted keys, what is long by its hash; null for what is none (`None`, `null`, empty). */
  write(value: PropertyValue): string | null {
    if (typeof value !== "string") return shortened(scalar(value));
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const written = isNone(value) ? null : shortened(normalised(value));
    if (this.#known.size >= maxCached) this.#known.clear();
    this.#known.set(value, written);
    return written;
  }
}

function scalar(value: number | boolean | Uint8Array): string {
  if (value instanceof Uint8Array) return JSON.stringify(`base64:${Buffer.from(value).toString("base64")}`);
  return Number.isFinite(Number(value)) ? JSON.stringify(value) : JSON.stringify(String(value));
}

const shortened = (json: string): string =>
  json.length <= maxValueLength
    ? json
    : JSON.stringify(`sha256:${createHash("sha256").update(json).digest("hex")}, ${json.length} characters`);

/** Text that is JSON in JSON's canonical form (`{"a": 1}` and `{ "a":1 }` are the same), else the text. */
function normalised(value: string): string {
  if (!/^\s*[-{["\dtf]/.test(value)) return JSON.stringify(value);
  try {
    return canonical(JSON.parse(value), 0);
  } catch {
    return JSON.stringify(value);
  }
}

function canonical(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new RangeError("nested too deeply");
  if (typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value)) {
    throw new RangeError("too large to be told from its neighbours");
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, depth + 1)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

const housekeeping = new Set([
  "component_id",
  "pipeline_name",
  "pipeline_root",
  "run_id",
  "state",
  "module_file",
  "module_path",
  "checksum_md5",
]);

/** Whether a property of an execution says how it was run, not what it was run with. */
export const isHousekeeping = (name: string): boolean => housekeeping.has(name) || isChecksum(name);

/** Whether a property tells the content of the module file beside it. */
export const isChecksum = (name: string): boolean =>
  /^(?:module_file_|module_|code_)?(?:checksum|fingerprint)(?:_[a-z0-9]{1,10})?$/.test(name);

/**
 * Identity of the code in `module_path`: the hash in the wheel's name (`…0.0+<sha256>-py3-none-any.whl`), which TFX
 * computes over the files in it; null where there is none. Separators may be of either kind, the end may be cut off.
 */
export function wheelHash(path: PropertyValue): string | null {
  if (typeof path !== "string") return null;
  return /\+([0-9a-f]{16,128})(?:-[^/\\]*)?$/i.exec(path.trim())?.[1]?.toLowerCase() ?? null;
}
