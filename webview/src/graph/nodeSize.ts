import { artifactKinds } from "../../../server/src/model/kinds.ts";
import type { ViewNode } from "../../../server/src/protocol.ts";
import { oneLine } from "./label.ts";
import type { Measure } from "./measure.ts";

/** Size of an execution's box. */
export const box = { width: 176, height: 40 } as const;
/** Height of an artifact's pill, and the widths between which it grows with its label. */
export const pill = { height: 24, least: 64, most: 176, glyph: 14, side: 9, gap: 5 } as const;
/** How far each outline of a stack stands out behind the one before. */
export const stackStep = 3;
export const stackOutlines = 3;

const kindsOfArtifacts: ReadonlySet<string> = new Set(artifactKinds.filter((kind) => kind !== "other"));

/** Whether a node is drawn as a pill: an artifact, or a stack of artifacts (`×10 spans`; a stack of runs has a node's name). */
export const isPill = (node: ViewNode): boolean =>
  node.shape === "artifact" || (node.shape === "stack" && (kindsOfArtifacts.has(node.kind) || isCounted(node.label)));

const isCounted = (label: string): boolean => /^×\d/.test(label);

/** What stands on a node. A stack of artifacts says how many it holds; a stack of runs says so in its second line. */
export function nodeLabel(node: ViewNode): string {
  const label = oneLine(node.label);
  return node.shape === "stack" && !isCounted(label) && (isPill(node) || node.second === "")
    ? `×${node.count.toLocaleString("en-US")} ${label}`
    : label;
}

/** Whether a pill has a sign at its right: a state, or the delta of what changed. */
export const hasSign = (node: ViewNode): boolean => node.state !== null || node.difference === "changed";

/** Size of a node in pixels, with the outlines of a stack. */
export function nodeSize(node: ViewNode, measure: Measure): { readonly width: number; readonly height: number } {
  const extra = node.shape === "stack" ? stackStep * (stackOutlines - 1) : 0;
  if (!isPill(node)) return { width: box.width + extra, height: box.height + extra };
  const state = hasSign(node) ? pill.glyph + pill.gap : 0;
  const text = measure.label(nodeLabel(node));
  const width = Math.ceil(2 * pill.side + pill.glyph + pill.gap + text + state);
  return { width: Math.min(pill.most, Math.max(pill.least, width)) + extra, height: pill.height + extra };
}
