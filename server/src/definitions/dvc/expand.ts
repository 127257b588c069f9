import { report } from "../report.ts";
import { childOf, entriesOf, type YamlEntry, type YamlNode } from "../yaml/tree.ts";
import { type Data, type DataMap, dataOf, pythonBoolean, scalarData, textData } from "./data.ts";
import { type DvcFile, reportTemplate } from "./file.ts";
import { type Context, fillIn, templatesIn, wholeValue } from "./template.ts";

/** One stage of what an entry of `stages` stands for. */
export interface Instance {
  /** `train`; `train@cnn-small` where the entry is expanded. */
  readonly id: string;
  readonly entry: YamlEntry;
  /** The stage's own text: the entry's value, or what stands under `do`. */
  readonly body: YamlNode;
  /** With `item` and `key`. */
  readonly context: Context;
  /** The entry stands for exactly this stage. */
  readonly isSingle: boolean;
  /** What it is expanded over, where the text does not tell the items. */
  readonly unexpanded: string | null;
}

/** One item of an expansion: its name in the stage's id, and what `item` and `key` are. */
interface Item {
  readonly name: string;
  readonly values: ReadonlyMap<string, Data>;
}

/** Stages of one entry that are shown. */
const maxItems = 1000;

/** The stages that an entry of `stages` stands for (https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#foreach-stages). */
export function instancesOf(file: DvcFile, entry: YamlEntry, context: Context): readonly Instance[] {
  const { key, value } = entry;
  const matrix = childOf(value, "matrix");
  const foreach = childOf(value, "foreach");
  const body = foreach && !matrix ? childOf(value, "do") : value;
  const one = { id: key.text, entry, context, body: body ?? value, isSingle: true, unexpanded: null };
  const over = matrix ?? foreach;
  if (!over) return [one];
  if (foreach && !body) {
    report(
      file,
      "syntax",
      `The stage \`${key.text}\` has \`foreach\` without \`do\`. Write the stage under \`do\`.`,
      key,
    );
  }
  const items = matrix ? matrixItems(file, matrix, context) : foreachItems(file, over, context);
  if (!items) return [{ ...one, isSingle: false, unexpanded: over.kind === "scalar" ? over.text : key.text }];
  if (items.length > maxItems) {
    const message = `\`${key.text}\` stands for ${items.length.toLocaleString("en-US")} stages; the first ${maxItems.toLocaleString("en-US")} are shown.`;
    report(file, "not-determined", message, key);
  }
  return items.slice(0, maxItems).map(({ name, values }) => ({
    ...one,
    id: `${key.text}@${name}`,
    context: new Map([...context, ...values]),
    isSingle: false,
  }));
}

/** The value of `foreach` or of a dimension of `matrix`, with its templates filled in; null where it names what is not known. */
function resolved(file: DvcFile, node: YamlNode, context: Context): Data | null {
  let isKnown = true;
  const data = dataOf(node, (scalar) => {
    if (typeof scalar.value !== "string") return scalarData(scalar);
    const whole = wholeValue(scalar.text, context);
    if (whole) return fromVariable(whole);
    if (templatesIn(scalar.text).length === 0) return textData(scalar.text.replaceAll("\\${", "${"));
    const text = fillIn(scalar.text, context, false, (failure) => {
      isKnown = false;
      reportTemplate(file, scalar, failure);
    });
    return textData(text);
  });
  return isKnown ? data : null;
}

/** A variable's value: DVC names stages by it as Python writes it, where what stands in the text itself is written as in YAML. */
function fromVariable(data: Data): Data {
  if (data.type === "list") return { ...data, items: data.items.map(fromVariable) };
  if (data.type !== "scalar" || !data.isBoolean) return data;
  return { ...data, name: pythonBoolean(data) };
}

const nameOf = (data: Data): string | null => (data.type === "scalar" ? (data.name ?? data.text) : null);

/** Items by name: a map's keys, a list's values, or indices where values are no single ones. The last of one name counts. */
function foreachItems(file: DvcFile, over: YamlNode, context: Context): readonly Item[] | null {
  const data = resolved(file, over, context);
  if (!data) return null;
  if (data.type === "scalar") {
    report(file, "syntax", "`foreach` goes over a list or a map, and this is neither. Write one, or name one.", over);
    return null;
  }
  const items = new Map<string, Item>();
  if (data.type === "map") {
    for (const [name, item] of data.entries)
      items.set(name, {
        name,
        values: new Map([
          ["item", item],
          ["key", textData(name)],
        ]),
      });
  } else {
    const byIndex = data.items.some(({ type }) => type !== "scalar");
    data.items.forEach((item, index) => {
      const name = (byIndex ? null : nameOf(item)) ?? String(index);
      items.set(name, { name, values: new Map([["item", item]]) });
    });
  }
  return [...items.values()];
}

/** The product of a matrix's dimensions, the last one changing fastest. */
function matrixItems(file: DvcFile, matrix: YamlNode, context: Context): readonly Item[] | null {
  const dimensions: (readonly [name: string, values: readonly Data[]])[] = [];
  for (const { key, value } of entriesOf(matrix)) {
    const data = resolved(file, value, context);
    if (!data) return null;
    if (data.type !== "list") {
      report(file, "syntax", `\`${key.text}\` is no list. A matrix has a list for each of its names.`, value);
      return null;
    }
    dimensions.push([key.text, data.items]);
  }
  if (dimensions.length === 0) return null;
  let rows: { readonly parts: readonly string[]; readonly values: ReadonlyMap<string, Data> }[] = [
    { parts: [], values: new Map() },
  ];
  for (const [name, values] of dimensions) {
    rows = rows
      .flatMap((row) =>
        values.map((value, index) => ({
          parts: [...row.parts, nameOf(value) ?? `${name}${index}`],
          values: new Map([...row.values, [name, value]]),
        })),
      )
      // One more than is shown, so that more are known to be there.
      .slice(0, maxItems + 1);
  }
  const items = new Map<string, Item>();
  for (const { parts, values } of rows) {
    const name = parts.join("-");
    const item: DataMap = { type: "map", entries: values };
    items.set(name, {
      name,
      values: new Map<string, Data>([
        ["key", textData(name)],
        ["item", item],
      ]),
    });
  }
  return [...items.values()];
}
