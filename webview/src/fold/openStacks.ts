/** Stacks that stay open: beyond, those opened the longest ago are stacks again. The host takes no more than 1,000. */
export const mostOpened = 500;

/** Adds a stack as the latest. */
export function openStack(opened: Set<string>, id: string): void {
  opened.delete(id);
  opened.add(id);
  const [oldest] = opened;
  if (opened.size > mostOpened && oldest !== undefined) opened.delete(oldest);
}

/** Those of the opened stacks whose members are drawn: a stack is called by its first member. */
export const openedIn = (opened: ReadonlySet<string>, isDrawn: (id: string) => boolean): readonly string[] =>
  [...opened].filter((id) => isDrawn(id.slice("s:".length)));
