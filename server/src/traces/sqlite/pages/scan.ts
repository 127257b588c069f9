import { type CancelToken, throwIfCancelled } from "../../../model/cancel.ts";
import { Cells, cellKind } from "../cells.ts";
import type { SqlValue } from "../database.ts";
import { headerAt } from "./leaves.ts";
import type { Pages } from "./pageFile.ts";
import { Texts } from "./texts.ts";
import { Unscannable } from "./unscannable.ts";

/** A column to be read. */
export interface ScanColumn {
  /** Its place in the stored record; -1: the row number; null: the table lacks it, so that it reads as null. */
  readonly place: number | null;
  /** `real`: a number or null, nothing else; `raw`: as stored; `value`: as stored, integers beyond 2^53 as text. */
  readonly read: "real" | "raw" | "value";
  /** Where the record ends before it, it is something else than null. */
  readonly hasDefault?: boolean;
}

/** Of each page that is visited, the cells from `first` to before `end` alone. */
export interface CellRuns {
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/** One row's values in the order of the columns; the same array each time. */
export type Visit = (row: readonly SqlValue[]) => void;
/**
 * One row's values where they stand, the same object each time; and what takes them. What visits many rows is a function of its module: the engine drops what it
 * compiled of closures that are gone, and compiles the same for each store anew.
 */
export type VisitCells<Into> = (cells: Cells, into: Into) => void;

const leafTable = 13;
const leavesBetweenChecks = 64;
/** Bytes of one value that are put together from overflow pages. */
const maxValue = 64 * 1024 * 1024;

/** As {@link scanCells}, with the values decoded. */
export function scanLeaves(
  file: Pages,
  leaves: Uint32Array,
  columns: readonly ScanColumn[],
  token: CancelToken,
  visit: Visit,
  onRows?: (rows: number) => void,
  runs: CellRuns | null = null,
): void {
  const row: SqlValue[] = columns.map(() => null);
  const texts = new Texts();
  const decoded = (cells: Cells): void => {
    for (let column = 0; column < row.length; column++) {
      row[column] = cells.isText(column)
        ? texts.read(cells.bytes, cells.starts[column] as number, cells.ends[column] as number)
        : cells.value(column);
    }
    visit(row);
  };
  scanCells(file, leaves, columns, token, decoded, null, onRows, runs);
}

/** What a scan decodes of each record. */
interface Plan {
  /** For each place of a record up to the last that is asked for: the column that asks for it, or -1. */
  readonly wanted: Int32Array;
  /** Columns that are the row's number. */
  readonly ids: Int32Array;
  readonly columns: readonly ScanColumn[];
  /** Column → 1 where only a number or null will do. */
  readonly mustBeNumber: Uint8Array;
}

/**
 * Visits the rows on leaf pages in their order, decoding the asked columns alone (SQLite file format, sections 1.6 and 2). Throws
 * `Unscannable` for what it does not know, and `CancelledError`. `onRows`: told how many rows went by, a page at a time.
 */
export function scanCells<Into>(
  file: Pages,
  leaves: Uint32Array,
  columns: readonly ScanColumn[],
  token: CancelToken,
  visit: VisitCells<Into>,
  into: Into,
  onRows: (rows: number) => void = () => {},
  runs: CellRuns | null = null,
): void {
  const plan = planOf(columns);
  const cells = new Cells(columns.length);
  const { usable } = file;
  file.expect?.(leaves);
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    if (leaf % leavesBetweenChecks === 0) throwIfCancelled(token);
    const number = leaves[leaf] as number;
    const page = file.page(number);
    const { bytes, at: base } = page;
    const header = base + headerAt(number);
    if (bytes[header] !== leafTable) throw new Unscannable("a leaf that is none");
    const count = ((bytes[header + 3] as number) << 8) | (bytes[header + 4] as number);
    const first = runs ? (runs.first[leaf] as number) : 0;
    const last = runs ? (runs.end[leaf] as number) : count;
    if (last > count) throw new Unscannable("a page that changed");
    // A loop of its own is compiled once, however long the first table's pages keep it.
    scanPage(file, bytes, base, header, first, last, usable, plan, cells, visit, into);
    onRows(last - first);
  }
}

/** Visits the cells `first` to before `last` of a leaf page that begins in `bytes` at `base`. */
function scanPage<Into>(
  file: Pages,
  bytes: Buffer,
  base: number,
  header: number,
  first: number,
  last: number,
  usable: number,
  plan: Plan,
  cells: Cells,
  visit: VisitCells<Into>,
  into: Into,
): void {
  const mostLocal = usable - 35;
  const end = base + usable;
  for (let cell = first; cell < last; cell++) {
    const pointer = header + 8 + 2 * cell;
    const offset = ((bytes[pointer] as number) << 8) | (bytes[pointer + 1] as number);
    if (offset < 8 || offset + 2 > usable) throw new Unscannable("a cell outside its page");
    let at = base + offset;
    // Size of the record, then the row's number: both in up to nine bytes of seven bits.
    let size = bytes[at++] as number;
    if (size & 128) {
      let byte: number;
      size &= 127;
      do {
        byte = bytes[at++] as number;
        size = size * 128 + (byte & 127);
      } while (byte & 128 && size <= maxValue);
    }
    let byte = bytes[at++] as number;
    let id = byte & 127;
    let length = 1;
    for (; byte & 128 && length < 4; length++) {
      byte = bytes[at++] as number;
      id = (id << 7) | (byte & 127);
    }
    // Small numbers stay integers for the engine; few are larger.
    let largeId = 0;
    if (byte & 128) {
      largeId = id;
      for (; byte & 128 && length < 8; length++) {
        byte = bytes[at++] as number;
        largeId = largeId * 128 + (byte & 127);
      }
      if (byte & 128 || largeId > Number.MAX_SAFE_INTEGER) throw new Unscannable("a row number beyond 2^53");
      id = -1;
    }
    if (size <= mostLocal) {
      if (at + size > end) throw new Unscannable("a record outside its page");
      cells.bytes = bytes;
      decode(bytes, at, size, plan, cells);
    } else {
      const record = withOverflow(file, bytes, at, base, size, mostLocal);
      cells.bytes = record;
      decode(record, 0, size, plan, cells);
    }
    for (let one = 0; one < plan.ids.length; one++) {
      const column = plan.ids[one] as number;
      cells.kinds[column] = cellKind.number;
      cells.numbers[column] = id < 0 ? largeId : id;
    }
    visit(cells, into);
  }
}

function planOf(columns: readonly ScanColumn[]): Plan {
  const last = Math.max(-1, ...columns.map(({ place }) => place ?? -1));
  const wanted = new Int32Array(last + 1).fill(-1);
  for (const [index, { place }] of columns.entries()) {
    if (place === null || place < 0) continue;
    if (wanted[place] !== -1) throw new Unscannable("a column asked for twice");
    wanted[place] = index;
  }
  const ids = columns.flatMap(({ place }, index) => (place === -1 ? index : []));
  const mustBeNumber = Uint8Array.from(columns, ({ read }) => (read === "real" ? 1 : 0));
  return { wanted, ids: Int32Array.from(ids), columns, mustBeNumber };
}

function decode(bytes: Buffer, start: number, size: number, plan: Plan, cells: Cells): void {
  const { wanted, mustBeNumber } = plan;
  const { kinds, numbers, starts, ends } = cells;
  let type = start;
  let headerSize = bytes[type++] as number;
  if (headerSize & 128) {
    headerSize = ((headerSize & 127) << 7) | (bytes[type++] as number);
    if ((bytes[type - 1] as number) & 128) throw new Unscannable("a record's header of over 16 kB");
  }
  const types = start + headerSize;
  const end = start + size;
  if (types > end) throw new Unscannable("a record's header outside it");
  let at = types;
  let place = 0;
  for (; place < wanted.length && type < types; place++) {
    let serial = bytes[type++] as number;
    if (serial & 128) {
      serial &= 127;
      let byte: number;
      do {
        byte = bytes[type++] as number;
        serial = serial * 128 + (byte & 127);
      } while (byte & 128);
    }
    const column = wanted[place] as number;
    if (column < 0) {
      at += serial < 12 ? (widths[serial] as number) : (serial - 12) >>> 1;
      continue;
    }
    if (serial >= 12) {
      const next = at + (serial < maxValue ? (serial - 12) >>> 1 : Math.floor((serial - 12) / 2));
      if (next > end) throw new Unscannable("a value outside its record");
      // SQLite would turn text into a number where one is asked for.
      if (mustBeNumber[column] === 1) throw new Unscannable("a text where a number should be");
      kinds[column] = serial & 1 ? cellKind.text : cellKind.blob;
      starts[column] = at;
      ends[column] = next;
      at = next;
      continue;
    }
    if (at + (widths[serial] as number) > end) throw new Unscannable("a value outside its record");
    kinds[column] = cellKind.number;
    switch (serial) {
      case 0:
        kinds[column] = cellKind.none;
        break;
      case 1:
        numbers[column] = ((bytes[at] as number) << 24) >> 24;
        at++;
        break;
      case 2:
        numbers[column] = (((bytes[at] as number) << 24) >> 16) | (bytes[at + 1] as number);
        at += 2;
        break;
      case 3:
        numbers[column] =
          (((bytes[at] as number) << 24) >> 8) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
        at += 3;
        break;
      case 4:
        numbers[column] = fourBytes(bytes, at);
        at += 4;
        break;
      case 5:
        numbers[column] =
          ((((bytes[at] as number) << 24) >> 16) | (bytes[at + 1] as number)) * 2 ** 32 +
          (fourBytes(bytes, at + 2) >>> 0);
        at += 6;
        break;
      case 6:
        eightBytes(bytes, at, plan.columns[column] as ScanColumn, cells, column);
        at += 8;
        break;
      case 7:
        numbers[column] = bytes.readDoubleBE(at);
        // SQLite has no such number.
        if (Number.isNaN(numbers[column])) kinds[column] = cellKind.none;
        at += 8;
        break;
      case 8:
        numbers[column] = 0;
        break;
      case 9:
        numbers[column] = 1;
        break;
      default:
        throw new Unscannable("a value of no known type");
    }
  }
  // A record that was written before columns were added ends early: those read as null.
  for (; place < wanted.length; place++) {
    const column = wanted[place] as number;
    if (column < 0) continue;
    if (plan.columns[column]?.hasDefault) throw new Unscannable("a record without a column that has a default");
    kinds[column] = cellKind.none;
  }
}

/** Bytes of each serial type below 12; 10 and 11 are not used in files. */
const widths = Uint8Array.of(0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0);

const fourBytes = (bytes: Buffer, at: number): number =>
  ((bytes[at] as number) << 24) |
  ((bytes[at + 1] as number) << 16) |
  ((bytes[at + 2] as number) << 8) |
  (bytes[at + 3] as number);

function eightBytes(bytes: Buffer, at: number, { read }: ScanColumn, cells: Cells, column: number): void {
  const value = fourBytes(bytes, at) * 2 ** 32 + (fourBytes(bytes, at + 4) >>> 0);
  if (Number.isSafeInteger(value) || read === "real") {
    cells.numbers[column] = value;
    return;
  }
  if (read === "raw") throw new Unscannable("an integer beyond 2^53");
  cells.kinds[column] = cellKind.large;
  cells.large[column] = String(bytes.readBigInt64BE(at));
}

/** A record that goes on over other pages, put together. */
function withOverflow(file: Pages, bytes: Buffer, at: number, base: number, size: number, mostLocal: number): Buffer {
  if (size > maxValue) throw new Unscannable("a record of over 64 MB");
  const leastLocal = Math.floor(((file.usable - 12) * 32) / 255) - 23;
  const room = file.usable - 4;
  const surplus = leastLocal + ((size - leastLocal) % room);
  const local = surplus <= mostLocal ? surplus : leastLocal;
  if (at + local + 4 > base + file.usable) throw new Unscannable("a record outside its page");
  const record = Buffer.allocUnsafe(size);
  bytes.copy(record, 0, at, at + local);
  let next = bytes.readUInt32BE(at + local);
  let filled = local;
  while (filled < size) {
    const page = file.copyOf(next);
    const part = Math.min(room, size - filled);
    page.copy(record, filled, 4, 4 + part);
    filled += part;
    next = page.readUInt32BE(0);
  }
  return record;
}
