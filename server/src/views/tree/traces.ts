import type { TreePage } from "../../protocol.ts";
import { shownName } from "./input.ts";
import { type Paging, pageOf } from "./page.ts";
import { traceKindName } from "./traceKinds.ts";

/** A trace as the tree's first level names it. */
export interface ListedTrace {
  readonly path: string;
  readonly label: string;
  readonly description: string;
  readonly kind: string;
  readonly inUse: boolean;
}

/** The traces of the workspace, in the order given: `output/taxi/metadata.sqlite — 142 models · last run 2 hours ago`. */
export function treeTraces(traces: readonly ListedTrace[], paging: Paging): Generator<void, TreePage> {
  return pageOf(
    traces,
    () => true,
    ({ path, label, description, kind, inUse }) => ({
      type: "trace",
      path,
      kind,
      inUse,
      label: shownName(label),
      description: description === "" ? "" : `— ${shownName(description)}`,
      details: [traceKindName(kind), shownName(path), ...(inUse ? ["In use by an open definition"] : [])],
    }),
    paging,
    null,
  );
}
