import {
  backslash,
  closeList,
  closeObject,
  colon,
  comma,
  endsWord,
  isBlank,
  openList,
  openObject,
  quote,
} from "./jsonBytes.ts";

/** Which fields of a JSON value are wanted: all of it, or of an object some, or of a list's items. */
export type Wanted = "all" | { readonly [key: string]: Wanted } | { readonly items: Wanted; readonly isList: true };

/** {@link Wanted}, made ready. */
type Plan = { readonly kind: "all" } | ListPlan | ObjectPlan;
interface ListPlan {
  readonly kind: "list";
  readonly items: Plan;
}
interface ObjectPlan {
  readonly kind: "object";
  readonly keys: readonly { readonly name: string; readonly bytes: Buffer; readonly plan: Plan }[];
}

/** What is no JSON, or none that is understood here. */
const malformed = new Error("malformed");

/**
 * A reader of JSON that makes nothing of what is not wanted: an object in UTF-8 with its wanted fields alone, each as `JSON.parse` gives it; undefined
 * where the text is no object, or not well formed as far as was looked. What is passed over is looked at for its brackets and texts only: what else is wrong there
 * goes unnoticed.
 */
export function fieldSelector(wanted: Wanted): (text: Buffer) => unknown {
  const plan = planOf(wanted);
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  let end = 0;

  const blanks = (): void => {
    while (at < end && isBlank(bytes[at] as number)) at++;
  };

  const skip = (): void => {
    const first = bytes[at] as number;
    if (at >= end) throw malformed;
    if (first === quote) {
      at = textEnd(bytes, at + 1, end);
      return;
    }
    if (first !== openObject && first !== openList) {
      const from = at;
      while (at < end && !endsWord(bytes[at] as number)) at++;
      if (at === from) throw malformed;
      return;
    }
    at = nestedEnd(bytes, at, end);
  };

  /** A text as a string; `at` stands on its first quote. */
  const text = (): string => {
    const from = at;
    at = textEnd(bytes, at + 1, end);
    return isPlain(bytes, from + 1, at - 1)
      ? bytes.toString("latin1", from + 1, at - 1)
      : JSON.parse(bytes.toString("utf8", from, at));
  };

  const value = (of: Plan): unknown => {
    blanks();
    const first = bytes[at];
    if (first === quote) return text();
    if (of.kind === "object" && first === openObject) return object(of);
    if (of.kind === "list" && first === openList) return list(of);
    const from = at;
    skip();
    return JSON.parse(bytes.toString("utf8", from, at));
  };

  const list = (of: ListPlan): unknown => {
    const items: unknown[] = [];
    at++;
    blanks();
    if (bytes[at] === closeList) {
      at++;
      return items;
    }
    for (;;) {
      items.push(value(of.items));
      if (isLast(closeList)) return items;
    }
  };

  const object = (of: ObjectPlan): unknown => {
    const fields: Record<string, unknown> = {};
    at++;
    blanks();
    if (bytes[at] === closeObject) {
      at++;
      return fields;
    }
    for (;;) {
      blanks();
      if (bytes[at] !== quote) throw malformed;
      const key = keyIn(of);
      blanks();
      if (bytes[at++] !== colon) throw malformed;
      if (key) fields[key.name] = value(key.plan);
      else {
        blanks();
        skip();
      }
      if (isLast(closeObject)) return fields;
    }
  };

  /** The wanted field whose key stands here, or none; `at` goes past the key. */
  const keyIn = ({ keys }: ObjectPlan): ObjectPlan["keys"][number] | undefined => {
    const from = at + 1;
    at = textEnd(bytes, from, end);
    const length = at - 1 - from;
    for (const key of keys) {
      if (key.bytes.length === length && startsWith(bytes, from, key.bytes)) return key;
    }
    if (isPlain(bytes, from, at - 1)) return undefined;
    const name: unknown = JSON.parse(bytes.toString("utf8", from - 1, at));
    return keys.find((key) => key.name === name);
  };

  /** Whether a list or object ends here; else `at` goes past the comma. */
  const isLast = (closing: number): boolean => {
    blanks();
    if (at >= end) throw malformed;
    const byte = bytes[at++] as number;
    if (byte !== closing && byte !== comma) throw malformed;
    return byte === closing;
  };

  return (given) => {
    bytes = given;
    at = 0;
    end = given.length;
    try {
      blanks();
      if (bytes[at] !== openObject) return undefined;
      const found = value(plan);
      blanks();
      return at === end ? found : undefined;
    } catch {
      return undefined;
    }
  };
}

function planOf(wanted: Wanted): Plan {
  if (wanted === "all") return { kind: "all" };
  if (isList(wanted)) return { kind: "list", items: planOf(wanted.items) };
  const keys = Object.entries(wanted);
  return {
    kind: "object",
    keys: keys.map(([name, inner]) => ({ name, bytes: Buffer.from(name, "utf8"), plan: planOf(inner) })),
  };
}

const isList = (wanted: Exclude<Wanted, "all">): wanted is { readonly items: Wanted; readonly isList: true } =>
  (wanted as { readonly isList?: unknown }).isList === true;

/** What follows the text that begins at `from`, behind its first quote. */
function textEnd(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; ) {
    const byte = bytes[at++] as number;
    if (byte === quote) return at;
    if (byte === backslash) at++;
  }
  throw malformed;
}

/** What follows the object or list that begins at `from`. */
function nestedEnd(bytes: Buffer, from: number, end: number): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    const byte = bytes[at++] as number;
    if (byte === quote) {
      for (;;) {
        if (at >= end) throw malformed;
        const inner = bytes[at++] as number;
        if (inner === quote) break;
        if (inner === backslash) at++;
      }
    } else if (byte === openObject || byte === openList) depth++;
    else if ((byte === closeObject || byte === closeList) && --depth === 0) return at;
  }
  throw malformed;
}

/** Whether there are only letters of ASCII, none of them an escape. */
function isPlain(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte < 32 || byte >= 128 || byte === backslash) return false;
  }
  return true;
}

function startsWith(bytes: Buffer, from: number, start: Buffer): boolean {
  for (let at = 0; at < start.length; at++) if (bytes[from + at] !== start[at]) return false;
  return true;
}
