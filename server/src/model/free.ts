/** Smaller arrays may wait for the collector. */
const leastBytes = 1_600_000;

/** What runtimes have from Node 22 on. */
type Transferable = ArrayBufferLike & { readonly transfer?: (length: number) => unknown };

/**
 * Gives the memory of large arrays back at once, where the runtime can, in place of when the collector comes by: until then it would stand beside what
 * is made next. They may be empty from now on; nobody may use them, or other arrays on the same memory, any more. Not to be called while tables are read: from
 * the first time on the engine asks of each array, at each access, whether it is still there.
 */
export function free(...arrays: readonly ArrayBufferView[]): void {
  for (const { buffer } of arrays) if (buffer.byteLength >= leastBytes) (buffer as Transferable).transfer?.(0);
}
