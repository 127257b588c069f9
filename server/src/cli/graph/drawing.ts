import { drawGraph } from "../../../../webview/src/export/drawGraph.ts";
import { plainMeasure } from "../../../../webview/src/export/plainMeasure.ts";
import { textDocument } from "../../../../webview/src/export/textDocument.ts";
import { type GraphIndex, indexGraph } from "../../../../webview/src/graph/graphIndex.ts";
import { layoutInput } from "../../../../webview/src/graph/layoutInput.ts";
import { drawWith } from "../../../../webview/src/graph/svg.ts";
import type { Direction, Placement } from "../../../../webview/src/layout/placement.ts";
import { finish, quickLayout } from "../../../../webview/src/layout/quick/quick.ts";
import type { GraphView } from "../../protocol.ts";

/** A picture with its places. */
export interface Drawing {
  readonly graph: GraphIndex;
  readonly placement: Placement;
}

/** Lays a picture out as the web view's quick layout does: deterministic, some tens of milliseconds for thousands of nodes. */
export function drawing(view: GraphView, direction: Direction): Drawing {
  const graph = indexGraph(view);
  return { graph, placement: finish(quickLayout(layoutInput(graph, direction, plainMeasure))) };
}

/** The picture as the text of an SVG file, drawn as in the web view. */
export function svgText({ graph, placement }: Drawing): string {
  drawWith(textDocument);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${drawGraph(graph, placement, plainMeasure)}\n`;
}
