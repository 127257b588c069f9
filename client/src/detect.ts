/** Format of a definition by a look at its text, null where it is none. */
export const detectFormat = (_uri: string, text: string): string | null => (/\btfx\b/.test(text) ? "tfx-python" : null);
