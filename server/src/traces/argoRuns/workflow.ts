import { gunzipSync } from "node:zlib";
import { at, fieldsOf, listOf, textOf } from "../readDocument.ts";

/** One run of an Argo workflow. */
export interface WorkflowRun {
  readonly name: string;
  readonly pipeline: string;
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  /** Its own phase is there, which exports have behind all nodes. */
  readonly isEnded: boolean;
  /** Why it has no nodes although it ran; empty where it has some, or none were said to be. */
  readonly lost: "" | "packed" | "elsewhere";
}

/** A node of `status.nodes`: a pod, or what groups pods. */
export interface WorkflowNode {
  readonly id: string;
  readonly displayName: string;
  readonly type: string;
  readonly phase: string;
  readonly template: string;
  /** The DAG or list of steps that it stands in; empty at the top. */
  readonly boundary: string;
  readonly children: readonly string[];
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly message: string;
  readonly isCacheHit: boolean;
  readonly inputs: readonly WorkflowArtifact[];
  readonly outputs: readonly WorkflowArtifact[];
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

export interface WorkflowArtifact {
  readonly name: string;
  /** Where it lies: `s3://bucket/key`; empty where that is not said. */
  readonly uri: string;
}

const maxNodes = 200_000;
const maxUnpacked = 256 * 1024 * 1024;

/**
 * The runs in a document: a workflow, a list of them (`kubectl get -o json`), or what the API of Kubeflow Pipelines wraps around one.
 * Without `status.nodes` a run has no nodes: Argo may keep them elsewhere.
 */
export function workflowRuns(document: unknown): readonly WorkflowRun[] {
  const manifest = at(document, "pipeline_runtime", "workflow_manifest") ?? at(document, "workflow_manifest");
  if (typeof manifest === "string") {
    try {
      return workflowRuns(JSON.parse(manifest));
    } catch {
      return [];
    }
  }
  const items = at(document, "items");
  if (Array.isArray(items)) return items.flatMap((item: unknown) => workflowRuns(item));
  const status = at(document, "status");
  if (at(status, "phase") === undefined && at(status, "nodes") === undefined) return [];
  const nodes = nodesOf(status);
  return [
    {
      name: nameOf(document),
      pipeline: pipelineOf(document),
      nodes,
      isEnded: at(status, "phase") !== undefined,
      lost: nodes.size > 0 ? "" : lostIn(status),
    },
  ];
}

/** Nodes that do not fit into the cluster's own store are packed; where that does not do, they are in a database of Argo's. */
function lostIn(status: unknown): WorkflowRun["lost"] {
  if (textOf(at(status, "offloadNodeStatusVersion")) !== "") return "elsewhere";
  return textOf(at(status, "compressedNodes")) === "" ? "" : "packed";
}

const nameOf = (document: unknown): string => textOf(at(document, "metadata", "name")) || "run";

/** As the compiler of Kubeflow Pipelines notes it, else the template that was run, else the name without what makes it unique. */
function pipelineOf(document: unknown): string {
  const noted = textOf(at(document, "metadata", "annotations", "pipelines.kubeflow.org/pipeline_spec"));
  try {
    const name = textOf(at(JSON.parse(noted), "name"));
    if (name !== "") return name;
  } catch {
    // The note is none that can be read.
  }
  const template = textOf(at(document, "spec", "workflowTemplateRef", "name"));
  if (template !== "") return template;
  const generated = textOf(at(document, "metadata", "generateName")).replace(/-+$/, "");
  return generated !== "" ? generated : nameOf(document);
}

function nodesOf(status: unknown): ReadonlyMap<string, WorkflowNode> {
  const packed = at(status, "compressedNodes");
  const nodes = at(status, "nodes") ?? (typeof packed === "string" && packed !== "" ? unpacked(packed) : null);
  const found = new Map<string, WorkflowNode>();
  for (const [id, node] of Object.entries(fieldsOf(nodes))) {
    if (found.size >= maxNodes) break;
    found.set(id, nodeOf(id, node));
  }
  return found;
}

/** Large runs are kept as gzip in base64. */
function unpacked(text: string): unknown {
  try {
    const bytes = gunzipSync(Buffer.from(text, "base64"), { maxOutputLength: maxUnpacked });
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

const nodeOf = (id: string, node: unknown): WorkflowNode => ({
  id,
  displayName: textOf(at(node, "displayName")) || textOf(at(node, "name")) || id,
  type: textOf(at(node, "type")),
  phase: textOf(at(node, "phase")),
  template: textOf(at(node, "templateName")) || textOf(at(node, "templateRef", "template")),
  boundary: textOf(at(node, "boundaryID")),
  children: listOf(at(node, "children")).map(textOf),
  startedAt: textOf(at(node, "startedAt")),
  finishedAt: textOf(at(node, "finishedAt")),
  message: textOf(at(node, "message")),
  isCacheHit: at(node, "memoizationStatus", "hit") === true,
  inputs: artifactsOf(at(node, "inputs", "artifacts")),
  outputs: artifactsOf(at(node, "outputs", "artifacts")),
  parameters: listOf(at(node, "inputs", "parameters")).map((one) => [
    textOf(at(one, "name")),
    textOf(at(one, "value")),
  ]),
});

/** Logs are kept as an artifact of every pod: they are none of the pipeline's. */
const isLog = (name: string): boolean => /^(?:main|wait|init)-logs$/.test(name);

const artifactsOf = (list: unknown): readonly WorkflowArtifact[] =>
  listOf(list).flatMap((one) => {
    const name = textOf(at(one, "name"));
    return name === "" || isLog(name) ? [] : [{ name, uri: uriOf(one) }];
  });

function uriOf(artifact: unknown): string {
  for (const [store, scheme] of [
    ["s3", "s3"],
    ["gcs", "gs"],
    ["oss", "oss"],
  ] as const) {
    const key = textOf(at(artifact, store, "key"));
    if (key !== "")
      return `${scheme}://${[textOf(at(artifact, store, "bucket")), key].filter((one) => one !== "").join("/")}`;
  }
  return textOf(at(artifact, "http", "url")) || textOf(at(artifact, "azure", "blob"));
}
