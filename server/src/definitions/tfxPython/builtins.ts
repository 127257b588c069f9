import { choiceOf, constant, optionsOf, textOfValue, unknown } from "./choices.ts";
import { type Given, textual } from "./given.ts";
import { mappingOf, newMapping, newSequence, sequenceOf } from "./heap.ts";
import type { Machine } from "./machine.ts";
import { ask, maxTurns } from "./machine.ts";
import { baseName, folderOf, joinPaths, normalized } from "./paths.ts";
import { truth } from "./truth.ts";
import type { Entry, Item, Place, Value } from "./values.ts";

interface BuiltinCall {
  readonly machine: Machine;
  readonly given: Given;
  readonly place: Place;
}
type Builtin = (call: BuiltinCall) => Value;

/** The text that a function of one text gives, for each text that its first argument may be. */
const ofText =
  (change: (text: string) => string): Builtin =>
  ({ given, place }) =>
    choiceOf(
      optionsOf(given.at(0)).map((option) => {
        const text = textOfValue(option);
        return text === null ? unknown : constant(change(text), place);
      }),
    );

const join: Builtin = ({ given, place }) => {
  const parts = given.positional.map(textual);
  return parts.every((part) => part !== null) && parts.length > 0 ? constant(joinPaths(parts), place) : unknown;
};

const environment: Builtin = ({ given }) => {
  const name = textOfValue(given.at(0));
  return name === "HOME" ? constant("~") : (given.find("default", 1) ?? unknown);
};

const here: Builtin = ({ place }) => constant(".", place);
const home: Builtin = ({ place }) => constant("~", place);
const same: Builtin = ({ given }) => given.at(0);

const sequence =
  (kind: "list" | "tuple" | "set"): Builtin =>
  ({ machine, given }) => {
    const [value] = given.positional;
    if (!value) return newSequence(machine, kind, []);
    if (value.type === "sequence") {
      const { items, open } = sequenceOf(machine, value);
      return newSequence(machine, kind, items, open);
    }
    return value.type === "mapping" ? newSequence(machine, kind, keysOf(machine, value)) : value;
  };

const reversed: Builtin = (call) => {
  const value = sequence("list")(call);
  if (value.type !== "sequence") return value;
  const { items, open } = sequenceOf(call.machine, value);
  return newSequence(call.machine, "list", items.toReversed(), open);
};

function keysOf(machine: Machine, mapping: { readonly id: number }): Item[] {
  const { entries } = mappingOf(machine, mapping);
  return [...entries].map(([key, { place }]) => ({ value: constant(key), place, conditions: [] }));
}

const range: Builtin = ({ machine, given, place }) => {
  const numbers = given.positional.map((value) => (value.type === "constant" ? value.value : null));
  if (!numbers.every((number) => typeof number === "number") || numbers.length === 0) return unknown;
  const [start = 0, end = 0, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  if (step === 0) return unknown;
  const count = Math.max(0, Math.ceil((end - start) / step));
  const turns = Math.min(count, maxTurns);
  if (turns < count)
    ask(machine, "not-determined", `Only the first ${maxTurns} of ${count} turns are worked out.`, place);
  const items = Array.from({ length: turns }, (_, turn) => ({
    value: constant(start + turn * step),
    place,
    conditions: [],
  }));
  return newSequence(machine, "list", items);
};

const enumerated: Builtin = ({ machine, given }) => {
  const value = given.at(0);
  const start = given.find("start", 1);
  const first = start?.type === "constant" && typeof start.value === "number" ? start.value : 0;
  if (value.type !== "sequence") return unknown;
  const { items, open } = sequenceOf(machine, value);
  const pairs = items.map((item, index) => {
    const number: Item = { value: constant(first + index), place: item.place, conditions: [] };
    return { ...item, value: newSequence(machine, "tuple", [number, item]) };
  });
  return newSequence(machine, "list", pairs, open);
};

const zipped: Builtin = ({ machine, given }) => {
  const lists = given.positional.map((value) => (value.type === "sequence" ? sequenceOf(machine, value) : null));
  if (lists.length === 0 || !lists.every((list) => list !== null && !list.open)) return unknown;
  const known = lists.filter((list) => list !== null);
  const length = Math.min(...known.map(({ items }) => items.length));
  const rows = Array.from({ length }, (_, index) => known.flatMap(({ items }) => items[index] ?? []));
  return newSequence(
    machine,
    "list",
    rows.flatMap((row) => (row[0] ? [{ ...row[0], value: newSequence(machine, "tuple", row) }] : [])),
  );
};

const dictionary: Builtin = ({ machine, given }) => {
  const entries = new Map<string, Entry>();
  let open = false;
  const [first] = given.positional;
  if (first?.type === "mapping") {
    const content = mappingOf(machine, first);
    for (const [key, entry] of content.entries) entries.set(key, entry);
    open = content.open;
  } else if (first) open = true;
  for (const { name, star, value, place } of given.all) {
    if (name) entries.set(name, { value, place });
    else if (star === "**") open = true;
  }
  return newMapping(machine, entries, open);
};

const length: Builtin = ({ machine, given }) => {
  const value = given.at(0);
  if (value.type !== "sequence") return unknown;
  const { items, open } = sequenceOf(machine, value);
  return open || items.some(({ conditions }) => conditions.length > 0) ? unknown : constant(items.length);
};

const number: Builtin = ({ given }) => {
  const value = given.at(0);
  if (value.type !== "constant" || value.assumed) return unknown;
  const number = Number(value.value);
  return Number.isNaN(number) || value.value === "" || value.value === null ? unknown : constant(number);
};

const asText: Builtin = ({ given, place }) => {
  const text = textual(given.at(0));
  return text === null ? unknown : constant(text, place);
};

const boolean: Builtin = ({ machine, given }) => {
  const value = truth(machine, given.at(0));
  return value === null ? unknown : constant(value);
};

/** Functions of Python itself that definitions use to put names and paths together, by dotted name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["os.path.join", join],
  ["posixpath.join", join],
  ["ntpath.join", join],
  ["tf.io.gfile.join", join],
  ["os.path.dirname", ofText(folderOf)],
  ["os.path.basename", ofText(baseName)],
  ["os.path.normpath", ofText(normalized)],
  ["os.path.abspath", same],
  ["os.path.realpath", same],
  ["os.path.expanduser", same],
  ["os.path.expandvars", same],
  ["os.fspath", same],
  ["os.getcwd", here],
  ["os.getenv", environment],
  ["os.environ.get", environment],
  [
    "pathlib.Path",
    ({ given, place, machine }) =>
      given.positional.length === 0 ? constant(".", place) : join({ given, place, machine }),
  ],
  ["pathlib.PurePath", join],
  ["pathlib.PosixPath", join],
  ["pathlib.PurePosixPath", join],
  ["pathlib.Path.cwd", here],
  ["pathlib.Path.home", home],
  ["str", asText],
  ["int", number],
  ["float", number],
  ["bool", boolean],
  ["list", sequence("list")],
  ["tuple", sequence("tuple")],
  ["set", sequence("set")],
  ["sorted", sequence("list")],
  ["reversed", reversed],
  ["iter", same],
  ["copy.copy", same],
  ["copy.deepcopy", same],
  ["dict", dictionary],
  ["range", range],
  ["enumerate", enumerated],
  ["zip", zipped],
  ["len", length],
]);
