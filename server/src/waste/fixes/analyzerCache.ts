import type { DefinitionNode } from "../../model/definition.ts";
import { err, ok, type Result } from "../../model/result.ts";
import type { FileEdits, Fix } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { type Change, verified, withInputs } from "./verify.ts";

/**
 * Lets a TFX Transform start from what it worked out for the spans that earlier runs had, too: a resolver finds the newest cache that it
 * wrote, and it reads that as `analyzer_cache`. The results are the same.
 */
export const analyzerCache: Fix = {
  id: "analyzer-cache",
  codes: ["overlapping-windows"],
  plan(input) {
    const { node, pipeline } = input;
    if (node?.type !== "Transform" || !formatEdits[input.definition.format]?.useAnalyzerCache) return null;
    if (node.inputs.some(({ key }) => key === "analyzer_cache")) return null;
    const id = resolverId(pipeline.nodes);
    return ok({
      title: `Let ${node.id} use its analyzer cache`,
      touches: `Added: ${id}, which finds the newest cache.`,
      preferred: true,
      alwaysSafe: false,
    });
  },
  edits(input): Result<FileEdits, string> {
    const { node, pipeline } = input;
    const useAnalyzerCache = formatEdits[input.definition.format]?.useAnalyzerCache;
    if (!node || !useAnalyzerCache) return err("There is no Transform to give a cache.");
    const id = resolverId(pipeline.nodes);
    return verified(input, useAnalyzerCache(input, node, id), withResolver(node, id));
  },
};

/** An id that no node has. */
function resolverId(nodes: readonly DefinitionNode[]): string {
  const name = "transform_cache_resolver";
  const ids = new Set(nodes.map(({ id }) => id));
  for (let count = 1; ; count++) {
    const id = count === 1 ? name : `${name}_${count}`;
    if (!ids.has(id)) return id;
  }
}

const withResolver =
  (node: DefinitionNode, id: string): Change =>
  (pipeline) => {
    const at = pipeline.nodes.findIndex((one) => one.id === node.id);
    if (at < 0) return pipeline;
    const { location, condition } = node;
    const key = "cache";
    const carries = "artifact";
    const resolver: DefinitionNode = {
      ...node,
      id,
      type: "Resolver",
      kind: "resolve",
      inputs: [{ key, carries, type: null, from: null, location }],
      outputs: [{ key, carries, type: null, location: null }],
      after: [],
      caching: null,
      condition,
    };
    const connected = withInputs([{ node, key: "analyzer_cache", from: { node: resolver, output: key } }])(pipeline);
    return { ...connected, nodes: connected.nodes.toSpliced(at, 0, resolver) };
  };
