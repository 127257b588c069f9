/** JSON text of an array, one item a line, in chunks that never make one text of it all. */
export function* jsonLines(items: Iterable<unknown>): Generator<string> {
  let isFirst = true;
  for (const item of items) {
    yield `${isFirst ? "[\n" : ",\n"}${JSON.stringify(item)}`;
    isFirst = false;
  }
  yield isFirst ? "[]\n" : "\n]\n";
}

/** JSON text of one value, indented. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
