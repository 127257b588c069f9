import type { YamlNode } from "../yaml/tree.ts";
import type { PbField, PbMessage, PbScalar, PbValue } from "./tree.ts";

/** A JSON text's object as a message: arrays are repeated fields, null is a field left out. Null where it is no object. */
export function messageOfJson(node: YamlNode | null): PbMessage | null {
  if (node?.kind !== "map") return null;
  const fields: PbField[] = [];
  for (const { key, value, from, to } of node.entries) {
    const isList = value.kind === "sequence";
    for (const item of isList ? value.items : [value]) {
      const converted = pbValueOf(item);
      if (!converted) continue;
      const nameSpan = { from: key.from, to: key.to };
      fields.push({ name: key.text, nameSpan, value: converted, span: isList ? converted.span : { from, to } });
    }
  }
  return { type: "message", json: true, fields, span: { from: node.from, to: node.to } };
}

/** A list in a list is no protocol buffer. */
function pbValueOf(node: YamlNode): PbValue | null {
  if (node.kind === "map") return messageOfJson(node);
  return node.kind === "scalar" && node.value !== null ? scalarOf(node) : null;
}

function scalarOf(node: Extract<YamlNode, { kind: "scalar" }>): PbScalar {
  const span = { from: node.from, to: node.to };
  const isString = typeof node.value === "string";
  const inner = isString ? { from: node.from + 1, to: node.to - 1 } : span;
  const plain = inner.to - inner.from === node.text.length ? inner : null;
  return {
    type: "scalar",
    style: isString ? "string" : typeof node.value === "number" ? "number" : "word",
    text: node.text,
    span,
    plain,
  };
}
