import type { Definition } from "../model/definition.ts";
import type { Range } from "../model/text.ts";

/** Types and modifiers of the tokens, in the order in which they are numbered. */
export const tokenLegend = { tokenTypes: ["class"], tokenModifiers: ["declaration"] } as const;

/**
 * Names of nodes in one document, as the protocol packs them: five numbers each, relative to the one before. What the grammar cannot tell
 * from other strings.
 */
export function tokensOf(definition: Definition, uri: string): readonly number[] {
  const tokens = new Map<string, { readonly range: Range; readonly declares: boolean }>();
  for (const { nodes } of definition.pipelines) {
    for (const { idLocations } of nodes) {
      for (const [index, { uri: file, range }] of idLocations.entries()) {
        const key = `${range.start.line}:${range.start.character}`;
        if (file === uri && range.start.line === range.end.line && !tokens.has(key))
          tokens.set(key, { range, declares: index === 0 });
      }
    }
  }
  const inOrder = [...tokens.values()].sort(
    ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character,
  );
  let [line, character] = [0, 0];
  return inOrder.flatMap(({ range: { start, end }, declares }) => {
    const packed = [start.line - line, start.character - (start.line === line ? character : 0)];
    ({ line, character } = start);
    return [...packed, end.character - start.character, 0, declares ? 1 : 0];
  });
}
