import { childOf, entriesOf, itemsOf, type YamlEntry, type YamlNode, type YamlScalar } from "../yaml/tree.ts";
import { joined } from "./paths.ts";
import type { Stage, StageParameter, StagePath } from "./stage.ts";

/** The stages' entries of a `dvc.lock`: under `stages` since version 2, the whole map before. */
export function lockEntries(root: YamlNode | null): readonly YamlEntry[] {
  const stages = childOf(root, "stages");
  const isSecond = stages?.kind === "map" && !childOf(stages, "cmd");
  return [...entriesOf(isSecond ? stages : root)].filter(({ value }) => value.kind === "map");
}

/** A stage as a `dvc.lock` holds it. Its paths are relative to the folder that the stage runs in, which only `dvc.yaml` tells. */
export function lockedStage(entry: YamlEntry, wdir: string): Stage {
  const body = entry.value;
  const command = childOf(body, "cmd");
  const lines = command?.kind === "sequence" ? command.items : command ? [command] : [];
  return {
    id: entry.key.text,
    entry,
    body,
    isSingle: true,
    unexpanded: null,
    commands: lines.flatMap((line) => (line.kind === "scalar" ? [line.text] : [])),
    wdir,
    deps: pathsOf(body, "deps", wdir),
    parameters: [...entriesOf(childOf(body, "params"))].flatMap(({ key, value }): StageParameter[] => {
      const path = joined(wdir, key.text);
      const names: YamlScalar[] = [...entriesOf(value)].map((parameter) => parameter.key);
      if (names.length === 0) return [{ path, name: null, scalar: key }];
      return names.map((name) => ({ path, name: name.text, scalar: name }));
    }),
    outputs: pathsOf(body, "outs", wdir).map((path) => ({ ...path, role: "out" as const })),
    alwaysChanged: null,
  };
}

function pathsOf(body: YamlNode, name: string, wdir: string): StagePath[] {
  return itemsOf(childOf(body, name)).flatMap((item) => {
    const path = childOf(item, "path");
    return path?.kind === "scalar" && path.text !== "" ? [{ path: joined(wdir, path.text), scalar: path }] : [];
  });
}
