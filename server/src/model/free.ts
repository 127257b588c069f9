/** What runtimes have from Node 22 on. */
type Transferable = ArrayBufferLike & { readonly transfer?: (length: number) => unknown };

/**
 * Gives the memory of large arrays back at once, where the runtime can, in place of when the collector comes by: until then it would stand beside what
 * is made next. They are empty from now on; nobody may use them, or other arrays on the same memory, any more.
 */
export function free(...arrays: readonly ArrayBufferView[]): void {
  for (const { buffer } of arrays) if (buffer.byteLength > 0) (buffer as Transferable).transfer?.(0);
}
