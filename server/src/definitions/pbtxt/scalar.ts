import { isAt, type Reader } from "./reader.ts";
import type { Tokens } from "./tokens.ts";
import type { PbScalar } from "./tree.ts";

/** The scalar that stands here; null where none does. */
export function readScalar(reader: Reader): PbScalar | null {
  const { tokens } = reader;
  const { token } = tokens;
  const from = token.from;
  if (token.type === "string") return readString(tokens);
  const minus = isAt(tokens, "-") ? "-" : "";
  if (minus) tokens.next();
  if (token.type !== "number" && token.type !== "name") return null;
  const { type, text, to, first } = token;
  // After a colon that has no value yet, a name of a later line is the next field's.
  if (type === "name" && first && !minus && /^[ \t]*[:{<]/.test(reader.text.slice(to, to + 100))) return null;
  tokens.next();
  const span = { from, to };
  return { type: "scalar", style: type === "number" ? "number" : "word", text: minus + text, span, plain: span };
}

/** A string, and those that follow it directly: they are one. */
function readString(tokens: Tokens): PbScalar {
  const { token } = tokens;
  const { from, text: first, plain } = token;
  let to = token.to;
  tokens.next();
  if (token.type !== "string") {
    return {
      type: "scalar",
      style: "string",
      text: first,
      span: { from, to },
      plain: plain ? { from: from + 1, to: to - 1 } : null,
    };
  }
  const parts = [first];
  while (token.type === "string") {
    parts.push(token.text);
    to = token.to;
    tokens.next();
  }
  return { type: "scalar", style: "string", text: parts.join(""), span: { from, to }, plain: null };
}
