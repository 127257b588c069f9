/** Answers for one key are forgotten beyond so many: they change with settings alone. */
const most = 16;

/**
 * Keeps what is made of an object as long as the object lives: histories and traces do not change, and nothing of them is computed anew
 * with each keystroke. `part` tells apart what the answer depends on besides.
 */
export function keptWith<K extends object, T>(): (of: K, part: string, make: () => T) => T {
  const kept = new WeakMap<K, Map<string, T>>();
  return (of, part, make) => {
    let parts = kept.get(of);
    const known = parts?.get(part);
    if (known !== undefined) return known;
    if (!parts || parts.size >= most) {
      parts = new Map();
      kept.set(of, parts);
    }
    const made = make();
    parts.set(part, made);
    return made;
  };
}
