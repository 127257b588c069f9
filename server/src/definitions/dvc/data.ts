import { entriesOf, type YamlNode, type YamlScalar } from "../yaml/tree.ts";

/** A value that a template can name: what stands in `vars` and parameter files, or in a resolved `foreach`. */
export type Data = DataScalar | DataList | DataMap;

export interface DataScalar {
  readonly type: "scalar";
  /** As DVC writes it into a text: `true`, `0.5`, `None`. */
  readonly text: string;
  readonly isString: boolean;
  readonly isBoolean: boolean;
  /** As DVC names stages by it, where that is another text. */
  readonly name?: string;
}

export interface DataList {
  readonly type: "list";
  readonly items: readonly Data[];
}

export interface DataMap {
  readonly type: "map";
  readonly entries: ReadonlyMap<string, Data>;
}

export const textData = (text: string): DataScalar => ({ type: "scalar", text, isString: true, isBoolean: false });

/** A YAML value as data. `scalar` may replace the texts, such as templates in them. */
export function dataOf(node: YamlNode, scalar: (node: YamlScalar) => Data = scalarData): Data {
  if (node.kind === "scalar") return scalar(node);
  if (node.kind === "sequence") return { type: "list", items: node.items.map((item) => dataOf(item, scalar)) };
  const entries = new Map<string, Data>();
  for (const { key, value } of entriesOf(node)) entries.set(keyText(key), dataOf(value, scalar));
  return { type: "map", entries };
}

/** A key as DVC names stages by it: `2021`, `true`. */
export const keyText = (key: YamlScalar): string => scalarData(key).text;

export function scalarData({ value, text }: YamlScalar): DataScalar {
  if (typeof value === "string") return textData(text);
  if (value === null) return { type: "scalar", text: "None", isString: false, isBoolean: false };
  const isBoolean = typeof value === "boolean";
  const written = typeof value === "number" ? pythonNumber(value, text) : String(value);
  return { type: "scalar", text: written, isString: false, isBoolean };
}

/** A number as Python prints it: `3.0` and `1e-05` where JavaScript says `3` and `0.00001`. */
function pythonNumber(value: number, written: string): string {
  const isWhole = /^[-+]?(?:\d+|0x[\da-fA-F]+|0o[0-7]+)$/.test(written);
  if (isWhole) return Number.isSafeInteger(value) ? String(value) : written.replace(/^\+/, "");
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    const size = Math.abs(power) < 10 ? `0${Math.abs(power)}` : String(Math.abs(power));
    return `${digits}e${power < 0 ? "-" : "+"}${size}`;
  }
  const plain = String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}

/**
 * A value as DVC writes it into a text; a map becomes options of a command line (`--lr 0.1 --verbose`), in a command only. Null for what DVC
 * refuses: lists, and lists within lists of a map.
 */
export function interpolated(data: Data, inCommand: boolean): string | null {
  if (data.type === "scalar") return data.text;
  return data.type === "map" && inCommand ? optionsText(data) : null;
}

function optionsText(map: DataMap): string | null {
  const options: string[] = [];
  for (const [name, value] of flattened(map, "")) {
    if (value.type === "list") {
      if (value.items.some((item) => item.type !== "scalar")) return null;
      if (value.items.length > 0) options.push(`--${name} ${value.items.map(itemText).join(" ")}`);
    } else if (value.type === "scalar") {
      if (!value.isBoolean) options.push(`--${name} ${argumentText(value)}`);
      else if (value.text === "true") options.push(`--${name}`);
    }
  }
  return options.join(" ");
}

/** A boolean as DVC names stages by it where a variable holds it, and as it writes it in lists. */
export const pythonBoolean = ({ text }: DataScalar): string => (text === "true" ? "True" : "False");

const itemText = (data: Data): string =>
  data.type === "scalar" && data.isBoolean ? pythonBoolean(data) : argumentText(data);

const argumentText = (data: Data): string => {
  if (data.type !== "scalar") return "";
  return data.isString && !/^[\w@%+=:,./-]+$/.test(data.text) ? `'${data.text.replaceAll("'", `'"'"'`)}'` : data.text;
};

function* flattened(map: DataMap, prefix: string): Generator<readonly [string, Data]> {
  for (const [key, value] of map.entries) {
    if (value.type === "map") yield* flattened(value, `${prefix}${key}.`);
    else yield [prefix + key, value];
  }
}
