import { timeAt } from "../model/times.ts";
import { idAt } from "../model/trace.ts";
import type { Details, DetailsRow, DetailsSection } from "../protocol.ts";
import { compareGraphlets } from "../waste/explain/index.ts";
import { type CompareViewInput, choosePair } from "./compareInput.ts";
import { type CompareContext, comparedNode, differenceWords, pairLabel } from "./compareNodes.ts";
import { type ComparedItem, comparePicture, pairDifference, type RowPair } from "./comparePicture.ts";
import { alikeArtifacts, executionChanges, stateOf } from "./compareRows.ts";
import { linked, row, section, timeRow } from "./detailRows.ts";
import { artifactLabel, executionLabel, graphletLabel } from "./labels.ts";
import { textAt } from "./rows.ts";
import { formatCost } from "./words.ts";

/** What the drawer shows of a node of a comparison: either side's figures, with links to the records. Null where there is no such node. */
export function compareDetails(input: CompareViewInput, selected: string): Details | null {
  const pair = choosePair(input);
  if ("type" in pair) return null;
  const { trace, graphlets, before, after } = pair;
  const comparison = compareGraphlets(trace, graphlets, before, after, input.propertiesOf);
  if (!comparison) return null;
  const alike = alikeArtifacts(trace, comparison);
  const item = comparePicture(pair, comparison.nodes, alike).items.find(({ id }) => id === selected);
  if (!item) return null;
  const { pipeline, settings, now } = input;
  const context = { ...pair, pipeline, settings, now, alikeArtifacts: alike };
  const { label, description } = comparedNode(context, item);
  const source = item.node && pipeline.nodes.some(({ id }) => id === item.node?.node) ? item.node.node : null;
  const head = [
    ...row("Compared", description),
    ...row("Node", source ?? "", linked(source === null ? null : { type: "source", node: source })),
  ];
  const sides = item.pairs.length === 1 ? sideSections(context, item) : pairSections(context, item);
  return { node: selected, title: label, sections: [...section("Comparison", head), ...sides] };
}

function sideSections(context: CompareContext, item: ComparedItem): DetailsSection[] {
  const { trace, older, newer } = context;
  const [rows] = item.pairs;
  if (!rows) return [];
  const figures = item.of === "execution" ? executionFigures : artifactFigures;
  if (rows.before === rows.after) return section("In both", figures(context, rows.after));
  return [
    ...section(graphletLabel(trace, older), rows.before < 0 ? row("", "has none") : figures(context, rows.before)),
    ...section(graphletLabel(trace, newer), rows.after < 0 ? row("", "has none") : figures(context, rows.after)),
  ];
}

function executionFigures({ trace, graphlets, settings, now }: CompareContext, at: number): DetailsRow[] {
  const { executions } = trace;
  const id = idAt(executions.id, at);
  return [
    ...row("Execution", String(id), linked({ type: "record", record: { type: "execution", id } })),
    ...row("State", stateOf(trace, graphlets, at)),
    ...timeRow("Started", executions.startedAt[at] ?? Number.NaN, now),
    ...row(settings.costProperty === "" ? "Duration" : "Cost", formatCost(executions.cost[at] ?? Number.NaN, settings)),
    ...row("Code", textAt(trace, executions.code, at), { copy: true }),
    ...row("Parameters", textAt(trace, executions.parameters, at), { copy: true }),
  ];
}

function artifactFigures({ trace, now }: CompareContext, at: number): DetailsRow[] {
  const { artifacts } = trace;
  const id = idAt(artifacts.id, at);
  return [
    ...row(
      "Artifact",
      `${id} · ${artifactLabel(trace, at)}`,
      linked({ type: "record", record: { type: "artifact", id } }),
    ),
    ...row("Content", textAt(trace, artifacts.content, at), { copy: true }),
    ...row("URI", textAt(trace, artifacts.uri, at), { copy: true }),
    ...timeRow("Created", timeAt(artifacts.createdAt, at), now),
  ];
}

/** One row a pair of a stack. */
function pairSections(context: CompareContext, item: ComparedItem): DetailsSection[] {
  const { trace, graphlets, settings } = context;
  const value = (rows: RowPair): string => {
    if (item.of === "artifact") return pairLabel(context, { ...item, pairs: [rows] });
    const labels = [rows.before, rows.after].filter((at) => at >= 0).map((at) => executionLabel(trace, at));
    const changes = executionChanges(trace, graphlets, settings, rows);
    return [[...new Set(labels)].join(" → "), ...changes].join(", ");
  };
  const alike =
    item.of === "artifact"
      ? context.alikeArtifacts
      : (rows: RowPair) => executionChanges(trace, graphlets, settings, rows).length === 0;
  return section(
    "Of the stack",
    item.pairs.flatMap((rows) => row(differenceWords(context, pairDifference(rows, alike)), value(rows))),
  );
}
