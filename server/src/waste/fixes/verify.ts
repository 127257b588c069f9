import type { DefinitionHost } from "../../definitions/host.ts";
import { parseDefinition, parsedSources, parseNotebookCells } from "../../definitions/index.ts";
import { type PythonSource, parsePython } from "../../definitions/python/source.ts";
import type { Definition, DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import type { ReadText } from "./fix.ts";
import type { Module } from "./modules.ts";
import { applied, type OffsetEdit } from "./pythonEdits.ts";

/** Why what edits leave is not the old graph without some nodes; null where it is. */
export function graphDiffers(
  definition: Definition,
  pipeline: PipelineDefinition,
  drops: readonly string[],
  modules: readonly Module[],
  edits: ReadonlyMap<string, readonly OffsetEdit[]>,
  readText: ReadText,
): string | null {
  for (const { sources } of modules) {
    for (const source of sources) {
      const changed = parsePython(source.uri, applied(source.text, edits.get(source.uri) ?? []), source);
      if (errorsIn(changed) > errorsIn(source)) return "What is left would not be valid Python.";
    }
  }
  const read: ReadText = (uri) => {
    const text = readText(uri);
    return text === null ? null : applied(text, edits.get(uri) ?? []);
  };
  const after = again(definition, pipeline, read);
  const expected = graphOf(pipeline, new Set(drops));
  const same = after?.pipelines.some((other) => other.name === pipeline.name && graphOf(other, new Set()) === expected);
  return same ? null : "What is left would not be this pipeline without it.";
}

/** Places where a source is not valid Python. */
export function errorsIn({ tree }: PythonSource): number {
  let errors = 0;
  tree.iterate({
    enter: ({ type }) => {
      if (type.isError) errors++;
    },
  });
  return errors;
}

/** Nodes and edges as a text, without the nodes that go. */
export function graphOf({ nodes }: PipelineDefinition, without: ReadonlySet<string>): string {
  const line = ({ id, type, inputs, after }: DefinitionNode): string => {
    const edges = inputs.filter(({ from }) => !from || !without.has(from.node));
    const keys = edges.map(({ key, from }) => `${key}=${from ? `${from.node}.${from.output}` : ""}`);
    return [id, type, keys.sort().join(","), after.filter((other) => !without.has(other)).join(",")].join("|");
  };
  return nodes
    .filter(({ id }) => !without.has(id))
    .map(line)
    .join("\n");
}

function again(definition: Definition, { files }: PipelineDefinition, read: ReadText): Definition | null {
  const host = hostOf(files, read);
  if (definition.format !== "tfx-notebook") {
    const text = read(definition.uri);
    return text === null ? null : parseDefinition(definition.uri, text, host, definition);
  }
  const cells = (parsedSources(definition) ?? []).flat().flatMap((uri) => {
    const text = read(uri);
    return text === null ? [] : [{ uri, text }];
  });
  return parseNotebookCells(definition.uri, cells, host, definition);
}

/** Finds modules among the files of a pipeline: in the folder of the file that imports them, or in one above it. */
function hostOf(files: readonly string[], read: ReadText): DefinitionHost {
  return {
    readModule(fromUri, module) {
      const [, dots = "", names = ""] = /^(\.*)(.*)$/.exec(module) ?? [];
      const folders = fromUri.split("/").slice(0, -1);
      if (dots.length > 1) folders.splice(1 - dots.length);
      for (let depth = folders.length; depth > 0; depth--) {
        const base = [...folders.slice(0, depth), ...names.split(".").filter((name) => name !== "")].join("/");
        const uri = files.find((other) => other === `${base}.py` || other === `${base}/__init__.py`);
        const text = uri === undefined ? null : read(uri);
        if (uri !== undefined && text !== null) return { uri, text };
        if (dots !== "") return null;
      }
      return null;
    },
    readFile(fromUri, path) {
      const folders = fromUri.split("/").slice(0, -1);
      for (const part of path.split("/")) {
        if (part === "..") folders.pop();
        else if (part !== "." && part !== "") folders.push(part);
      }
      const uri = folders.join("/");
      const text = files.includes(uri) ? read(uri) : null;
      return text === null ? null : { uri, text };
    },
  };
}
