import type { YamlEntry, YamlMap, YamlText } from "./tree.ts";

/** Entries of blocks by where they start. */
export type Reusable = ReadonlyMap<number, YamlEntry>;

/**
 * Entries of a text's last version that read the same in the next: those before the change, and before an entry that stands before it as well,
 * which says where they end. None where the text has anchors or mistakes, which reach further. Linear in the entries on the way to the change.
 */
export function reusableEntries(previous: YamlText, text: string): Reusable {
  const found = new Map<number, YamlEntry>();
  if (!previous.plain) return found;
  const change = commonLength(previous.text, text);
  const collect = (map: YamlMap): void => {
    for (const [at, entry] of map.entries.entries()) {
      const next = map.entries[at + 1];
      // The colon after the next key, and what comes after that, tell that it is one.
      const ends = next !== undefined && next.from >= entry.to && next.key.to + 2 <= change;
      if (ends) found.set(entry.from, entry);
      else {
        if (entry.from < change && entry.value.kind === "map" && !entry.value.flow) collect(entry.value);
        return;
      }
    }
  };
  for (const document of previous.documents) if (document.kind === "map" && !document.flow) collect(document);
  return found;
}

function commonLength(before: string, after: string): number {
  const shortest = Math.min(before.length, after.length);
  let at = 0;
  // By pieces first: comparing slices is fast.
  for (const step of [65_536, 1024, 1]) {
    while (
      at + step <= shortest &&
      (step === 1
        ? before.charCodeAt(at) === after.charCodeAt(at)
        : before.slice(at, at + step) === after.slice(at, at + step))
    )
      at += step;
  }
  return at;
}
