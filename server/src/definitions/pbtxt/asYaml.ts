import type { Span } from "../python/ast.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlText } from "../yaml/tree.ts";
import { entriesOf, scalarOf } from "./access.ts";
import { readPbtxt } from "./read.ts";
import type { PbField, PbMessage, PbScalar, PbValue } from "./tree.ts";

/**
 * Reads protobuf text as the tree that its JSON would give, for formats that are read as JSON: maps of keys and values as maps, structures
 * (`google.protobuf.Struct`) as what they hold. The text does not tell a repeated field of one item from another: `lists` names those.
 * Linear in the text.
 */
export function readPbtxtAsYaml(text: string, lists: ReadonlySet<string>): YamlText {
  const { root, problems, lines } = readPbtxt(text);
  const found = problems.map(({ message, span }) => ({ code: "syntax" as const, message, ...span }));
  return { text, documents: [mapOf(root, lists)], problems: found, lines, plain: false };
}

const spanOf = ({ from, to }: Span): Span => ({ from, to });

function mapOf(message: PbMessage, lists: ReadonlySet<string>): YamlMap {
  const byName = new Map<string, PbField[]>();
  for (const field of message.fields) {
    const same = byName.get(field.name);
    if (same) same.push(field);
    else byName.set(field.name, [field]);
  }
  const entries = [...byName].map(([name, fields]) => entryOf(name, fields, lists));
  return mapNode(entries, message.span);
}

const mapNode = (entries: readonly YamlEntry[], span: Span): YamlMap => ({
  kind: "map",
  entries,
  index: new Map(entries.map((entry) => [entry.key.text, entry])),
  flow: true,
  ...spanOf(span),
});

function entryOf(name: string, fields: readonly PbField[], lists: ReadonlySet<string>): YamlEntry {
  const [first, last] = [fields[0], fields.at(-1)];
  const span = { from: first?.span.from ?? 0, to: last?.span.to ?? 0 };
  const nameSpan = first?.nameSpan ?? span;
  const key: YamlScalar = { kind: "scalar", value: name, text: name, style: "plain", ...nameSpan };
  return { key, value: valueOfFields(name, fields, span, lists), ...span };
}

function valueOfFields(name: string, fields: readonly PbField[], span: Span, lists: ReadonlySet<string>): YamlNode {
  const values = fields.map(({ value }) => value);
  if (values.every(isEntry)) {
    const entries = fields.flatMap((field) => mapEntry(field, (value) => nodeOf(value, lists)));
    return mapNode(entries, span);
  }
  if (lists.has(name) || values.length > 1) {
    return { kind: "sequence", items: values.map((value) => nodeOf(value, lists)), flow: true, ...span };
  }
  const [value] = values;
  if (!value) return mapNode([], span);
  // A constant is a `google.protobuf.Value`.
  return value.type === "message" && name === "constant" ? plainValue(value) : nodeOf(value, lists);
}

function nodeOf(value: PbValue, lists: ReadonlySet<string>): YamlNode {
  if (value.type === "scalar") return scalarNode(value);
  return isStruct(value) ? structOf(value) : mapOf(value, lists);
}

/** A map's entry is written as a message of a key and a value. */
const isEntry = (value: PbValue): boolean =>
  value.type === "message" &&
  value.fields.length <= 2 &&
  scalarOf(value, "key") !== null &&
  value.fields.every(({ name }) => name === "key" || name === "value");

function mapEntry(field: PbField, convert: (value: PbValue) => YamlNode): YamlEntry[] {
  const message: PbMessage = { type: "message", json: false, fields: [field], span: field.span };
  return entriesOf(message, field.name).flatMap(({ keyScalar, value }) =>
    keyScalar ? [{ key: scalarNode(keyScalar), value: convert(value), ...spanOf(field.span) }] : [],
  );
}

const isStruct = ({ fields }: PbMessage): boolean =>
  fields.length > 0 && fields.every(({ name, value }) => name === "fields" && isEntry(value));

const structOf = (message: PbMessage): YamlMap =>
  mapNode(
    message.fields.flatMap((field) => mapEntry(field, plainValue)),
    message.span,
  );

/** What a `google.protobuf.Value` holds. */
function plainValue(value: PbValue): YamlNode {
  if (value.type === "scalar") return scalarNode(value);
  const [field] = value.fields;
  if (!field) return mapNode([], value.span);
  if (field.value.type === "scalar") return scalarNode(field.value);
  if (field.name === "list_value") {
    const items = field.value.fields.map((item) => plainValue(item.value));
    return { kind: "sequence", items, flow: true, ...spanOf(field.span) };
  }
  return structOf(field.value);
}

function scalarNode({ style, text, span }: PbScalar): YamlScalar {
  if (style === "string") return { kind: "scalar", value: text, text, style: "double", ...spanOf(span) };
  const value = style === "number" ? Number(text) : text === "true" ? true : text === "false" ? false : text;
  return { kind: "scalar", value, text, style: "plain", ...spanOf(span) };
}
