import type { PbField, PbMessage, PbScalar, PbValue } from "./tree.ts";

/** An entry of a map field. */
export interface PbEntry {
  readonly key: string;
  /** Where the key stands; null where the text leaves it out. */
  readonly keyScalar: PbScalar | null;
  readonly value: PbValue;
  /** The whole entry. */
  readonly field: PbField;
}

/** Fields of a name in snake case, or in JSON's camel case, in the text's order. */
export function fieldsOf(message: PbMessage | null, name: string): readonly PbField[] {
  if (!message) return [];
  const camel = camelOf(name);
  return message.fields.filter((field) => field.name === name || field.name === camel);
}

const camels = new Map<string, string>();
/** `node_info` → `nodeInfo`. Only ever asked for names of the schema. */
function camelOf(name: string): string {
  let camel = camels.get(name);
  if (camel === undefined) {
    camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    camels.set(name, camel);
  }
  return camel;
}

/** The field of a name that counts: the last one, as protocol buffers have it. */
export const fieldOf = (message: PbMessage | null, name: string): PbField | null => lastOf(message, name, null);

/** The last field of a name, and of a type of value where one is asked for. */
function lastOf(message: PbMessage | null, name: string, type: PbValue["type"] | null): PbField | null {
  if (!message) return null;
  const camel = camelOf(name);
  for (let at = message.fields.length - 1; at >= 0; at--) {
    const field = message.fields[at];
    if (field && (field.name === name || field.name === camel) && (type === null || field.value.type === type))
      return field;
  }
  return null;
}

export const messagesOf = (message: PbMessage | null, name: string): readonly PbMessage[] =>
  fieldsOf(message, name)
    .map(({ value }) => value)
    .filter((value) => value.type === "message");

/** The message at the end of a path of names; null where one of them is missing. */
export function messageAt(message: PbMessage | null, ...names: readonly string[]): PbMessage | null {
  let at = message;
  for (const name of names) {
    const value = lastOf(at, name, "message")?.value;
    at = value?.type === "message" ? value : null;
  }
  return at;
}

export const scalarsOf = (message: PbMessage | null, name: string): readonly PbScalar[] =>
  fieldsOf(message, name)
    .map(({ value }) => value)
    .filter((value) => value.type === "scalar");

/** The scalar of a name that counts: the last one. */
export function scalarOf(message: PbMessage | null, name: string): PbScalar | null {
  const value = lastOf(message, name, "scalar")?.value;
  return value?.type === "scalar" ? value : null;
}

/** Entries of a map field: repeated messages of a key and a value in text format, an object's members in JSON. */
export function entriesOf(message: PbMessage | null, name: string): readonly PbEntry[] {
  const entries: PbEntry[] = [];
  for (const field of fieldsOf(message, name)) {
    const { value } = field;
    if (value.type !== "message") continue;
    if (value.json) {
      for (const member of value.fields)
        entries.push({ key: member.name, keyScalar: keyScalarOf(member), value: member.value, field: member });
      continue;
    }
    const keyScalar = scalarOf(value, "key");
    const given = fieldOf(value, "value")?.value ?? { type: "message", json: false, fields: [], span: value.span };
    entries.push({ key: keyScalar?.text ?? "", keyScalar, value: given, field });
  }
  return entries;
}

/** A member's name in JSON as a scalar. */
const keyScalarOf = ({ name, nameSpan }: PbField): PbScalar => {
  const isPlain = nameSpan.to - nameSpan.from === name.length + 2;
  return {
    type: "scalar",
    style: "string",
    text: name,
    span: nameSpan,
    plain: isPlain ? { from: nameSpan.from + 1, to: nameSpan.to - 1 } : null,
  };
};

/** What a `google.protobuf.Any` holds: in text format under its type's name in brackets, in JSON beside `@type`. */
export function unpacked(message: PbMessage | null): PbMessage | null {
  const [packed] = message?.fields.filter(({ name, value }) => name.startsWith("[") && value.type === "message") ?? [];
  return packed?.value.type === "message" ? packed.value : message;
}
