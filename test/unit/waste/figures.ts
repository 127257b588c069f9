import { expect } from "vitest";
import { untoldDeploys } from "../../../server/src/graphlets/untoldDeploys.ts";
import type { DefinitionNode } from "../../../server/src/model/definition.ts";
import { recentModels, wasteOf } from "../../../server/src/waste/recentModels.ts";
import type { WasteInput } from "../../../server/src/waste/rule.ts";
import { unpushedModels } from "../../../server/src/waste/rules/unpushedModels.ts";

/**
 * What the diagnostics and the view say that a pipeline wasted, in seconds. The diagnostics: the waste of all models of all nodes, which
 * is held to be what `unpushed-models` says where its window takes in all of them and it speaks; but for models that a step may have deployed without
 * writing what it did.
 */
export function wasteFigures(input: WasteInput): { readonly diagnostics: number; readonly view: number } {
  const { evidence, pipeline } = input;
  if (!evidence) return { diagnostics: 0, view: 0 };
  const findings = unpushedModels(withDeployment(input));
  let diagnostics = 0;
  for (const { id } of pipeline.nodes) {
    const models = recentModels(evidence, id).models.filter(({ status }) => status === "wasted");
    const waste = wasteOf(evidence, models);
    const finding = findings.find(({ node }) => node?.id === id);
    const told = models.filter((model) => untoldDeploys(evidence.trace, model).length === 0);
    if (finding) expect(finding.seconds).toBe(wasteOf(evidence, told));
    diagnostics += waste || 0;
  }
  const view = [...evidence.histories.values()].reduce((sum, { wastedSeconds }) => sum + wastedSeconds, 0);
  return { diagnostics, view };
}

/** Everything is led on to a step that deploys, and every window takes in all. */
function withDeployment(input: WasteInput): WasteInput {
  const { pipeline } = input;
  const [first] = pipeline.nodes;
  if (!first) return input;
  const deploys: DefinitionNode = {
    ...first,
    id: "deploys",
    kind: "deploy",
    after: pipeline.nodes.map(({ id }) => id),
  };
  const settings = { ...input.settings, unpushedModels: { window: 1_000_000, minimum: 1 } };
  return { ...input, settings, pipeline: { ...pipeline, nodes: [...pipeline.nodes, deploys] } };
}
