import type { Definition, DefinitionNode, DefinitionProblem, PipelineDefinition } from "../model/definition.ts";
import { formatCount } from "../model/format.ts";
import type { Location } from "../model/text.ts";
import { leftColumn, printable, table } from "./table.ts";

/** The pipelines of a definition as lines for people. Places are `file:line`, counted from 1; the file is told where it is another. */
export function definitionText(definition: Definition): string[] {
  const place = (location: Location): string => placeIn(definition.uri, location);
  const blocks = definition.pipelines.map((pipeline) => pipelineText(pipeline, place));
  const problems = problemLines(definition.problems, place);
  if (blocks.length === 0) return ["No pipeline is defined here.", ...problems];
  return [...blocks.flatMap((block, i) => (i === 0 ? block : ["", ...block])), ...problems];
}

type Place = (location: Location) => string;

function pipelineText(pipeline: PipelineDefinition, place: Place): string[] {
  const name = pipeline.name ?? "(name not in the text)";
  const rows = pipeline.nodes.map((node) => [
    node.id,
    node.type,
    node.kindGuessed ? `${node.kind} (guess)` : node.kind,
    place(node.location),
    inputsOf(node),
    node.condition ?? "",
  ]);
  const isConditional = pipeline.nodes.some((node) => node.condition !== null);
  const titles = ["Node", "Type", "Kind", "Place", "Reads", ...(isConditional ? ["Only if"] : [])];
  return [
    printable(`${name} (${pipeline.kind}, ${formatCount(pipeline.nodes.length, "node")})`),
    ...(rows.length === 0 ? [] : table(titles.map(leftColumn), rows)),
    ...problemLines(pipeline.problems, place),
  ];
}

/** `CsvExampleGen.examples, SchemaGen.schema`; an input from outside is its key in brackets, order without data `after Trainer`. */
function inputsOf(node: DefinitionNode): string {
  const inputs = node.inputs.map(({ key, from }) => (from ? `${from.node}.${from.output}` : `(${key})`));
  return [...inputs, ...node.after.map((id) => `after ${id}`)].join(", ");
}

const problemLines = (problems: readonly DefinitionProblem[], place: Place): string[] =>
  problems.map(({ location, message }) => printable(`${place(location)}: ${message}`));

function placeIn(uri: string, location: Location): string {
  const line = `line ${location.range.start.line + 1}`;
  if (location.uri === uri) return line;
  const [path = "", cell] = location.uri.split("#cell=");
  const file = decoded(path.slice(path.lastIndexOf("/") + 1));
  return cell === undefined ? `${file} ${line}` : `cell ${cell} ${line}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
