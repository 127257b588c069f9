import type { Definition } from "../model/definition.ts";
import type { Location } from "../model/text.ts";

/** Types and modifiers of the tokens, in the order in which they are numbered. */
export const tokenLegend = { tokenTypes: ["class", "property"], tokenModifiers: ["declaration"] } as const;

interface Token {
  readonly location: Location;
  readonly type: 0 | 1;
  readonly modifiers: 0 | 1;
}

/**
 * Names of nodes and of their outputs in one document, as the protocol packs them: five numbers each, relative to the one before. What the
 * grammar cannot tell from other strings.
 */
export function tokensOf(definition: Definition, uri: string): readonly number[] {
  const tokens = new Map<string, Token>();
  const put = (location: Location | null, type: Token["type"], modifiers: Token["modifiers"]): void => {
    if (!location || location.uri !== uri || location.range.start.line !== location.range.end.line) return;
    const { line, character } = location.range.start;
    if (!tokens.has(`${line}:${character}`)) tokens.set(`${line}:${character}`, { location, type, modifiers });
  };
  for (const { nodes } of definition.pipelines) {
    for (const { idLocations, outputs } of nodes) {
      for (const [index, location] of idLocations.entries()) put(location, 0, index === 0 ? 1 : 0);
      for (const { location } of outputs) put(location, 1, 1);
    }
  }
  let [line, end, start] = [0, 0, 0];
  const packed: number[] = [];
  for (const { location, type, modifiers } of [...tokens.values()].sort(inOrder)) {
    const { range } = location;
    const sameLine = range.start.line === line;
    // Tokens must not overlap.
    if (sameLine && range.start.character < end) continue;
    packed.push(range.start.line - line, range.start.character - (sameLine ? start : 0));
    packed.push(range.end.character - range.start.character, type, modifiers);
    line = range.start.line;
    start = range.start.character;
    end = range.end.character;
  }
  return packed;
}

const inOrder = (a: Token, b: Token): number =>
  a.location.range.start.line - b.location.range.start.line ||
  a.location.range.start.character - b.location.range.start.character;
