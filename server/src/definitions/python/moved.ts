import type { Statement } from "./ast.ts";

/** Statements as they stand so many characters further on; linear in them. */
export const moved = (statements: readonly Statement[], by: number): readonly Statement[] =>
  by === 0 ? statements : copied(statements, by);

/** A copy of plain data whose spans are moved: no other field of a syntax tree is an offset. */
function copied<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((item) => (typeof item === "object" ? copied(item, by) : item)) as T;
  if (value === null) return value;
  const copy = { ...value } as Record<string, unknown>;
  for (const key in copy) {
    const field = copy[key];
    if (typeof field === "object") copy[key] = copied(field, by);
    else if (typeof field === "number" && (key === "from" || key === "to")) copy[key] = field + by;
  }
  return copy as T;
}
