/** Way that edges run: down the page, or to the right. */
export type Direction = "down" | "right";

/** What a layout needs to know: sizes in pixels and edges by node index. */
export interface LayoutInput {
  readonly direction: Direction;
  readonly width: Float64Array;
  readonly height: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Edge → class of line. Edges of one node share a trunk only with their own class. */
  readonly line: Uint8Array;
  /** Node → band: nodes of a lower band stand in layers before those of a higher one, whatever the edges say. */
  readonly band?: Int32Array | undefined;
  /** The bands are rows that one long picture is broken into: every other one runs back, as a snake does. */
  readonly isBroken?: boolean;
  /** A better layout is on its way: the quick one makes one picture, not the best of several. */
  readonly isProvisional?: boolean;
  /** Node → where its middle was across the flow in the picture before, NaN for new ones: nodes keep their order. */
  readonly was?: Float64Array | undefined;
}

/** Where everything stands, in pixels of the drawing; the drawing starts at 0, 0. */
export interface Placement {
  readonly direction: Direction;
  /** Node → left edge. */
  readonly x: Float64Array;
  /** Node → top edge. */
  readonly y: Float64Array;
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** Edge → points x0, y0, x1, y1, … from maker to reader, at least two. */
  readonly routes: readonly Float64Array[];
  readonly bounds: Bounds;
}

export interface Bounds {
  readonly width: number;
  readonly height: number;
}

/** Distances in pixels that both layouts keep. */
export const spacing = {
  /** Between nodes side by side. */
  node: 20,
  /** Between the layers, where no edge needs more. */
  layer: 28,
  /** Between parallel edges. */
  edge: 8,
  /** Between an edge and a node that it passes. */
  edgeNode: 12,
} as const;
