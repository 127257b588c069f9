import type { ScalarValue } from "./tree.ts";

/** What a plain scalar says by YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema). Text that is none of its words is itself. */
export function plainValue(text: string): ScalarValue {
  if (text.length > 40) return text.length < 400 && /^[-+]?[0-9]/.test(text) ? numberOf(text) : text;
  switch (text.charCodeAt(0)) {
    case 126: // ~
      return text === "~" ? null : text;
    case 110: // n
    case 78: // N
      return text === "null" || text === "Null" || text === "NULL" ? null : text;
    case 116: // t
    case 84: // T
      return text === "true" || text === "True" || text === "TRUE" ? true : text;
    case 102: // f
    case 70: // F
      return text === "false" || text === "False" || text === "FALSE" ? false : text;
    default:
      return text === "" ? null : numberOf(text);
  }
}

/** The value that a tag asks for (`!!str 5`); the untagged value for any other tag. */
export function taggedValue(text: string, tag: string, untagged: ScalarValue): ScalarValue {
  switch (tag.replace(/^(?:!!|!<tag:yaml\.org,2002:)/, "").replace(/>$/, "")) {
    case "str":
    case "!":
      return text;
    case "int":
    case "float":
    case "bool":
    case "null":
      return plainValue(text);
    default:
      return untagged;
  }
}

function numberOf(text: string): ScalarValue {
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric) return text;
  if (/^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return first === 45 ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : text;
}
