import { messageAt, messagesOf, scalarOf } from "../pbtxt/access.ts";
import type { PbMessage, PbScalar } from "../pbtxt/tree.ts";

/** Longer conditions are cut, characters. */
const maxLength = 200;
const maxDepth = 100;

/** A placeholder expression in words (`Evaluator.blessing[0].value == 1`); what has no short form is `…`. */
export function conditionWords(expression: PbMessage | null): string {
  const words = wordsOf(expression, 0);
  return words.length > maxLength ? `${words.slice(0, maxLength - 1)}…` : words;
}

const comparisons: Readonly<Record<string, string>> = { EQUAL: "==", LESS_THAN: "<", GREATER_THAN: ">" };
const opposites: Readonly<Record<string, string>> = { "==": "!=" };

function wordsOf(expression: PbMessage | null, depth: number): string {
  if (depth > maxDepth) return "…";
  const value = messageAt(expression, "value");
  if (value) return constantWords(value);
  const placeholder = messageAt(expression, "placeholder");
  if (placeholder) return scalarOf(placeholder, "key")?.text.replace(/^_/, "") ?? "…";
  const operator = messageAt(expression, "operator");
  const within = (name: string): PbMessage | null => messageAt(operator, name);
  const inside = (message: PbMessage, name = "expression"): string => wordsOf(messageAt(message, name), depth + 1);
  const compare = within("compare_op");
  if (compare) return comparison(compare, false, depth);
  const negated = within("unary_logical_op");
  if (negated) {
    const compared = messageAt(negated, "expression", "operator", "compare_op");
    return compared ? comparison(compared, true, depth) : `not (${inside(negated)})`;
  }
  const logical = within("binary_logical_op");
  if (logical) {
    const word = scalarOf(logical, "op")?.text === "OR" ? "or" : "and";
    const side = (name: string): string => {
      const other = scalarOf(messageAt(logical, name, "operator", "binary_logical_op"), "op")?.text;
      return other === undefined || (other === "OR") === (word === "or")
        ? inside(logical, name)
        : `(${inside(logical, name)})`;
    };
    return `${side("lhs")} ${word} ${side("rhs")}`;
  }
  const index = within("index_op");
  if (index) {
    const key = scalarOf(index, "key")?.text;
    return `${inside(index)}[${key === undefined ? (scalarOf(index, "index")?.text ?? "0") : key}]`;
  }
  const artifact = within("artifact_value_op");
  if (artifact) return `${inside(artifact)}.value`;
  const uri = within("artifact_uri_op");
  if (uri) return `${inside(uri)}.uri`;
  const property = within("artifact_property_op");
  if (property) return `${inside(property)}.${scalarOf(property, "key")?.text ?? "…"}`;
  const field = within("proto_op");
  return field ? `${inside(field)}${scalarOf(field, "proto_field_path")?.text ?? ""}` : "…";
}

function comparison(compare: PbMessage, negated: boolean, depth: number): string {
  const name = scalarOf(compare, "op")?.text ?? "";
  const sign = (Object.hasOwn(comparisons, name) ? comparisons[name] : undefined) ?? "…";
  const left = wordsOf(messageAt(compare, "lhs"), depth + 1);
  const right = wordsOf(messageAt(compare, "rhs"), depth + 1);
  if (!negated) return `${left} ${sign} ${right}`;
  const opposite = opposites[sign];
  return opposite ? `${left} ${opposite} ${right}` : `not (${left} ${sign} ${right})`;
}

function constantWords(value: PbMessage): string {
  const [field] = value.fields;
  if (field?.value.type !== "scalar") return "…";
  return field.value.style === "string" && /string/i.test(field.name)
    ? JSON.stringify(field.value.text)
    : field.value.text;
}

/** Keys of inputs that an expression looks at. */
export function placeholderKeys(root: PbMessage | null): PbScalar[] {
  const keys: PbScalar[] = [];
  const left: PbMessage[] = root ? [root] : [];
  for (let message = left.pop(); message; message = left.pop()) {
    for (const placeholder of messagesOf(message, "placeholder")) {
      const key = scalarOf(placeholder, "key");
      if (key) keys.push(key);
    }
    for (const { value } of message.fields) if (value.type === "message") left.push(value);
  }
  return keys;
}
