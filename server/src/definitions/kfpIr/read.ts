import type { Definition } from "../../model/definition.ts";
import type { ParseDefinition } from "../format.ts";
import { readPbtxtAsYaml } from "../pbtxt/asYaml.ts";
import { tooLarge } from "../tooLarge.ts";
import { textProblems } from "../yaml/problems.ts";
import { readYaml } from "../yaml/read.ts";
import type { YamlNode, YamlScalar, YamlText } from "../yaml/tree.ts";
import { isPbtxt } from "./detect.ts";
import { field, fieldAt, mapAt, textField } from "./fields.ts";
import { pipelineOf } from "./pipeline.ts";
import { isSpec, type Spec } from "./spec.ts";

/** Longer texts are not read, characters: the largest of real ones has some 500,000. */
const maxLength = 8_000_000;

/** Repeated fields of a specification. */
const repeated: ReadonlySet<string> = new Set(["dependent_tasks", "artifact_selectors", "parameter_selectors"]);

/** The text that a definition was made of, so that the next version costs less. */
const readFor = new WeakMap<Definition, YamlText>();

/**
 * Reads a compiled Kubeflow pipeline, version 2, as YAML, JSON or protobuf text: the specification itself, a Vertex AI job that wraps it, or the run of
 * Kubeflow's API. A task of a dag that is used in several places is a node in each, its id the keys on the way joined by `/`. Null where
 * there is no specification.
 */
export const parseKfpIr: ParseDefinition = (uri, text, _host, previous): Definition | null => {
  if (text.length > maxLength) return tooLarge(uri, "kfp-ir", maxLength);
  const before = previous?.uri === uri ? readFor.get(previous) : undefined;
  const read = isPbtxt(uri) ? readPbtxtAsYaml(text, repeated) : readYaml(text, before);
  const found = findSpec(read.documents);
  if (!found) return null;
  const locate: Spec["locate"] = (span) => ({ uri, range: read.lines.range(span) });
  const { pipeline, links } = pipelineOf(found.spec, {
    uri,
    locate,
    problems: textProblems(uri, read, taskMaps(found.spec)),
    name: found.name,
    span: found.spec,
  });
  const definition: Definition = { uri, format: "kfp-ir", pipelines: [pipeline], problems: [], links };
  readFor.set(definition, read);
  return definition;
};

/** The first document that holds a specification, and the name that wraps it. The second document of a file is of a platform. */
export function findSpec(
  documents: readonly YamlNode[],
): { readonly spec: YamlNode; readonly name: YamlScalar | null } | null {
  for (const document of documents) {
    const inner = field(document, "pipelineSpec");
    // A version that Kubeflow's API stores holds the specification beside its platforms'.
    const spec = [field(inner, "pipelineSpec"), inner, document].find((node) => node !== null && isSpec(node));
    if (spec) return { spec, name: spec === document ? null : textField(document, "displayName") };
  }
  return null;
}

/** The maps whose keys are tasks. */
const taskMaps = (spec: YamlNode): (YamlNode | null)[] => [
  fieldAt(spec, "root", "dag", "tasks"),
  ...[...mapAt(spec, "components")].map(({ value }) => fieldAt(value, "dag", "tasks")),
];
