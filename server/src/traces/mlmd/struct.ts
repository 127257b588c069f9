const prefix = "mlmd-struct::";
const maxBytes = 1 << 20;
const maxDepth = 40;

/**
 * Reads what ML Metadata writes for a structured value, a `google.protobuf.Struct` in base64 after a prefix, as JSON; null where
 * the text is something else, or damaged.
 */
export function structText(text: string): string | null {
  if (!text.startsWith(prefix) || text.length > maxBytes) return null;
  try {
    return JSON.stringify(readStruct(new Reader(Buffer.from(text.slice(prefix.length), "base64")), 0));
  } catch {
    return null;
  }
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Protobuf's wire format, as far as these messages use it. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Field number and wire type. */
  tag(): readonly [field: number, type: number] {
    const tag = this.varint();
    return [tag >>> 3, tag & 7];
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#at++);
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new RangeError("not a number");
  }

  double(): number {
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  bytes(): Buffer {
    const end = this.varint() + this.#at;
    if (end > this.#bytes.length) throw new RangeError("cut off");
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  skip(type: number): void {
    if (type === 0) this.varint();
    else if (type === 1) this.#at += 8;
    else if (type === 2) this.bytes();
    else if (type === 5) this.#at += 4;
    else throw new RangeError("unknown wire type");
  }
}

/** `Struct { map<string, Value> fields = 1; }` */
function readStruct(reader: Reader, depth: number): Json {
  if (depth > maxDepth) throw new RangeError("nested too deeply");
  const fields: (readonly [string, Json])[] = [];
  while (!reader.done) {
    const [field, type] = reader.tag();
    if (field !== 1 || type !== 2) {
      reader.skip(type);
      continue;
    }
    const entry = new Reader(reader.bytes());
    let key = "";
    let value: Json = null;
    while (!entry.done) {
      const [part, partType] = entry.tag();
      if (part === 1 && partType === 2) key = entry.bytes().toString("utf8");
      else if (part === 2 && partType === 2) value = readValue(new Reader(entry.bytes()), depth + 1);
      else entry.skip(partType);
    }
    fields.push([key, value]);
  }
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields);
}

/** `Value { null 1, number 2, string 3, bool 4, Struct 5, ListValue { repeated Value values = 1; } 6 }` */
function readValue(reader: Reader, depth: number): Json {
  if (depth > maxDepth) throw new RangeError("nested too deeply");
  let value: Json = null;
  while (!reader.done) {
    const [field, type] = reader.tag();
    if (field === 2 && type === 1) value = reader.double();
    else if (field === 3 && type === 2) value = reader.bytes().toString("utf8");
    else if (field === 4 && type === 0) value = reader.varint() !== 0;
    else if (field === 5 && type === 2) value = readStruct(new Reader(reader.bytes()), depth + 1);
    else if (field === 6 && type === 2) value = readList(new Reader(reader.bytes()), depth + 1);
    else reader.skip(type);
  }
  return value;
}

function readList(reader: Reader, depth: number): Json {
  const values: Json[] = [];
  while (!reader.done) {
    const [field, type] = reader.tag();
    if (field === 1 && type === 2) values.push(readValue(new Reader(reader.bytes()), depth));
    else reader.skip(type);
  }
  return values;
}
