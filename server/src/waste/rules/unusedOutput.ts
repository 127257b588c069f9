import type { NodeHistory } from "../../graphlets/nodeHistory.ts";
import { formatCost } from "../../model/cost.ts";
import type { DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import { formatCount } from "../../model/format.ts";
import { type ArtifactKind, artifactCode, type OperatorKind } from "../../model/kinds.ts";
import { operatorKindOfTfxType } from "../../model/operatorKind.ts";
import type { Settings } from "../../model/settings.ts";
import type { Trace } from "../../model/trace.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { outputUse } from "../outputUse.ts";
import { consumersOf } from "../reach.ts";
import { knownCost } from "../recentExecutions.ts";
import type { Rule } from "../rule.ts";
import { isUndetermined } from "../undetermined.ts";

/** What people read is no waste: results of the last steps and of analyses. Models are for the rules on trainers. */
const kinds: ReadonlySet<OperatorKind> = new Set<OperatorKind>(["ingest", "preprocess", "tune", "other"]);
/** What only another step can use. Reports, metrics and files of unknown kind may be read by people. */
const intermediateKinds: readonly ArtifactKind[] = ["data", "schema", "transform", "hyperparameters"];
const intermediate: ReadonlySet<number> = new Set(intermediateKinds.map((kind) => artifactCode[kind]));

/**
 * `unused-output`: an output of intermediate kind (data, schema, transform graph, hyperparameters) of a node that ingests, prepares,
 * tunes or is of unknown kind, which no node of the definition takes and of which no execution of the trace ever read an artifact,
 * though at least `unusedOutput.minimum` complete executions wrote it. Only outputs that the text declares, since others come with the
 * component, as do all of TFX's own components; where nothing at all that a node writes is used, the node itself, whose cost it then is. Needs a trace, and a definition that was
 * understood whole. No node as a whole in a notebook, which may still be being written, nor where its kind is a guess.
 */
export const unusedOutput: Rule = ({ definition, pipeline, evidence, settings }) => {
  if (!evidence || isUndetermined(definition, pipeline)) return [];
  const { trace, histories } = evidence;
  const taken = takenOutputs(pipeline);
  const consumers = consumersOf(pipeline);
  return pipeline.nodes.flatMap((node): readonly Finding[] => {
    const history = kinds.has(node.kind) ? histories.get(node.id) : undefined;
    if (!history) return [];
    const isLast =
      definition.format !== "tfx-notebook" &&
      !node.kindGuessed &&
      node.kind !== "other" &&
      !consumers.has(node.id) &&
      !isMentioned(node);
    return (
      (isLast ? wholeNode(trace, node, history, settings) : null) ?? outputs(trace, node, history, taken, settings)
    );
  });
};

/** The text uses the output somewhere, if not in a node: it may be a result of the pipeline. */
const isMentioned = ({ references }: DefinitionNode, key?: string): boolean =>
  references.some(({ role, output }) => role === "channel" && (key === undefined || output === null || output === key));

/** Outputs of TFX's own components come with the component, also where a compiled definition writes them out. */
const isOfTfx = ({ type }: DefinitionNode): boolean => operatorKindOfTfxType(type) !== null;

/** `node.output` of every channel that is taken. */
const takenOutputs = ({ nodes }: PipelineDefinition): ReadonlySet<string> =>
  new Set(nodes.flatMap(({ inputs }) => inputs.flatMap(({ from }) => (from ? [`${from.node}\n${from.output}`] : []))));

function outputs(
  trace: Trace,
  node: DefinitionNode,
  history: NodeHistory,
  taken: ReadonlySet<string>,
  { unusedOutput: { minimum } }: Settings,
): readonly Finding[] {
  const uses = outputUse(trace, history);
  return node.outputs.flatMap(({ key, location }): readonly Finding[] => {
    const use = uses.get(key);
    if (!location || isOfTfx(node) || !use || use.read || taken.has(`${node.id}\n${key}`)) return [];
    if (isMentioned(node, key)) return [];
    if (!intermediate.has(use.kind) || use.writers.length < minimum) return [];
    return [
      {
        code: "unused-output",
        node,
        subject: key,
        location,
        message: `Nothing takes the output ${key} of ${node.id}, and nothing has read it in ${formatCount(use.writers.length, "run")}.`,
        unnecessary: true,
        related: [],
        ...executionEvidence(trace, use.writers, () => `Wrote ${key}, which nothing read.`),
        seconds: Number.NaN,
      },
    ];
  });
}

/** Null where something of the node is used, or may be. */
function wholeNode(
  trace: Trace,
  node: DefinitionNode,
  history: NodeHistory,
  settings: Settings,
): readonly Finding[] | null {
  const uses = [...outputUse(trace, history).values()];
  if (uses.some(({ read }) => read) || !uses.some(({ kind }) => intermediate.has(kind))) return null;
  const wrote = new Set(uses.flatMap((use) => use.writers));
  const writers = history.executions.filter((row) => wrote.has(row));
  if (writers.length < settings.unusedOutput.minimum) return null;
  const seconds = knownCost(trace, history.executions);
  const cost = formatCost(seconds, settings);
  return [
    {
      code: "unused-output",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: `Nothing takes what ${node.id} writes, and nothing has read it in ${formatCount(writers.length, "run")}${cost === "" ? "" : `: ${cost}`}.`,
      unnecessary: true,
      related: [],
      ...executionEvidence(trace, writers, () => "Wrote what nothing read."),
      seconds,
    },
  ];
}
