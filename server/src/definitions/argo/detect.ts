import type { DetectFormat } from "../format.ts";

/** So much of a text is looked at, characters. */
const lookedAt = 50_000;

const version = /^\s*(?:-{3}\s)?[{,]?\s*["']?apiVersion["']?\s*:\s*["']?argoproj\.io\//m;
const kind =
  /^\s*[{,]?\s*["']?kind["']?\s*:\s*["']?(?:Workflow|CronWorkflow|WorkflowTemplate|ClusterWorkflowTemplate)["']?\s*(?:[,}#]|$)/m;
const inJson = /"apiVersion"\s*:\s*"argoproj\.io\/[^"]*"/;
const kindInJson = /"kind"\s*:\s*"(?:Cluster)?(?:Cron)?Workflow(?:Template)?"/;

/** An Argo workflow: what a Kubernetes resource of its kinds says of itself. */
export const detectArgo: DetectFormat = (uri, text) => {
  if (!/\.(?:ya?ml|json)(?:$|[?#])/i.test(uri)) return null;
  const head = text.slice(0, lookedAt);
  if (!head.includes("argoproj.io/")) return null;
  const found = /^\s*\{/.test(head)
    ? inJson.test(head) && kindInJson.test(head)
    : version.test(head) && kind.test(head);
  return found ? "argo" : null;
};
