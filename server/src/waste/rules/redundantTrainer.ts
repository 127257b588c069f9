import type { DefinitionNode } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import type { Trace } from "../../model/trace.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { inputIdentity } from "../identity.ts";
import { keptWith } from "../keptWith.ts";
import { reachableFrom } from "../reach.ts";
import { recentModels, wasteOf, weighWaste } from "../recentModels.ts";
import type { Evidence, Rule, WasteInput } from "../rule.ts";

/** Runs in which both trainers must have trained before one of them is called redundant. */
const minimumRuns = 3;

/**
 * `redundant-trainer`: another train node of the pipeline has deployed or otherwise used models, this one has none, and
 * either both read the same artifacts, a model to start from included, and trained with the same code and parameters in the last runs that they share (as
 * many as `unpushedModels.window` says, at least three; where the trace does not know code or parameters, the arguments in the definition must be the same), or nothing
 * ever read this one's models (at least three complete ones) although the definition leads them on. Needs a trace.
 */
export const redundantTrainer: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const trainers = pipeline.nodes.filter((node) => node.kind === "train");
  if (trainers.length < 2) return [];
  const findings: Finding[] = [];
  for (const node of trainers) {
    const models = recentModels(evidence, node.id).models;
    if (models.length < minimumRuns || models.some(isUsed)) continue;
    const rivals = trainers.filter((other) => other !== node && recentModels(evidence, other.id).models.some(isUsed));
    const twin = rivals.find((other) => trainAlike(evidence, node, other, settings.unpushedModels.window));
    const ignored =
      !twin && rivals[0] && isIgnored(evidence.trace, models) && reachableFrom(pipeline, node.id).size > 0;
    const rival = twin ?? (ignored ? rivals[0] : undefined);
    if (!rival) continue;
    findings.push({
      code: "redundant-trainer",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: twin
        ? `${node.id} trains on the same data, code and parameters as ${rival.id}, and nothing deploys its models.`
        : `Nothing has read a model of ${node.id}, while models of ${rival.id} are in use.`,
      unnecessary: true,
      related: [
        {
          location: { uri: rival.location.uri, range: rival.nameRange },
          message: `${rival.id}: its models are deployed or used.`,
        },
      ],
      ...executionEvidence(
        evidence.trace,
        models.map(({ trainer }) => trainer),
        () => "Its model was never deployed or used.",
      ),
      seconds: wasteOf(evidence, models),
    });
  }
  return findings;
};

/** Makes what the rule keeps of trainers with many models, and gives way again and again. */
export function* weighUnusedModels({ pipeline, evidence }: WasteInput): Generator<void, void> {
  const trainers = evidence ? pipeline.nodes.filter((node) => node.kind === "train") : [];
  if (!evidence || trainers.length < 2) return;
  for (const node of trainers) {
    const { models } = recentModels(evidence, node.id);
    yield;
    if (!models.some(isUsed)) yield* weighWaste(evidence, models);
  }
}

const isUsed = ({ status }: Graphlet): boolean => status === "pushed" || status === "useful";

/** In each of the last runs that both trained in, and in at least three, both had the same data, code and parameters. */
function trainAlike(evidence: Evidence, a: DefinitionNode, b: DefinitionNode, window: number): boolean {
  const { run, code, parameters } = evidence.trace.executions;
  const inRun = modelsByRun(evidence, b);
  let shared = 0;
  for (const mine of recentModels(evidence, a.id).models.toReversed()) {
    if (shared >= Math.max(window, minimumRuns)) break;
    const other = inRun.get(run[mine.trainer] ?? -1);
    if (!other) continue;
    const inputs = inputIdentity(evidence.trace, mine.trainer);
    if (inputs === null || inputs !== inputIdentity(evidence.trace, other.trainer)) return false;
    for (const column of [code, parameters]) {
      const left = column[mine.trainer] ?? -1;
      const right = column[other.trainer] ?? -1;
      if (left === -1 || right === -1 ? !sameArguments(a, b) : left !== right) return false;
    }
    shared++;
  }
  return shared >= minimumRuns;
}

const byRun = keptWith<readonly Graphlet[], ReadonlyMap<number, Graphlet>>();

/** A trainer's models by their runs. Kept with the list of them. */
function modelsByRun(evidence: Evidence, { id }: DefinitionNode): ReadonlyMap<number, Graphlet> {
  const { run } = evidence.trace.executions;
  const { models } = recentModels(evidence, id);
  return byRun(models, "", () => {
    const found = new Map(models.map((graphlet) => [run[graphlet.trainer] ?? -1, graphlet]));
    found.delete(-1);
    return found;
  });
}

function sameArguments(a: DefinitionNode, b: DefinitionNode): boolean {
  const texts = ({ arguments: list }: DefinitionNode): string =>
    list
      .map(({ name, text }) => `${name}=${text.replace(/\s+/g, " ")}`)
      .sort()
      .join("\n");
  return texts(a) === texts(b);
}

/** No execution of the trace reads anything that these trainers wrote. */
function isIgnored(trace: Trace, models: readonly Graphlet[]): boolean {
  return models.every(({ trainer }) => {
    for (let edge = trace.writes.offsets[trainer] ?? 0; edge < (trace.writes.offsets[trainer + 1] ?? 0); edge++) {
      const artifact = trace.writes.target[edge] ?? 0;
      if ((trace.readers.offsets[artifact + 1] ?? 0) > (trace.readers.offsets[artifact] ?? 0)) return false;
    }
    return true;
  });
}
