import { readFile, stat } from "node:fs/promises";
import { readYaml } from "../definitions/yaml/read.ts";
import type { YamlNode } from "../definitions/yaml/tree.ts";
import { NotAStoreError } from "./notAStore.ts";

const maxBytes = 128 * 1024 * 1024;
/** Values that aliases may multiply a text to. */
const maxValues = 5_000_000;
const maxDepth = 200;

/** The first document of a file; null where there is none. As {@link readDocuments}. */
export const readDocument = async (path: string): Promise<unknown> => (await readDocuments(path)).documents[0] ?? null;

/** What a file holds. */
interface Documents {
  readonly documents: readonly unknown[];
  /** The last line of a YAML file is not ended: programs end theirs, so the rest may be missing. */
  readonly isOpen: boolean;
}

/**
 * A whole JSON or YAML file as plain data, a YAML file's documents one after the other. Throws `NotAStoreError` where it is none, is cut off within a
 * value, or too large to be read whole, and file system errors.
 */
export async function readDocuments(path: string): Promise<Documents> {
  const { size } = await stat(path);
  if (size > maxBytes) throw new NotAStoreError("not-a-trace", "larger than 128 MB, so it was not read", "Split it.");
  const text = (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  if (/^\s*[[{]/.test(text.slice(0, 1_000))) {
    try {
      return { documents: [JSON.parse(text)], isOpen: false };
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new NotAStoreError("damaged", `not readable as JSON (${cause.slice(0, 200)})`, "Restore it from a copy.");
    }
  }
  const budget = { left: maxValues };
  const { documents, problems } = readYaml(text);
  const isOpen = !/[\r\n]$/.test(text);
  const lastLine = text.lastIndexOf("\n") + 1;
  if (isOpen && problems.some(({ code, to }) => code === "syntax" && to > lastLine)) throw cutOff("a value");
  return { documents: documents.flatMap((document) => (document ? [plain(document, budget, 0)] : [])), isOpen };
}

/** A file that ends in the middle of something. */
export const cutOff = (what: string): NotAStoreError =>
  new NotAStoreError("damaged", `cut off: it ends in the middle of ${what}`, "Export it anew.");

function plain(node: YamlNode, budget: { left: number }, depth: number): unknown {
  if (--budget.left < 0 || depth > maxDepth) {
    throw new NotAStoreError("damaged", "its aliases stand for too much", "Write it without aliases.");
  }
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map((item) => plain(item, budget, depth + 1));
  const fields: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.index.values()) fields[key.text] = plain(value, budget, depth + 1);
  return fields;
}

/** Fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};

/** The value at a path of keys of its own; undefined where one is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    const fields = fieldsOf(found);
    found = Object.hasOwn(fields, key) ? fields[key] : undefined;
  }
  return found;
}

const maxText = 2_000;

/** A text, or a number as one, cut at 2,000 characters; empty for anything else. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value.slice(0, maxText) : typeof value === "number" ? String(value) : "";

/** A list; one value stands for a list of itself, as in JSON-LD; nothing for an empty one. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
