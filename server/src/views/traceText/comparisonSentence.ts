import type { GraphletComparison } from "../../model/comparison.ts";
import { formatCount } from "../../model/format.ts";
import type { Graphlets } from "../../model/graphlet.ts";
import type { Trace } from "../../model/trace.ts";
import { graphletLabel } from "../labels.ts";
import { nameSome, reasonWord, statusWord } from "../words.ts";

/**
 * What a comparison found, in sentences: `Changed: data (1 of 2 spans shared), code. Model 2 was deployed; model 7 was not: it was
 * not blessed.` Untrusted text.
 */
export function comparisonSentence(trace: Trace, graphlets: Graphlets, comparison: GraphletComparison): string {
  const changed = changesOf(comparison);
  const unknown = unknownOf(comparison);
  const outcomes = `${outcomeOf(trace, graphlets, comparison.before)}; ${outcomeOf(trace, graphlets, comparison.after)}.`;
  // A name with a dot, as a file has, stays as it is.
  const outcome = /^[a-z]+ /.test(outcomes) ? `${outcomes.charAt(0).toUpperCase()}${outcomes.slice(1)}` : outcomes;
  if (comparison.sameInputs) {
    const said = "The data, code and parameters of the training are the same.";
    if (!comparison.otherOutcome) return `${said} ${outcome}`;
    return `${said} The outcome is not: ${outcomes} ${decided(trace, graphlets, comparison)}`;
  }
  const what = changed.length === 0 ? "Nothing is known to have changed." : `Changed: ${changed.join(", ")}.`;
  return [what, unknown.length === 0 ? "" : `Not known: ${unknown.join(", ")}.`, outcome]
    .filter((text) => text !== "")
    .join(" ");
}

/** What made the difference where the inputs did not: steps behind the training that only one of the models went through. */
function decided(trace: Trace, graphlets: Graphlets, { nodes, before, after }: GraphletComparison): string {
  const only = (side: "before" | "after", index: number): string => {
    const names = nodes.filter((node) => tells.has(node.kind) && !node[side === "before" ? "after" : "before"]);
    const graphlet = graphlets.list[index];
    return names.length === 0 || !graphlet
      ? ""
      : `Only ${graphletLabel(trace, graphlet)} went through ${nameSome(names.map(({ node }) => node))}.`;
  };
  const said = [only("before", before), only("after", after)].filter((text) => text !== "");
  return said.length > 0 ? said.join(" ") : "What decided is not among the inputs that the trace records.";
}

const tells: ReadonlySet<string> = new Set(["evaluate", "validate", "deploy", "infer"]);

/** What went into the training and differs, in words. */
function changesOf({ spans, sameCode, sameParameters, parents, nodes }: GraphletComparison): readonly string[] {
  const changes: string[] = [];
  if (spans.jaccard !== null && spans.jaccard < 1) {
    const either = spans.added.length + spans.removed.length + spans.shared.length;
    changes.push(
      `data (${spans.shared.length === 0 ? "none" : spans.shared.length} of ${formatCount(either, "span")} shared)`,
    );
  }
  if (sameCode === false) changes.push("code");
  if (sameParameters === false) {
    const trainer = nodes.find(({ kind, parameters }) => kind === "train" && parameters.length > 0);
    const keys = nameSome(trainer?.parameters.map(({ key }) => key) ?? [], 3);
    changes.push(keys === "" ? "parameters" : `parameters (${keys})`);
  }
  if (parents.added.length + parents.removed.length > 0) changes.push("what it started from");
  const others = nodes
    .filter(({ kind, sameCode: code, sameParameters: same }) => kind !== "train" && (code === false || same === false))
    .filter(({ kind }) => kind !== "ingest")
    .map(({ node }) => node);
  if (others.length > 0) changes.push(`how ${nameSome(others, 3)} ran`);
  return changes;
}

function unknownOf({ spans, sameCode, sameParameters }: GraphletComparison): readonly string[] {
  return [
    spans.jaccard === null ? "data" : "",
    sameCode === null ? "code" : "",
    sameParameters === null ? "parameters" : "",
  ].filter((text) => text !== "");
}

function outcomeOf(trace: Trace, graphlets: Graphlets, index: number): string {
  const graphlet = graphlets.list[index];
  if (!graphlet) return "";
  const label = graphletLabel(trace, graphlet);
  if (graphlet.pushed) return `${label} was deployed`;
  if (graphlet.status === "pending") return `${label} is ${statusWord.pending}`;
  const reason = graphlet.whyNotPushed === null ? "" : `: ${reasonWord[graphlet.whyNotPushed]}`;
  return `${label} was ${graphlet.status === "useful" ? "used without being deployed" : "not deployed"}${reason}`;
}
