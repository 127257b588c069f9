import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { noFiles } from "../../server/src/definitions/host.ts";
import { parseDefinition } from "../../server/src/definitions/index.ts";
import { readPbtxt } from "../../server/src/definitions/pbtxt/read.ts";
import { textAt } from "../unit/definitions/helpers.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const texts = globSync("tfx-ir/**/*.pbtxt", { cwd: corpus }).sort();
const textOf = (file: string): string => readFileSync(join(corpus, file), "utf8");
const compiled = globSync("tfx-ir/**/*.{pbtxt,json}", { cwd: corpus })
  .filter((file) => /\bpipeline_node\b|"pipelineNode"/.test(textOf(file)))
  .sort();

const pipelineIn = (file: string, text = textOf(file)) => {
  const uri = pathToFileURL(join(corpus, file)).href;
  return parseDefinition(uri, text, noFiles)?.pipelines[0] ?? null;
};

test("there are files to read", () => {
  expect(texts.length).toBeGreaterThan(20);
  expect(compiled.length).toBeGreaterThan(7);
});

test.each(texts)("%s is read without a problem, every character of a string where it stands", (file) => {
  const text = textOf(file);
  const { root, problems } = readPbtxt(text);
  expect(problems).toEqual([]);
  const left = [...root.fields];
  for (let field = left.pop(); field; field = left.pop()) {
    const { value } = field;
    if (value.type === "message") left.push(...value.fields);
    else if (value.plain) expect(text.slice(value.plain.from, value.plain.to)).toBe(value.text);
  }
});

/** Values of a field by its lines alone: these files are printed by one program, a field a line. */
const valuesOf = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`^\\s*${name}: "(.*)"$`, "gm"))].map((match) => match[1] ?? "");

describe.each(compiled.filter((file) => file.endsWith(".pbtxt")))("%s", (file) => {
  const text = textOf(file);
  const nodes = pipelineIn(file)?.nodes ?? [];
  const blocks = text.split(/^nodes \{$/m).slice(1);

  test("has a node for each of its entries", () => {
    const ids = blocks.map((block) => /node_info \{[\s\S]*?^ {6}id: "(.*)"$/m.exec(block)?.[1] ?? "");
    expect(nodes.map(({ id }) => id)).toEqual(ids);
    expect(nodes.map(({ nameRange }) => textAt(text, { uri: "", range: nameRange }))).toEqual(ids);
  });

  test("has the edges that its nodes name as upstream", () => {
    const known = new Set(nodes.map(({ id }) => id));
    nodes.forEach(({ inputs, after }, index) => {
      const before = new Set([...inputs.flatMap(({ from }) => (from ? [from.node] : [])), ...after]);
      const written = valuesOf(blocks[index] ?? "", "upstream_nodes").filter((id) => known.has(id));
      expect([...before].sort()).toEqual(written.sort());
    });
  });

  test("has as many outputs as artifact specifications", () => {
    nodes.forEach(({ outputs, kind }, index) => {
      if (kind === "resolve") return;
      expect(outputs.length).toBe(blocks[index]?.match(/^\s*artifact_spec \{$/gm)?.length ?? 0);
    });
  });

  test("has no mistakes", () => expect(pipelineIn(file)?.problems).toEqual([]));

  test("at every cut, does not throw and keeps the nodes before it", () => {
    const ends = blocks.map((_, index) =>
      blocks.slice(0, index + 1).reduce((end, block) => end + "nodes {".length + block.length, text.indexOf("nodes {")),
    );
    for (let cut = 0; cut < text.length; cut += 997) {
      const kept = nodes.filter((_, index) => (ends[index] ?? 0) <= cut).map(({ id }) => id);
      const found = pipelineIn(file, text.slice(0, cut))?.nodes.map(({ id }) => id) ?? [];
      expect(found.slice(0, kept.length)).toEqual(kept);
    }
  });
});

describe.each(compiled.filter((file) => file.endsWith(".json")))("%s", (file) => {
  test("has the nodes of its JSON", () => {
    const { nodes } = JSON.parse(textOf(file)) as { nodes: { pipelineNode: { nodeInfo: { id: string } } }[] };
    expect(pipelineIn(file)?.nodes.map(({ id }) => id)).toEqual(
      nodes.map(({ pipelineNode }) => pipelineNode.nodeInfo.id),
    );
    expect(pipelineIn(file)?.problems).toEqual([]);
  });
});

const forKubeflow = texts.filter((file) => textOf(file).includes("proto-message: PipelineSpec"));

describe.each(forKubeflow)("%s", (file) => {
  const text = textOf(file);

  test("has a node for each task that no dag makes, and an input for each output that a task takes", () => {
    const nodes = pipelineIn(file)?.nodes ?? [];
    // A dag of a component holds its tasks two levels deeper than the root's.
    const dags = text.match(/^\s*dag \{$/gm)?.length ?? 0;
    const tasks = text.match(/^\s*component_ref \{$/gm)?.length ?? 0;
    expect(nodes.length).toBe(tasks - (dags - 1));
    const taken = text.match(/^\s*task_output_(?:artifact|parameter) \{$/gm)?.length ?? 0;
    expect(nodes.flatMap(({ inputs }) => inputs).filter(({ from }) => from !== null).length).toBe(taken);
  });

  test("has the images that its executors run", () => {
    const images = new Set(text.match(/(?<=key: "image"\s*value \{\s*string_value: ")[^"]*/g) ?? []);
    const shown = new Set(
      pipelineIn(file)?.nodes.flatMap((node) =>
        node.arguments.filter(({ name }) => name === "image").map((image) => image.text),
      ),
    );
    expect(shown).toEqual(images);
  });
});
