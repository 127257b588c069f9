import { isDvcLock } from "../../../definitions/dvc/detect.ts";
import { readYaml } from "../../../definitions/yaml/read.ts";
import { childOf, entryOf } from "../../../definitions/yaml/tree.ts";
import { err, ok } from "../../../model/result.ts";
import { dropNodes } from "../dvc/dropNodes.ts";
import { dropOutput } from "../dvc/dropOutput.ts";
import { freeze } from "../dvc/freeze.ts";
import type { FixInput, FormatEdits } from "../fix.ts";
import { removeEntries } from "../yaml/remove.ts";

const written = "DVC writes this file. Change dvc.yaml, and run `dvc repro`.";
const isLock = ({ definition }: FixInput): boolean => isDvcLock(definition.uri);

/**
 * What can be changed in a `dvc.yaml`. DVC passes over a stage whose inputs did not change, unless it says `always_changed`: that is what
 * turns its caching off.
 */
export const dvc: FormatEdits = {
  dropNodes: (input, ids) => (isLock(input) ? err(written) : dropNodes(input, ids)),
  dropOutput: (input, node, output) => (isLock(input) ? err(written) : dropOutput(input, node, output)),
  gateTraining: (input, stage) =>
    isLock(input) ? err({ title: `Freeze ${stage.id}`, reason: written }) : freeze(input, stage),
  cachingIsOff: (input, node) => !isLock(input) && node?.caching?.enabled === false,
  turnOnCaching(input, node) {
    const text = input.readText(input.definition.uri);
    if (text === null || !node) return err("The text could not be read.");
    const yaml = readYaml(text);
    const entry = childOf(childOf(yaml.documents[0] ?? null, "stages"), node.type);
    const body = childOf(entry, "do") ?? entry;
    const always = entryOf(body, "always_changed");
    if (body?.kind !== "map" || !always) return err("The stage does not say `always_changed` itself.");
    return ok(new Map([[input.definition.uri, removeEntries(yaml, body, new Set([always]))]]));
  },
};
