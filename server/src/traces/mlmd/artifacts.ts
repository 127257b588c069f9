import { artifactKindOfType } from "../../model/artifactKind.ts";
import { artifactCode } from "../../model/kinds.ts";
import { lastPart } from "../../model/operatorKind.ts";
import type { ArtifactColumns } from "../../model/trace.ts";
import { growableDoubles, growableInts } from "../growable.ts";
import type { Column, Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import { rowIndex } from "./rowIndex.ts";
import type { StoreTypes } from "./types.ts";
import { flag, propertyValue, text, time, valueColumns } from "./values.ts";

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
/** Names of the properties that the domain asks for. */
const wanted: ReadonlySet<unknown> = new Set(["input_fingerprint", "span", "blessed", "pushed"]);
const where = "name IN ('input_fingerprint', 'span', 'blessed', 'pushed')";

/** Reads the artifacts by ascending id, and finds their rows by it. */
export function readArtifacts(
  store: Tables,
  types: StoreTypes,
  strings: StringTable,
): { columns: ArtifactColumns; rowOf: (id: number) => number } {
  const expected = store.estimatedRows("Artifact");
  const ids = growableDoubles(expected);
  const type = growableInts(expected);
  const kind = growableInts(expected);
  const uri = growableInts(expected);
  const name = growableInts(expected);
  const createdAt = growableDoubles(expected);
  const isBlessing: boolean[] = [];
  const known = new Map<number, { type: number; kind: number; isBlessing: boolean }>();
  const typeOf = (id: number) => {
    const before = known.get(id);
    if (before) return before;
    const full = types.name(id);
    const made = {
      type: strings.add(full),
      kind: artifactCode[artifactKindOfType(full, types.bases(id))],
      isBlessing: lastPart(full) === "ModelBlessing",
    };
    known.set(id, made);
    return made;
  };
  let last = Number.NEGATIVE_INFINITY;
  store.scan("Artifact", columns, { order: "id" }, (row) => {
    const [id, typeId, uriValue, nameValue, created] = row;
    if (typeof id !== "number" || !Number.isSafeInteger(id) || id <= last) return;
    last = id;
    const of = typeOf(Number(typeId));
    ids.push(id);
    type.push(of.type);
    kind.push(of.kind);
    isBlessing.push(of.isBlessing);
    uri.push(strings.addOrNone(typeof uriValue === "string" && uriValue !== "" ? uriValue : null));
    name.push(strings.addOrNone(typeof nameValue === "string" && nameValue !== "" ? nameValue : null));
    createdAt.push(time(created));
  });
  const idValues = ids.finish();
  const rowOf = rowIndex(idValues);
  return {
    rowOf,
    columns: {
      count: idValues.length,
      id: { type: "number", values: idValues },
      type: type.finish(),
      kind: Uint8Array.from(kind.finish()),
      uri: uri.finish(),
      name: name.finish(),
      createdAt: createdAt.finish(),
      ...readProperties(store, rowOf, isBlessing, strings),
    },
  };
}

/** The few properties that the domain asks for. Custom ones, which executors write, go before declared ones. */
function readProperties(
  store: Tables,
  rowOf: (id: number) => number,
  isBlessing: readonly boolean[],
  strings: StringTable,
): Pick<ArtifactColumns, "content" | "span" | "blessed" | "pushed"> {
  const count = isBlessing.length;
  const content = new Int32Array(count).fill(-1);
  const span = new Int32Array(count).fill(-1);
  const blessed = new Int8Array(count).fill(-1);
  const pushed = new Int8Array(count).fill(-1);
  store.scan("ArtifactProperty", propertyColumns, { order: "rowid", where }, (property) => {
    if (!wanted.has(property[1])) return;
    const row = rowOf(Number(property[0]));
    const value = propertyValue(property, 3);
    if (row < 0 || value === null) return;
    const custom = property[2] === 1;
    const set = (column: Int32Array | Int8Array, to: number): void => {
      if (to !== -1 && (custom || column[row] === -1)) column[row] = to;
    };
    if (property[1] === "input_fingerprint") set(content, strings.addOrNone(text(value)));
    else if (property[1] === "span") set(span, strings.addOrNone(text(value)));
    else if (property[1] === "pushed") set(pushed, flag(value));
    else if (isBlessing[row]) set(blessed, flag(value));
  });
  return { content, span, blessed, pushed };
}
