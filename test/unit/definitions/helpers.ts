import { expect } from "vitest";
import type { DefinitionHost } from "../../../server/src/definitions/host.ts";
import { parseDefinition } from "../../../server/src/definitions/index.ts";
import type { Definition, DefinitionNode, PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { Location } from "../../../server/src/model/text.ts";

export const fileUri = "file:///project/pipeline.py";

/** Files by path below `/project`; modules are found in the folder of the file that imports them and in those above it. */
export function hostOf(files: Readonly<Record<string, string>>): DefinitionHost {
  return {
    readModule(fromUri, module) {
      const [, dots = "", names = ""] = /^(\.*)(.*)$/.exec(module) ?? [];
      const path = names.replaceAll(".", "/");
      let folder = fromUri.slice("file:///project/".length).split("/").slice(0, -1);
      if (dots.length > 1) folder = folder.slice(0, folder.length - dots.length + 1);
      for (;;) {
        for (const name of [`${path}.py`, `${path}/__init__.py`]) {
          const full = [...folder, name].join("/");
          const text = files[full];
          if (text !== undefined) return { uri: `file:///project/${full}`, text };
        }
        if (folder.length === 0 || dots !== "") return null;
        folder = folder.slice(0, -1);
      }
    },
    readFile(fromUri, path) {
      const folder = fromUri.slice("file:///project/".length).split("/").slice(0, -1);
      for (const part of path.split("/")) {
        if (part === "..") folder.pop();
        else if (part !== "." && part !== "") folder.push(part);
      }
      const text = files[folder.join("/")];
      return text === undefined ? null : { uri: `file:///project/${folder.join("/")}`, text };
    },
  };
}

/** The definition in a file of `/project`; fails where there is none. */
export function definitionOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
  path = "pipeline.py",
): Definition {
  const definition = parseDefinition(`file:///project/${path}`, text, hostOf({ ...files, [path]: text }));
  if (!definition) throw new Error("no pipeline");
  return definition;
}

/** The first pipeline of a file. */
export function pipelineOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
  path?: string,
): PipelineDefinition {
  const [pipeline] = definitionOf(text, files, path).pipelines;
  if (!pipeline) throw new Error("no pipeline");
  return pipeline;
}

/** A node in a line: `Evaluator(examples: CsvExampleGen.examples, model: -) after Pusher if flag`. */
export function lineOf({ id, inputs, after, condition }: DefinitionNode): string {
  const given = inputs.map(({ key, from }) => `${key}: ${from ? `${from.node}.${from.output}` : "-"}`).join(", ");
  const order = after.length > 0 ? ` after ${after.join(", ")}` : "";
  return `${id}(${given})${order}${condition === null ? "" : ` if ${condition}`}`;
}

/** The nodes of a pipeline, a line each. */
export const graphOf = (pipeline: PipelineDefinition): string[] => pipeline.nodes.map(lineOf);

const tfxImport = "from tfx import v1 as tfx\nfrom tfx.components import *\n";

/** Checks the nodes of the first pipeline of a file that imports TFX. */
export function checkGraph(
  text: string,
  expected: readonly string[],
  files: Readonly<Record<string, string>> = {},
): void {
  expect(graphOf(pipelineOf(tfxImport + text, files))).toEqual(expected);
}

/** Checks the problems of the first pipeline, as `code: text at its place`. */
export function checkProblems(
  text: string,
  expected: readonly string[],
  files: Readonly<Record<string, string>> = {},
): void {
  const whole = tfxImport + text;
  const { problems } = pipelineOf(whole, files);
  expect(problems.map(({ code, location }) => `${code}: ${textAt(whole, location)}`)).toEqual(expected);
}

/** The text at a place. */
export function textAt(text: string, { range }: Location): string {
  const lines = text.split(/\r\n|\n|\r/);
  const offset = ({ line, character }: { line: number; character: number }): number => {
    let at = 0;
    for (let index = 0; index < line; index++) {
      at += (lines[index]?.length ?? 0) + (text.startsWith("\r\n", at + (lines[index]?.length ?? 0)) ? 2 : 1);
    }
    return at + character;
  };
  return text.slice(offset(range.start), offset(range.end));
}

/** `components=[…]` of a pipeline `p`. */
export const pipelineWith = (components: string): string =>
  `tfx.dsl.Pipeline(pipeline_name='p', pipeline_root='root', components=${components})\n`;
