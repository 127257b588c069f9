import type { DefinitionLink } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import { joined } from "../dvc/paths.ts";
import type { ParseDefinition } from "../format.ts";
import type { DefinitionHost } from "../host.ts";
import type { Span } from "../python/ast.ts";
import { parsePython } from "../python/source.ts";
import { textProblems } from "../yaml/problems.ts";
import { readYaml } from "../yaml/read.ts";
import { childOf, entriesOf, entryOf, innerSpan, textOf, type YamlNode } from "../yaml/tree.ts";
import { entryNode } from "./entries.ts";
import { withSteps } from "./stepNodes.ts";
import { type Step, stepsIn } from "./steps.ts";

const maxEntries = 1000;
const maxScripts = 5;
/** Longer scripts are not looked into for steps, characters. */
const maxScript = 500_000;

/**
 * Reads the entry points of an MLflow project (https://mlflow.org/docs/latest/ml/projects/), and the steps that the scripts of its commands
 * run with `mlflow.run`, in their order. Null where there are no entry points.
 */
export const parseMlproject: ParseDefinition = (uri, text, host) => {
  const yaml = readYaml(text);
  const [root = null] = yaml.documents;
  const list = childOf(root, "entry_points");
  if (!list) return null;
  const locate = (span: Span): Location => ({ uri, range: yaml.lines.range(span) });
  const name = textOf(childOf(root, "name"));
  const nameNode = childOf(root, "name");
  const entries = [...entriesOf(list)].slice(0, maxEntries).filter(({ value }) => value.kind === "map");
  const scripts = entries.flatMap(({ value }) => scriptPaths(textOf(childOf(value, "command")) ?? ""));
  const { steps, files } = stepsOf(uri, host, [...new Set(scripts)].slice(0, maxScripts));
  const folder = decoded(uri.split("/").at(-2) ?? "");
  const project = steps.length > 0 ? [] : [folder, name ?? ""];
  const nodes = withSteps(
    entries.map((entry) => entryNode(entry, project, locate)),
    steps,
  );
  return {
    uri,
    format: "mlproject",
    pipelines: [
      {
        name,
        nameLocation: name !== null && nameNode?.kind === "scalar" ? locate(innerSpan(nameNode)) : null,
        kind: "mlproject",
        location: locate({ from: 0, to: yaml.text.length }),
        nodes,
        groups: [],
        // Where MLflow records runs unless a tracking server is set.
        stores: [{ path: "mlruns", location: locate(entryOf(root, "entry_points")?.key ?? list) }],
        files: [uri, ...files],
        caching: null,
        problems: textProblems(uri, yaml),
      },
    ],
    problems: [],
    links: linksOf(root, locate),
  };
};

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Python files that a command runs, relative to the project's folder. */
const scriptPaths = (command: string): string[] =>
  command
    .slice(0, 5000)
    .split(/[\s;&|]+/)
    .filter((word) => /^[\w./-]+\.py$/.test(word))
    .map((word) => joined("", word));

function stepsOf(uri: string, host: DefinitionHost, scripts: readonly string[]) {
  const steps: Step[] = [];
  const files: string[] = [];
  for (const script of scripts) {
    const read = host.readFile(uri, script);
    if (!read || read.text.length > maxScript || !read.text.includes("mlflow")) continue;
    const found = stepsIn(parsePython(read.uri, read.text));
    if (found.length === 0) continue;
    steps.push(...found);
    files.push(read.uri);
  }
  return { steps, files };
}

/** Files of the environment that the project runs in. */
function linksOf(root: YamlNode | null, locate: (span: Span) => Location): DefinitionLink[] {
  return ["conda_env", "python_env"].flatMap((key) => {
    const node = childOf(root, key);
    if (node?.kind !== "scalar" || node.text === "") return [];
    return [{ location: locate(innerSpan(node)), target: node.text, title: "Open the environment" }];
  });
}
