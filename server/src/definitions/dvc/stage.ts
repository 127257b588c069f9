import type { Span } from "../python/ast.ts";
import { report } from "../report.ts";
import {
  booleanOf,
  childOf,
  entriesOf,
  entryOf,
  itemsOf,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from "../yaml/tree.ts";
import type { Instance } from "./expand.ts";
import { type DvcFile, filled } from "./file.ts";
import { joined } from "./paths.ts";
import type { Context } from "./template.ts";
import { stageContext } from "./vars.ts";

/** A path that a stage reads or writes. */
export interface StagePath {
  /** Relative to the folder of the `dvc.yaml`, without dots; an address as it is. */
  readonly path: string;
  /** Where it stands, as the text writes it. */
  readonly scalar: YamlScalar;
}

export interface StageOutput extends StagePath {
  readonly role: "out" | "metrics" | "plots";
}

export interface StageParameter extends StagePath {
  /** The parameter in the file; null for the file as a whole. */
  readonly name: string | null;
}

/** A stage with its templates filled in: of a `dvc.yaml`, or as a `dvc.lock` holds it. */
export interface Stage {
  readonly id: string;
  readonly entry: YamlEntry;
  readonly body: YamlNode;
  readonly isSingle: boolean;
  readonly unexpanded: string | null;
  /** Command lines. */
  readonly commands: readonly string[];
  /** Relative to the folder of the `dvc.yaml`; empty for that itself. */
  readonly wdir: string;
  readonly deps: readonly StagePath[];
  readonly parameters: readonly StageParameter[];
  readonly outputs: readonly StageOutput[];
  /** Where it says that it runs even when nothing changed. */
  readonly alwaysChanged: Span | null;
}

/** Reads one stage of a `dvc.yaml`. What cannot be filled in stays as it is written. */
export function stageOf(file: DvcFile, instance: Instance): Stage {
  const { id, entry, body, isSingle, unexpanded } = instance;
  const wdirNode = childOf(body, "wdir");
  const wdir = wdirNode?.kind === "scalar" ? joined("", filled(file, wdirNode, instance.context)) : "";
  // What an entry is expanded over is not known, so `item` is not, and that was told.
  const context = stageContext(file, instance.context, childOf(body, "vars"), wdir);
  const quiet: DvcFile = unexpanded === null ? file : { ...file, problems: [] };
  const command = childOf(body, "cmd");
  if (!command && body.kind === "map")
    report(
      file,
      "syntax",
      `The stage \`${entry.key.text}\` has no \`cmd\`. Write the command that it runs.`,
      entry.key,
    );
  const at = { file: quiet, context, wdir };
  return {
    id,
    entry,
    body,
    isSingle,
    unexpanded,
    commands: (command?.kind === "sequence" ? command.items : command ? [command] : []).flatMap((line) =>
      line.kind === "scalar" ? [filled(quiet, line, context, true)] : [],
    ),
    wdir,
    deps: pathsOf(at, childOf(body, "deps")),
    parameters: parametersOf(at, childOf(body, "params")),
    outputs: (["outs", "metrics", "plots"] as const).flatMap((name) =>
      pathsOf(at, childOf(body, name)).map((path) => ({ ...path, role: name === "outs" ? ("out" as const) : name })),
    ),
    alwaysChanged: booleanOf(childOf(body, "always_changed")) === true ? entryOf(body, "always_changed") : null,
  };
}

interface At {
  readonly file: DvcFile;
  readonly context: Context;
  readonly wdir: string;
}

/** Items are paths, or maps from paths to options. */
function pathsOf({ file, context, wdir }: At, list: YamlNode | null): StagePath[] {
  const scalars = itemsOf(list).flatMap((item) =>
    item.kind === "map" ? [...entriesOf(item)].map(({ key }) => key) : item.kind === "scalar" ? [item] : [],
  );
  return scalars
    .filter(({ text }) => text !== "")
    .map((scalar) => ({ path: joined(wdir, filled(file, scalar, context)), scalar }));
}

/** Items are names in `params.yaml`, or maps from files to lists of names. */
function parametersOf({ file, context, wdir }: At, list: YamlNode | null): StageParameter[] {
  return itemsOf(list).flatMap((item): StageParameter[] => {
    if (item.kind === "scalar") {
      if (item.text === "") return [];
      return [{ path: joined(wdir, "params.yaml"), name: filled(file, item, context), scalar: item }];
    }
    return [...entriesOf(item)].flatMap(({ key, value }) => {
      const path = joined(wdir, filled(file, key, context));
      const names = itemsOf(value).filter((name) => name.kind === "scalar" && name.text !== "");
      if (names.length === 0) return [{ path, name: null, scalar: key }];
      return names.map((name) => ({
        path,
        name: name.kind === "scalar" ? filled(file, name, context) : null,
        scalar: name.kind === "scalar" ? name : key,
      }));
    });
  });
}
