import { artifactKindOfType } from "../../model/artifactKind.ts";
import { free } from "../../model/free.ts";
import { packInts } from "../../model/intColumn.ts";
import { artifactCode } from "../../model/kinds.ts";
import { lastPart } from "../../model/operatorKind.ts";
import { packTimes } from "../../model/times.ts";
import type { ArtifactColumns } from "../../model/trace.ts";
import { type Growable, growableBytes, growableDoubles, growableInts, NarrowInts } from "../growable.ts";
import type { Cells } from "../sqlite/cells.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import { StringTable } from "../stringTable.ts";
import { AscendingIds, type RowIndex, rowFor, rowIndex } from "./rowIndex.ts";
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
/** See `wantedNames`. */
const where = "name IN ('input_fingerprint', 'span', 'blessed', 'pushed')";

/** Reads the artifacts by ascending id, and finds their rows by it. */
export function readArtifacts(
  store: Tables,
  types: StoreTypes,
  strings: StringTable,
): { columns: ArtifactColumns; index: RowIndex } {
  const expected = store.estimatedRows("Artifact");
  const rows: ArtifactRows = {
    ids: new AscendingIds(),
    type: new NarrowInts(expected),
    kind: growableBytes(expected),
    uri: growableInts(expected),
    name: new NarrowInts(expected),
    createdAt: growableDoubles(expected),
    isBlessing: growableBytes(expected),
    types,
    strings,
    known: new Map(),
  };
  eachRow(store, "Artifact", columns, { order: "id" }, addArtifact, rows);
  const { type, kind, uri, name, createdAt, isBlessing } = rows;
  const id = rows.ids.finish();
  const index = rowIndex(id);
  const properties = readProperties(store, index, isBlessing.finish(), strings);
  // All tables are read now that have to be read quickly.
  return {
    index,
    columns: {
      count: kind.length,
      id,
      type: type.finish(),
      kind: kind.finish(),
      uri: inPlaceOf(packInts, uri.finish()),
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

interface ArtifactRows {
  readonly ids: AscendingIds;
  readonly type: NarrowInts;
  readonly kind: Growable<Uint8Array<ArrayBuffer>>;
  readonly uri: Growable<Int32Array<ArrayBuffer>>;
  readonly name: NarrowInts;
  readonly createdAt: Growable<Float64Array<ArrayBuffer>>;
  readonly isBlessing: Growable<Uint8Array<ArrayBuffer>>;
  readonly types: StoreTypes;
  readonly strings: StringTable;
  /** What was found of types, by id. */
  readonly known: Map<number, TypeOfArtifact>;
}

function addArtifact(cells: Cells, rows: ArtifactRows): void {
  if (!rows.ids.push(cells.number(0))) return;
  const of = typeOf(rows, cells.number(1));
  rows.type.push(of.type);
  rows.kind.push(of.kind);
  rows.isBlessing.push(of.isBlessing);
  rows.uri.push(pathIn(cells, 2, rows.strings));
  rows.name.push(pathIn(cells, 3, rows.strings));
  rows.createdAt.push(time(cells.number(4)));
}

function typeOf({ types, strings, known }: ArtifactRows, id: number): TypeOfArtifact {
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
  index: RowIndex,
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
  for (const name of wantedNames) names.add(name);
  const into: PropertyRows = { ...columns, index, isBlessing, strings, names };
  eachRow(store, "ArtifactProperty", propertyColumns, { order: "rowid", where }, addProperty, into);
  return columns;
}

/** Names of the properties that the domain asks for, after the empty one: numbered from 1 on. */
const wantedNames = ["input_fingerprint", "span", "blessed", "pushed"];
const [contentName, spanName, blessedName] = [1, 2, 3];

interface PropertyRows {
  readonly content: Int32Array;
  readonly span: Int32Array;
  readonly blessed: Int8Array;
  readonly pushed: Int8Array;
  readonly index: RowIndex;
  readonly isBlessing: Uint8Array;
  readonly strings: StringTable;
  readonly names: StringTable;
}

function addProperty(cells: Cells, into: PropertyRows): void {
  if (!cells.isText(1)) return;
  const name = into.names.find(cells.bytes, cells.starts[1] as number, cells.ends[1] as number);
  if (name <= 0) return;
  const row = rowFor(into.index, cells.number(0));
  const at = valueColumn(cells, firstValue);
  if (row < 0 || at < 0) return;
  const custom = cells.number(2) === 1;
  if (name === contentName) set(into.content, row, textIn(cells, at, into.strings), custom);
  else if (name === spanName) set(into.span, row, textIn(cells, at, into.strings), custom);
  else if (name !== blessedName) set(into.pushed, row, flag(valueIn(cells, firstValue, at)), custom);
  else if (into.isBlessing[row] === 1) set(into.blessed, row, flag(valueIn(cells, firstValue, at)), custom);
}

/** Index of a value's text; -1 for what has none. */
function textIn(cells: Cells, column: number, strings: StringTable): number {
  if (!cells.isText(column)) return strings.addOrNone(text(valueIn(cells, firstValue, column)));
  const from = cells.starts[column] as number;
  const to = cells.ends[column] as number;
  return to > from ? strings.addBytes(cells.bytes, from, to) : -1;
}
