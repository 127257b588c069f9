import type { Carries } from "../../model/definition.ts";
import type { Expression } from "../python/ast.ts";
import { optionsOf, textOfValue } from "../tfxPython/choices.ts";
import type { Frame, Machine } from "../tfxPython/machine.ts";
import { lastName } from "../tfxPython/names.ts";
import type { ClassValue, Value } from "../tfxPython/values.ts";

/** What a type hint says of a parameter or result. */
export interface Hint {
  /** `plain`: without a marker; where it stands decides. */
  readonly direction: "input" | "output" | "plain";
  readonly carries: Carries;
  readonly type: string | null;
}

/** Types of the system's artifacts (`kfp.dsl.types.artifact_types`). */
const systemTypes = new Set(
  "Artifact Model Dataset Metrics ClassificationMetrics SlicedClassificationMetrics HTML Markdown".split(" "),
);

/** Types of Google's artifacts (`google_cloud_pipeline_components.types.artifact_types`). */
const googleTypes = new Set(
  "VertexModel VertexEndpoint VertexBatchPredictionJob VertexDataset BQMLModel BQTable UnmanagedContainerModel".split(
    " ",
  ),
);

/** Types of parameters by Python's and the SDK's names for them (`PARAMETER_TYPES_MAPPING`). */
const parameterTypes: Readonly<Record<string, string>> = {
  int: "NUMBER_INTEGER",
  integer: "NUMBER_INTEGER",
  double: "NUMBER_DOUBLE",
  float: "NUMBER_DOUBLE",
  str: "STRING",
  string: "STRING",
  text: "STRING",
  bool: "BOOLEAN",
  boolean: "BOOLEAN",
  dict: "STRUCT",
  mapping: "STRUCT",
  jsonobject: "STRUCT",
  list: "LIST",
  sequence: "LIST",
  jsonarray: "LIST",
};

/** What a type's name means in a component file or as a text in the code: a parameter's type, else an artifact's. */
export function typeOfName(name: string): { readonly carries: Carries; readonly type: string } {
  const [bare = ""] = /^\w+/.exec(name.replace(/^typing\./, "")) ?? [];
  const parameter = Object.hasOwn(parameterTypes, bare.toLowerCase()) ? parameterTypes[bare.toLowerCase()] : undefined;
  if (parameter) return { carries: "parameter", type: parameter };
  if (/^(?:PipelineTaskFinalStatus|TaskConfig)$/i.test(bare))
    return { carries: "parameter", type: "TASK_FINAL_STATUS" };
  if (/^(?:system|google)\.\w+/.test(name)) return { carries: "artifact", type: name.replace(/@.*$/, "") };
  const title = [...systemTypes].find((known) => known.toLowerCase() === name.toLowerCase());
  return { carries: "artifact", type: `system.${title ?? "Artifact"}` };
}

const maxDepth = 12;

/** Reads a parameter's annotation. */
export function hintOf(machine: Machine, frame: Frame, annotation: Expression | null, depth = 0): Hint {
  const nothing: Hint = { direction: "plain", carries: "parameter", type: null };
  if (!annotation || depth > maxDepth) return nothing;
  switch (annotation.type) {
    case "subscript": {
      const name = nameOf(annotation.object);
      const [first = null] = annotation.indices;
      const inner = (): Hint => hintOf(machine, frame, first, depth + 1);
      if (name === "Input" || name === "Output" || name === "InputAnnotation" || name === "OutputAnnotation") {
        const { carries, type } = inner();
        const direction = name.startsWith("I") ? "input" : "output";
        return { direction, carries: "artifact", type: carries === "artifact" ? type : null };
      }
      if (name === "Optional" || name === "Union" || name === "Annotated") {
        const known = annotation.indices.map((index) => hintOf(machine, frame, index, depth + 1));
        return known.find(({ type }) => type !== null) ?? known[0] ?? nothing;
      }
      if (/^(?:List|list)$/.test(name)) {
        const hint = inner();
        if (hint.carries === "artifact") return hint;
      }
      return { ...nothing, type: parameterTypes[name.toLowerCase()] ?? null };
    }
    case "call":
      return pathHint(machine, frame, annotation, depth);
    case "binary":
      return [annotation.left, annotation.right]
        .map((side) => hintOf(machine, frame, side, depth + 1))
        .reduce((left, right) => (left.type !== null ? left : right));
    case "string":
      return annotation.value === null ? nothing : textHint(annotation.value);
    default:
      return plainHint(machine.evaluate(frame, annotation), nameOf(annotation));
  }
}

/** `InputPath('CSV')`, `OutputPath(str)` */
function pathHint(
  machine: Machine,
  frame: Frame,
  annotation: Extract<Expression, { type: "call" }>,
  depth: number,
): Hint {
  const name = nameOf(annotation.callee);
  const direction = /^Input/.test(name) ? "input" : /^Output/.test(name) ? "output" : "plain";
  const [first] = annotation.arguments;
  if (!first) return { direction, carries: direction === "plain" ? "parameter" : "artifact", type: null };
  const hint = hintOf(machine, frame, first.value, depth + 1);
  const isBinaryFile = /BinaryFile$|TextFile$/.test(name);
  return { direction, carries: isBinaryFile ? "artifact" : hint.carries, type: hint.type };
}

/** A hint that is written as a text: `'Output[Model]'`, `'Dataset'`. */
function textHint(text: string): Hint {
  const [, marker, inner] = /^\s*(?:\w+\.)*(Input|Output)\[(.+)\]\s*$/.exec(text.slice(0, 200)) ?? [];
  if (!marker || !inner) return { direction: "plain", ...typeOfName(text.slice(0, 200)) };
  return {
    direction: marker === "Input" ? "input" : "output",
    carries: "artifact",
    type: typeOfName(lastName(inner)).type,
  };
}

/** What a value says that stands for a type. */
export function plainHint(value: Value, written: string): Hint {
  const [option = value] = optionsOf(value);
  const artifact = artifactType(option);
  if (artifact !== null) return { direction: "plain", carries: "artifact", type: artifact };
  const name = option.type === "external" ? lastName(option.path) : written;
  const parameter = Object.hasOwn(parameterTypes, name.toLowerCase()) ? parameterTypes[name.toLowerCase()] : undefined;
  if (/^(?:InputPath|OutputPath)$/.test(name)) {
    return { direction: name === "InputPath" ? "input" : "output", carries: "artifact", type: null };
  }
  return { direction: "plain", carries: "parameter", type: parameter ?? null };
}

/** `system.Model` for a class of artifacts; null for anything else. */
export function artifactType(value: Value): string | null {
  if (value.type === "external") {
    const name = lastName(value.path);
    const ours = value.unbound === true || /^kfp\./.test(value.path) || value.path === name;
    if (systemTypes.has(name) && ours) return `system.${name}`;
    if (googleTypes.has(name)) return `google.${name}`;
    return null;
  }
  return value.type === "class" ? classType(value, 0) : null;
}

/** A class of the text that derives from an artifact: its `schema_title`. */
function classType(value: ClassValue, depth: number): string | null {
  if (depth > maxDepth) return null;
  const own = textOfValue(value.scope.variables.get("schema_title") ?? value.scope.variables.get("TYPE_NAME") ?? value);
  const bases = value.bases.flatMap(optionsOf);
  const inherited = bases
    .map((base) => (base.type === "class" ? classType(base, depth + 1) : artifactType(base)))
    .find((type) => type !== null);
  return inherited ? (own ?? inherited) : null;
}

/** The last part of a name: `Model` in `dsl.Model`. */
export function nameOf(expression: Expression): string {
  if (expression.type === "attribute") return expression.name;
  if (expression.type === "subscript") return nameOf(expression.object);
  return expression.type === "name" ? expression.name : "";
}
