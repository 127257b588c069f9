import { type Fold, type Grouping, groupings } from "./fold.ts";

/** How much of a picture is drawn, as it is kept over a reload. */
export interface KeptFold {
  /** Key of the picture. */
  readonly key: string;
  readonly whole: boolean;
  readonly roots: readonly string[];
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly grouping: Grouping;
  readonly openGroups: readonly string[];
}

/** Pictures whose folds are kept, the latest ones. */
const mostPictures = 8;
/** Ids that are kept of a list: more than anybody folds by hand. */
const mostIds = 500;

export const keptFold = (key: string, fold: Fold): KeptFold => ({
  key,
  whole: fold.whole,
  roots: fold.roots.slice(0, mostIds),
  opened: [...fold.opened].slice(0, mostIds),
  closed: [...fold.closed].slice(0, mostIds),
  grouping: fold.grouping,
  openGroups: [...fold.openGroups].slice(0, mostIds),
});

/** What was kept as a fold again. */
export const foldOf = ({ whole, roots, opened, closed, grouping, openGroups }: KeptFold): Fold => ({
  whole,
  roots,
  opened: new Set(opened),
  closed: new Set(closed),
  grouping,
  openGroups: new Set(openGroups),
});

/** The list with a picture's fold as its latest. */
export const withFold = (folds: readonly KeptFold[], fold: KeptFold): readonly KeptFold[] =>
  [...folds.filter(({ key }) => key !== fold.key), fold].slice(-mostPictures);

/** The folds of a kept state, unchecked before; what is odd among them is left out. */
export function readFolds(value: unknown): readonly KeptFold[] {
  if (!Array.isArray(value)) return [];
  return value.slice(-mostPictures).flatMap((one: unknown) => readFold(one) ?? []);
}

function readFold(value: unknown): KeptFold | null {
  if (typeof value !== "object" || value === null) return null;
  const { key, whole, roots, opened, closed, grouping, openGroups } = value as Readonly<Record<string, unknown>>;
  if (typeof key !== "string" || typeof whole !== "boolean") return null;
  return {
    key,
    whole,
    roots: texts(roots),
    opened: texts(opened),
    closed: texts(closed),
    grouping: groupings.find((one) => one === grouping) ?? "none",
    openGroups: texts(openGroups),
  };
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.slice(0, mostIds).filter((one: unknown): one is string => typeof one === "string") : [];
