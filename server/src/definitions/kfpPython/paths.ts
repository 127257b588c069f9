import { lastName } from "../tfxPython/names.ts";
import type { Value } from "../tfxPython/values.ts";

/** Names that `from kfp.dsl import *` brings and that mean little else. */
const wellKnown = new Set([
  ..."component container_component notebook_component pipeline graph_component importer Condition If Elif Else ParallelFor".split(
    " ",
  ),
  ..."ExitHandler Collected OneOf ContainerOp".split(" "),
]);

/** The name of the SDK that a value stands for, after the last dot (`component`, `If`); null for anything else. */
export function sdkName(value: Value): string | null {
  if (value.type !== "external") return null;
  const { path } = value;
  if (/^kfp(?:\.|$)/.test(path)) return lastName(path);
  return value.unbound && wellKnown.has(path) ? path : null;
}

/** Names of Google's components, under whichever of their modules. */
export const isGooglePath = (path: string): boolean => /^google_cloud_pipeline_components\./.test(path);

/** Functions of `kfp-kubernetes`: they change a task, and make none. */
export const isKubernetesPath = (path: string): boolean =>
  /^kfp\.kubernetes\./.test(path) || /^kfp_kubernetes\./.test(path);
