import { allPlaces, type Frame, type Place, placesOf } from "../../../definitions/dags/places.ts";
import { isPbtxt } from "../../../definitions/kfpIr/detect.ts";
import { findSpec } from "../../../definitions/kfpIr/read.ts";
import { type Spec, specOf } from "../../../definitions/kfpIr/spec.ts";
import { readYaml } from "../../../definitions/yaml/read.ts";
import type { YamlNode, YamlText } from "../../../definitions/yaml/tree.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FixInput } from "../fix.ts";

/** A compiled pipeline as its text stands now, to be changed. */
export interface Reading {
  readonly uri: string;
  readonly text: YamlText;
  readonly node: YamlNode;
  readonly spec: Spec;
  readonly root: Frame;
  readonly places: readonly Place[];
}

/** Reads the definition's text anew; an error where it cannot be changed safely. */
export function readingOf({ definition, readText }: FixInput): Result<Reading, string> {
  const { uri } = definition;
  if (isPbtxt(uri)) return err("This file is compiled. Change the pipeline's source, and compile it again.");
  const written = readText(uri);
  if (written === null) return err("The text could not be read again.");
  const text = readYaml(written);
  if (text.problems.length > 0) return err("The text has mistakes. Correct them first.");
  const found = findSpec(text.documents);
  if (!found) return err("The text could not be read again.");
  const spec = specOf(found.spec, (span) => ({ uri, range: text.lines.range(span) }));
  const { root } = placesOf(spec);
  if (!root) return err("The text could not be read again.");
  return ok({ uri, text, node: found.spec, spec, root, places: [...allPlaces(root)] });
}
