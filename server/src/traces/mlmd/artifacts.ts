import { artifactKindOfType } from "../../model/artifactKind.ts";
import { free } from "../../model/free.ts";
import { narrow, packInts } from "../../model/intColumn.ts";
import { artifactCode } from "../../model/kinds.ts";
import { lastPart } from "../../model/operatorKind.ts";
import { packTimes } from "../../model/times.ts";
import type { ArtifactColumns } from "../../model/trace.ts";
import { growableBytes, growableDoubles, growableInts } from "../growable.ts";
import type { Cells } from "../sqlite/cells.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import { StringTable } from "../stringTable.ts";
import { AscendingIds, rowIndex } from "./rowIndex.ts";
import type { StoreTypes } from "./types.ts";
import { flag, text, time, valueColumn, valueColumns, valueIn } from "./values.ts";

const columns: readonly Column[] = [
  ["id", "real"],
  ["type_id", "real"],
  ["uri", "raw"],
  ["name", "raw"],
  ["create_time_since_epoch", "real"],
];
const propertyColumns: readonly Column[] = [
  ["artifact_id", "real"],
  ["name", "raw"],
  ["is_custom_property", "raw"],
  ...valueColumns,
];
const firstValue = 3;
/** Names of the properties that the domain asks for. */
const where = "name IN ('input_fingerprint', 'span', 'blessed', 'pushed')";

/** Reads the artifacts by ascending id, and finds their rows by it. */
export function readArtifacts(
  store: Tables,
  types: StoreTypes,
  strings: StringTable,
): { columns: ArtifactColumns; rowOf: (id: number) => number } {
  const expected = store.estimatedRows("Artifact");
  const ids = new AscendingIds();
  const type = growableInts(expected);
  const kind = growableBytes(expected);
  const uri = growableInts(expected);
  const name = growableInts(expected);
  const createdAt = growableDoubles(expected);
  const isBlessing = growableBytes(expected);
  const typeOf = typeFinder(types, strings);
  eachRow(store, "Artifact", columns, { order: "id" }, (cells) => {
    if (!ids.push(cells.number(0))) return;
    const of = typeOf(cells.number(1));
    type.push(of.type);
    kind.push(of.kind);
    isBlessing.push(of.isBlessing);
    uri.push(pathIn(cells, 2, strings));
    name.push(pathIn(cells, 3, strings));
    createdAt.push(time(cells.number(4)));
  });
  const id = ids.finish();
  const rowOf = rowIndex(id);
  const properties = readProperties(store, rowOf, isBlessing.finish(), strings);
  // All tables are read now that have to be read quickly.
  return {
    rowOf,
    columns: {
      count: kind.length,
      id,
      type: inPlaceOf(narrow, type.finish()),
      kind: kind.finish(),
      uri: uri.finish(),
      name: inPlaceOf(packInts, name.finish()),
      content: inPlaceOf(packInts, properties.content),
      span: inPlaceOf(packInts, properties.span),
      blessed: inPlaceOf(packInts, properties.blessed),
      pushed: inPlaceOf(packInts, properties.pushed),
      createdAt: inPlaceOf(packTimes, createdAt.finish()),
    },
  };
}

/** What becomes of a column, whose own memory is given back. */
function inPlaceOf<T extends ArrayBufferView, U>(pack: (column: T) => U | T, column: T): U | T {
  const packed = pack(column);
  if (packed !== column) free(column);
  return packed;
}

interface TypeOfArtifact {
  readonly type: number;
  readonly kind: number;
  readonly isBlessing: number;
}

function typeFinder(types: StoreTypes, strings: StringTable): (id: number) => TypeOfArtifact {
  const known = new Map<number, TypeOfArtifact>();
  return (id) => {
    const before = known.get(id);
    if (before) return before;
    const full = types.name(id);
    const made = {
      type: strings.add(full),
      kind: artifactCode[artifactKindOfType(full, types.bases(id))],
      isBlessing: lastPart(full) === "ModelBlessing" ? 1 : 0,
    };
    known.set(id, made);
    return made;
  };
}

/** Index of a text that is most likely no other's; -1 for none and for the empty one. */
function pathIn(cells: Cells, column: number, strings: StringTable): number {
  const from = cells.starts[column] as number;
  const to = cells.ends[column] as number;
  return cells.isText(column) && to > from ? strings.addPathBytes(cells.bytes, from, to) : -1;
}

function set(column: Int32Array | Int8Array, row: number, to: number, isCustom: boolean): void {
  if (to !== -1 && (isCustom || column[row] === -1)) column[row] = to;
}

/** The few properties that the domain asks for. Custom ones, which executors write, go before declared ones. */
function readProperties(
  store: Tables,
  rowOf: (id: number) => number,
  isBlessing: Uint8Array,
  strings: StringTable,
): Record<"content" | "span", Int32Array> & Record<"blessed" | "pushed", Int8Array> {
  const count = isBlessing.length;
  const columns = {
    content: new Int32Array(count).fill(-1),
    span: new Int32Array(count).fill(-1),
    blessed: new Int8Array(count).fill(-1),
    pushed: new Int8Array(count).fill(-1),
  };
  const names = new StringTable();
  const wanted = ["", "input_fingerprint", "span", "blessed", "pushed"].map((name) => names.add(name));
  const [, content, span, blessed] = wanted;
  eachRow(store, "ArtifactProperty", propertyColumns, { order: "rowid", where }, (cells) => {
    if (!cells.isText(1)) return;
    const name = names.find(cells.bytes, cells.starts[1] as number, cells.ends[1] as number);
    if (name <= 0) return;
    const row = rowOf(cells.number(0));
    const at = valueColumn(cells, firstValue);
    if (row < 0 || at < 0) return;
    const custom = cells.number(2) === 1;
    if (name === content) set(columns.content, row, textIn(cells, at, strings), custom);
    else if (name === span) set(columns.span, row, textIn(cells, at, strings), custom);
    else if (name !== blessed) set(columns.pushed, row, flag(valueIn(cells, firstValue, at)), custom);
    else if (isBlessing[row] === 1) set(columns.blessed, row, flag(valueIn(cells, firstValue, at)), custom);
  });
  return columns;
}

/** Index of a value's text; -1 for what has none. */
function textIn(cells: Cells, column: number, strings: StringTable): number {
  if (!cells.isText(column)) return strings.addOrNone(text(valueIn(cells, firstValue, column)));
  const from = cells.starts[column] as number;
  const to = cells.ends[column] as number;
  return to > from ? strings.addBytes(cells.bytes, from, to) : -1;
}
