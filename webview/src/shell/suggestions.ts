import { type Completion, completeSelection } from "../../../server/src/selection/complete.ts";
import { isPlain } from "../graph/search.ts";

/** What may be written at the cursor of the search box, and a hint where nothing can be listed. */
export interface Suggestions {
  readonly items: readonly Completion[];
  readonly hint: string | null;
}

/**
 * In plain words only the fields that begin with the word at the cursor: the nodes that they find are listed anyway. At most 50; linear
 * in the names.
 */
export function suggestionsFor(text: string, cursor: number, names: readonly string[]): Suggestions {
  const plain = isPlain(text);
  const found = completeSelection(text, cursor, plain ? [] : names);
  const items = found.filter(
    ({ text: whole, replace }) =>
      whole !== "" && (!plain || whole.startsWith(text.slice(replace.from, replace.to).toLowerCase())),
  );
  const [only] = found;
  return { items, hint: only?.text === "" ? only.about : null };
}
