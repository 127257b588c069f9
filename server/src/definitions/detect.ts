import type { DefinitionFormatName } from "../model/definition.ts";
import { detectArgo } from "./argo/detect.ts";
import { detectDvc } from "./dvc/detect.ts";
import type { DetectFormat } from "./format.ts";
import { detectKfpIr } from "./kfpIr/detect.ts";
import { detectKfpPython } from "./kfpPython/detect.ts";
import { detectMlproject } from "./mlproject/detect.ts";
import { detectTfxIr } from "./tfxIr/detect.ts";
import { detectTfxPython } from "./tfxPython/detect.ts";

/** In the order in which they are asked. */
const detectors: readonly DetectFormat[] = [
  detectKfpPython,
  detectTfxPython,
  detectTfxIr,
  detectDvc,
  detectMlproject,
  detectArgo,
  detectKfpIr,
];

/** A folder or file of a project's template (`{{cookiecutter.name}}`): what is in it is no definition before it is filled in. */
const isTemplate = /(?:\{|%7B)(?:\{|%7B|%25)/i;

/** The format of a file that may define pipelines; null for any other. Only looks for words (well under a millisecond). */
export function detectFormat(uri: string, text: string): DefinitionFormatName | null {
  if (isTemplate.test(uri)) return null;
  for (const detect of detectors) {
    const format = detect(uri, text);
    if (format !== null) return format;
  }
  return null;
}
