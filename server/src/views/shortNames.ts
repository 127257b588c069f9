import type { TraceId } from "../model/trace.ts";

/** As much of a hash or UUID as git shows. */
const hashLength = 7;
const hashes = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}/gi;

/** An id in few letters: the last part of a path, the beginning of a hash. */
export const shortId = (id: string): string => lastPart(id).replace(hashes, (hash) => hash.slice(0, hashLength));

/** `model 142` by a number or a hash, `model.pkl@010fc41` by an id that has a name in it. Untrusted text. */
export function named(word: string, id: TraceId): string {
  if (typeof id === "number") return `${word} ${id}`;
  return hasName(lastPart(id)) ? shortId(id) : `${word} ${shortId(id)}`;
}

const hasName = (text: string): boolean => /\p{L}{2}/u.test(text.replace(hashes, ""));

/** What a path ends in, with the version that may be behind it (`#…`, `@…`); without what only says what kind of id it is (`id:`, `#`). */
function lastPart(id: string): string {
  const text = id.replace(/^(?:#|[a-z]+:(?!\/))/, "");
  const version = text.search(/[#@][^/]*$/);
  const path = (version > 0 ? text.slice(0, version) : text).replace(/\/+$/, "");
  return text.slice(path.lastIndexOf("/") + 1) || text;
}
