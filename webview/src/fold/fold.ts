/** A side of a node: what it is made from, or what is made from it. */
export type Side = "up" | "down";

/** What a group stands for; `layers`: no groups, but nodes of one kind stand in layers of their own. */
export const groupings = ["none", "kind", "run", "layers"] as const;
export type Grouping = (typeof groupings)[number];

/** How much of a graph is drawn. Ids are those of the whole graph. */
export interface Fold {
  /** All of it, but for what is closed. */
  readonly whole: boolean;
  /** Nodes that some steps are shown around. The first is the picture's root; roots are always shown. */
  readonly roots: readonly string[];
  /** Sides of nodes that are shown beyond the steps, and those behind which nothing is shown; see {@link sideKey}. */
  readonly opened: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
  readonly grouping: Grouping;
  /** Ids of groups that are shown as their members. */
  readonly openGroups: ReadonlySet<string>;
}

/** Nodes from which on a picture begins small. */
const largeFrom = 400;

/** Steps that a small picture shows up- and downstream of its roots. */
export const stepsShown = 2;

export const sideKey = (side: Side, node: string): string => `${side} ${node}`;

/** What is drawn of a graph of so many nodes at first. */
export const firstFold = (nodes: number, root: string | null): Fold => ({
  whole: nodes <= largeFrom || root === null,
  roots: root === null ? [] : [root],
  opened: new Set(),
  closed: new Set(),
  grouping: "none",
  openGroups: new Set(),
});

/** The same with what lies behind a side of a node shown, or hidden. */
export function withSide(fold: Fold, side: Side, node: string, shown: boolean): Fold {
  const key = sideKey(side, node);
  return { ...fold, opened: changed(fold.opened, key, shown), closed: changed(fold.closed, key, !shown) };
}

/** The same with a node, and what is around it, in it. */
export const withRoot = (fold: Fold, node: string): Fold => ({ ...fold, roots: [...new Set([...fold.roots, node])] });

/** The same with a group shown as its members. */
export const withOpenGroup = (fold: Fold, group: string): Fold => ({
  ...fold,
  openGroups: changed(fold.openGroups, group, true),
});

function changed(set: ReadonlySet<string>, key: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(key);
  else next.delete(key);
  return next;
}
