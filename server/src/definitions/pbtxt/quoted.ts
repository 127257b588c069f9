/** A string literal that was read: its value, where it ends, and what is wrong with it. */
export interface Quoted {
  readonly text: string;
  readonly to: number;
  /** It has no escapes. */
  readonly plain: boolean;
  readonly problem: string | null;
}

/**
 * Reads the string literal that begins at a quote. Escapes are those of protobuf text format; octal and hexadecimal ones are bytes of
 * UTF-8. A line's end ends the string.
 */
export function decodeQuoted(text: string, from: number): Quoted {
  const quote = text.charCodeAt(from);
  const start = from + 1;
  let at = start;
  let code = text.charCodeAt(at);
  while (at < text.length && code !== quote && code !== 92 && code !== 10 && code !== 13) code = text.charCodeAt(++at);
  if (code === quote) return { text: text.slice(start, at), to: at + 1, plain: true, problem: null };

  let value = text.slice(start, at);
  const bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) value += decodeUtf8(bytes.splice(0));
  };
  let problem: string | null = null;
  while (at < text.length) {
    code = text.charCodeAt(at);
    if (code === quote || code === 10 || code === 13) break;
    if (code !== 92) {
      flush();
      const runStart = at;
      while (at < text.length && code !== quote && code !== 92 && code !== 10 && code !== 13)
        code = text.charCodeAt(++at);
      value += text.slice(runStart, at);
      continue;
    }
    const decoded = decodeEscape(text, at + 1);
    if (decoded.byte !== null) bytes.push(decoded.byte);
    else {
      flush();
      if (decoded.text === null)
        problem ??= "This string has an escape that protobuf text does not know. Double its backslash.";
      value += decoded.text ?? "\\";
    }
    at = decoded.to;
  }
  flush();
  if (text.charCodeAt(at) === quote && at < text.length) return { text: value, to: at + 1, plain: false, problem };
  return { text: value, to: at, plain: false, problem: "This string does not end. Close its quote on the same line." };
}

interface Escape {
  readonly text: string | null;
  readonly byte: number | null;
  readonly to: number;
}

const simple: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "?": "?",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** What stands after a backslash. */
function decodeEscape(text: string, at: number): Escape {
  const letter = text[at] ?? "";
  const known = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
  if (known !== undefined) return { text: known, byte: null, to: at + 1 };
  if (letter >= "0" && letter <= "7" && letter !== "") {
    const end = digitsEnd(text, at, 3, 8);
    return { text: null, byte: Number.parseInt(text.slice(at, end), 8) & 0xff, to: end };
  }
  const lengths: Readonly<Record<string, number>> = { x: 2, X: 2, u: 4, U: 8 };
  const most = Object.hasOwn(lengths, letter) ? lengths[letter] : undefined;
  if (most !== undefined) {
    const end = digitsEnd(text, at + 1, most, 16);
    const value = Number.parseInt(text.slice(at + 1, end), 16);
    if (most === 2 && end > at + 1) return { text: null, byte: value, to: end };
    if (most > 2 && end === at + 1 + most && value <= 0x10ffff)
      return { text: String.fromCodePoint(value), byte: null, to: end };
  }
  return { text: null, byte: null, to: at };
}

function digitsEnd(text: string, from: number, most: number, base: number): number {
  let at = from;
  while (at < from + most && Number.parseInt(text[at] ?? "", base) >= 0) at++;
  return at;
}

/** Decodes bytes as UTF-8; what is none becomes a replacement character. */
function decodeUtf8(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : 2;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    let valid = length === 1 || (first >= 0xc2 && first < 0xf5);
    for (let index = 1; index < length; index++) {
      const byte = bytes[at + index] ?? 0;
      valid &&= (byte & 0xc0) === 0x80;
      code = (code << 6) | (byte & 0x3f);
    }
    valid &&= code >= (length === 4 ? 0x10000 : length === 3 ? 0x800 : length === 2 ? 0x80 : 0);
    valid &&= code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    text += valid ? String.fromCodePoint(code) : "\ufffd";
    at += valid ? length : 1;
  }
  return text;
}
