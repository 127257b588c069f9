/** What a string literal says, and whether text in braces is to be read as expressions. */
export interface Literal {
  readonly raw: boolean;
  readonly bytes: boolean;
  /** Length of prefix and opening quotes. */
  readonly open: number;
  /** Length of the closing quotes; 0 where the literal is not closed. */
  readonly close: number;
}

/** Reads prefix and quotes of a literal as written. */
export function literalShape(text: string): Literal {
  const [whole = "", prefix = "", quotes = ""] = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(text) ?? [];
  const closed = quotes !== "" && text.length >= whole.length + quotes.length && text.endsWith(quotes);
  return {
    raw: /r/i.test(prefix),
    bytes: /b/i.test(prefix),
    open: whole.length,
    close: closed ? quotes.length : 0,
  };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
};

/** The text that a literal's inside stands for; escapes that mean nothing in Python stay as written (`\d`, Windows paths). */
export function unescaped(inside: string): string {
  if (!inside.includes("\\")) return inside;
  return inside.replace(
    /\\(?:(\r\n|\n|\r)|x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([\s\S]))/g,
    (all, line, hex2, hex4, hex8, simple) => {
      if (line !== undefined) return "";
      const code = Number.parseInt(hex2 ?? hex4 ?? hex8 ?? "", 16);
      if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      return Object.hasOwn(simpleEscapes, simple) ? (simpleEscapes[simple] ?? all) : all;
    },
  );
}
