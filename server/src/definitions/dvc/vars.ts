import { report } from "../report.ts";
import { readYaml } from "../yaml/read.ts";
import { entriesOf, itemsOf, type YamlNode } from "../yaml/tree.ts";
import { type Data, type DataMap, dataOf, keyText } from "./data.ts";
import { type DvcFile, readBeside } from "./file.ts";
import { joined } from "./paths.ts";
import type { Context } from "./template.ts";

/** Parameters that are always known, where the file is there. */
const defaultFile = "params.yaml";
/** Larger files of variables are not read, characters. */
const maxLength = 2_000_000;
const maxFiles = 50;

/** The variables of a whole `dvc.yaml`: `params.yaml`, then its `vars`. */
export function globalContext(file: DvcFile, vars: YamlNode | null): Context {
  const context = new Map<string, Data>();
  const read = readBeside(file, defaultFile);
  if (read) merge(context, contentOf(read.text) ?? new Map());
  addVars(file, context, vars, "");
  return context;
}

/** The variables of one stage: the file's and its own `vars`, whose files stand in its folder. */
export function stageContext(file: DvcFile, context: Context, vars: YamlNode | null, wdir: string): Context {
  if (!vars) return context;
  const own = new Map(context);
  addVars(file, own, vars, wdir);
  return own;
}

function addVars(file: DvcFile, context: Map<string, Data>, vars: YamlNode | null, wdir: string): void {
  for (const item of itemsOf(vars).slice(0, maxFiles)) {
    if (item.kind === "map") {
      const entries = new Map<string, Data>();
      for (const { key, value } of entriesOf(item)) entries.set(keyText(key), dataOf(value));
      merge(context, entries);
    } else if (item.kind === "scalar" && item.text !== "") {
      const [path = "", names = ""] = item.text.split(":", 2);
      const content = fileContent(file, joined(wdir, path));
      if (!content) {
        file.open = true;
        report(file, "not-determined", `The file of variables \`${path.slice(0, 200)}\` was not read.`, item);
        continue;
      }
      const wanted = names.split(",").filter((name) => name !== "");
      const chosen = wanted.length === 0 ? content : new Map([...content].filter(([name]) => wanted.includes(name)));
      merge(context, chosen);
    }
  }
}

/** YAML and JSON are read; TOML and Python files are not. */
function fileContent(file: DvcFile, path: string): ReadonlyMap<string, Data> | null {
  if (!/\.(?:ya?ml|json)$/i.test(path)) return null;
  const read = readBeside(file, path);
  return read && contentOf(read.text);
}

function contentOf(text: string): ReadonlyMap<string, Data> | null {
  if (text.length > maxLength) return null;
  const [root] = readYaml(text).documents;
  if (!root) return new Map();
  const data = dataOf(root);
  return data.type === "map" ? data.entries : null;
}

/** Adds values; maps of one name are put together, and what is there already stays (DVC refuses a second value). */
function merge(into: Map<string, Data>, more: ReadonlyMap<string, Data>): void {
  for (const [name, value] of more) {
    const known = into.get(name);
    if (!known) into.set(name, value);
    else if (known.type === "map" && value.type === "map") into.set(name, mergedMaps(known, value));
  }
}

function mergedMaps(left: DataMap, right: DataMap): DataMap {
  const entries = new Map(left.entries);
  merge(entries, right.entries);
  return { type: "map", entries };
}
