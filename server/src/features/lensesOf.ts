import type { CodeLens } from "vscode-languageserver-types";
import type { DefinitionNode } from "../model/definition.ts";
import { idAt } from "../model/trace.ts";
import { commands, type ShowGraphArguments } from "../protocol.ts";
import { nodeLens, trainerLens, trainerLensTooltip } from "./lensText.ts";
import type { PipelineReport, ReportContext } from "./report.ts";

/**
 * The lenses of one document: the history of each node that stands in it; above a trainer also what became of its models.
 * A click shows the graph, a trainer's with its newest model. Where the pipeline has no trace, or the trace never ran a node
 * of it, one lens above its first node says so and offers the choice.
 */
export function lensesOf(report: PipelineReport, uri: string, context: ReportContext): readonly CodeLens[] {
  const here = report.pipeline.nodes.filter((node) => node.location.uri === uri);
  const known = here.filter((node) => report.evidence?.histories.has(node.id));
  const [first] = here;
  if (!first) return [];
  if (known.length === 0) {
    return [
      lens(first, "No runs found", commands.showGraph, graphArguments(report, first)),
      lens(first, "Choose trace…", commands.chooseTrace, report.definition.uri),
    ];
  }
  return [...byPlace(here).values()].flatMap((nodes) => placeLenses(report, nodes, context));
}

/** Nodes that one text makes (the instances of a template) are told apart by their ids so far. */
const toldApart = 3;

function placeLenses(report: PipelineReport, nodes: readonly DefinitionNode[], context: ReportContext): CodeLens[] {
  const [only, ...others] = nodes;
  if (only && others.length === 0) return nodeLenses(report, only, context);
  const evidence = report.evidence;
  const known = nodes.filter((node) => evidence?.histories.has(node.id));
  const lenses = known.slice(0, toldApart).flatMap((node) => {
    const history = evidence?.histories.get(node.id);
    if (!evidence || !history) return [];
    const title = `${node.id}: ${nodeLens(evidence.trace, history, context.settings, context.now)}`;
    return [lens(node, title, commands.showGraph, graphArguments(report, node))];
  });
  const next = known[toldApart];
  if (!next) return lenses;
  const more = `${known.length - toldApart} more`;
  return [...lenses, lens(next, more, commands.showGraph, graphArguments(report, next))];
}

/** Nodes by the place of their names, in the order of the definition. */
function byPlace(nodes: readonly DefinitionNode[]): ReadonlyMap<string, readonly DefinitionNode[]> {
  const places = new Map<string, DefinitionNode[]>();
  for (const node of nodes) {
    const key = JSON.stringify(node.nameRange);
    const known = places.get(key);
    if (known) known.push(node);
    else places.set(key, [node]);
  }
  return places;
}

function nodeLenses(report: PipelineReport, node: DefinitionNode, { settings, now }: ReportContext): CodeLens[] {
  const history = report.evidence?.histories.get(node.id);
  if (!report.evidence || !history) return [];
  const { trace, graphlets } = report.evidence;
  const show = (title: string): CodeLens => lens(node, title, commands.showGraph, graphArguments(report, node));
  const lenses = [show(nodeLens(trace, history, settings, now))];
  if (history.graphlets.length === 0) return lenses;
  const models = show(trainerLens(graphlets, history, settings));
  const told = models.command && { ...models, command: { ...models.command, tooltip: trainerLensTooltip } };
  return [...lenses, told ?? models, show("Show graph")];
}

const lens = (node: DefinitionNode, title: string, command: string, argument: unknown): CodeLens => ({
  range: node.nameRange,
  command: { title, command, arguments: [argument] },
});

/** What the graph shows first for a node: its newest model where it trains, else the pipeline with the node selected. */
export function graphArguments(
  { definition, pipeline, evidence }: PipelineReport,
  node: DefinitionNode,
): ShowGraphArguments {
  const newest = evidence?.histories.get(node.id)?.graphlets.at(-1);
  const graphlet = newest === undefined ? undefined : evidence?.graphlets.list[newest];
  return {
    uri: definition.uri,
    node: node.id,
    level: graphlet ? "graphlet" : "pipeline",
    ...(pipeline.name === null ? {} : { pipeline: pipeline.name }),
    ...(graphlet && evidence ? { trainer: idAt(evidence.trace.executions.id, graphlet.trainer) } : {}),
  };
}
