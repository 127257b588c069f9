import type { ArtifactKind, OperatorKind } from "../../../server/src/model/kinds.ts";
import type { ViewNode } from "../../../server/src/protocol.ts";

/** A sign on a field of 16 × 16: lines, filled shapes, or both; in the colour of the text around it. */
export interface Glyph {
  readonly lines?: string;
  readonly shapes?: string;
  /** Dashes of the lines. */
  readonly dash?: string;
  /** Width of the lines; 1.3 else. */
  readonly weight?: number;
}

export type State = NonNullable<ViewNode["state"]>;
export type Kind = OperatorKind | ArtifactKind;

const dot = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

const sliders: Glyph = {
  lines: `M2.5 5h4.75M10.75 5h2.75M2.5 11h2.75M8.75 11h4.75${dot(9, 5, 1.75)}${dot(7, 11, 1.75)}`,
};
const ring = dot(8, 8, 5.7);

const kinds: Readonly<Record<Kind, Glyph>> = {
  ingest: { lines: "M8 2.5v7.3M5 6.8l3 3 3-3M2.5 10v3.5h11V10" },
  analyze: { lines: "M2.5 13.5h11M4.5 10.8V8M8 10.8V3.5M11.5 10.8V6", weight: 1.6 },
  preprocess: { lines: "M2.5 3h11L9.6 8.2v5L6.4 11.6V8.2z" },
  tune: sliders,
  train: {
    lines: "M4.9 4.6l5.8 2.8M4.9 11.4l5.8-2.8",
    shapes: dot(3.6, 4, 1.9) + dot(3.6, 12, 1.9) + dot(12.2, 8, 2.2),
  },
  evaluate: { lines: "M2.3 12a5.7 5.7 0 1 1 11.4 0M8 12l2.9-4.6", shapes: dot(8, 12, 1.4) },
  validate: { lines: "M8 2l5 1.8v3.7c0 3-2 5.2-5 6.5-3-1.3-5-3.5-5-6.5V3.8zM5.7 7.8l1.7 1.7 3-3.2" },
  deploy: { lines: "M13.6 2.4L2.4 7l4.3 2.3L9 13.6zM13.6 2.4L6.7 9.3" },
  infer: { lines: "M9 2L4 9h3.6L7 14l5-7H8.4z" },
  import: { lines: "M9 2.8h4.5v10.4H9M2.5 8h7M6.8 5.3L9.5 8l-2.7 2.7" },
  resolve: { lines: `M8 1.8v3M8 11.2v3M1.8 8h3M11.2 8h3${dot(8, 8, 3.2)}` },
  data: {
    lines:
      "M3 4.2c0-1 2.2-1.9 5-1.9s5 .9 5 1.9-2.2 1.9-5 1.9-5-.9-5-1.9zM3 4.2v7.6c0 1 2.2 1.9 5 1.9s5-.9 5-1.9V4.2M3 8c0 1 2.2 1.9 5 1.9S13 9 13 8",
  },
  statistics: { lines: "M2.5 2.5v11h11M5 10.5l2.5-3.5 2 2 3.5-5" },
  schema: { lines: "M2.5 3h11v10h-11zM2.5 6.4h11M6.4 6.4V13" },
  anomalies: { lines: "M8 2.5l6 11H2zM8 6.6v3", shapes: dot(8, 11.5, 0.8) },
  transform: {
    lines: "M2.3 4.5H5l5.2 7h3M2.3 11.5H5l1.5-2M8.8 6.5l1.4-2h3M11.7 2.7l1.8 1.8-1.8 1.8M11.7 9.7l1.8 1.8-1.8 1.8",
  },
  cache: { lines: "M2.5 3h11v3h-11zM3.5 6v7.2h9V6M6.4 8.6h3.2" },
  hyperparameters: sliders,
  model: { lines: "M8 2l5.2 3v6L8 14l-5.2-3V5zM2.8 5L8 8l5.2-3M8 8v6" },
  evaluation: { lines: "M10 3.5h2.5v10h-9v-10H6M6 2.3h4v2.4H6zM5.7 9l1.6 1.6 3-3.2" },
  blessing: { lines: `${dot(8, 6.3, 4)}M6.2 6.4l1.3 1.3 2.3-2.5M5.7 9.8L5 14l3-1.6 3 1.6-.7-4.2` },
  pushed: { lines: "M8 10V2.7M5 5.6l3-3 3 3M2.5 10v3.5h11V10" },
  other: { lines: "M3.5 3.5h9v9h-9z", shapes: dot(8, 8, 1.3) },
};

const states: Readonly<Record<State, Glyph>> = {
  pushed: {
    shapes:
      "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM7.2 11.8V7.6L5.5 9.3 4.4 8.2 8 4.6l3.6 3.6-1.1 1.1-1.7-1.7v4.2z",
  },
  useful: { lines: `${ring}M8 11.2V5.2M5.6 7.4L8 5l2.4 2.4` },
  pending: { lines: ring, dash: "2.9 1.58" },
  wasted: { lines: `${ring}M4.1 11.9l7.8-7.8` },
  failed: { lines: "M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4", weight: 1.9 },
  cached: { lines: "M3.4 4l4 4-4 4M8.6 4l4 4-4 4", weight: 1.5 },
  abandoned: {
    lines: "M3.8 2.3h8.4M3.8 13.7h8.4M5 2.3v2.4L8 8l3-3.3V2.3M5 13.7v-2.4L8 8l3 3.3v2.4",
    shapes: "M6 13.2v-1.4L8 9.6l2 2.2v1.4z",
  },
  complete: { lines: "M3 8.4l3.4 3.4L13 4.6", weight: 1.5 },
  running: { shapes: dot(8, 8, 3.6) },
  new: { lines: dot(8, 8, 3.2) },
  canceled: { lines: `${ring}M5.2 8h5.6` },
  unknown: { lines: "M5.9 6a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.4", shapes: dot(8, 12, 0.9) },
};

const tools = {
  zoomIn: { lines: "M8 3v10M3 8h10" },
  zoomOut: { lines: "M3 8h10" },
  fit: { lines: "M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M6 6h4v4H6z" },
  down: { lines: "M5.5 1.8h5v3.4h-5zM5.5 10.8h5v3.4h-5zM8 5.2v5.2M6.3 8.6L8 10.4l1.7-1.8" },
  right: { lines: "M1.8 5.5h3.4v5H1.8zM10.8 5.5h3.4v5h-3.4zM5.2 8h5.2M8.6 6.3L10.4 8 8.6 9.7" },
  artifacts: { lines: "M5.2 5h5.6a3 3 0 0 1 0 6H5.2a3 3 0 0 1 0-6zM8 1.8V5M8 11v3.2" },
  outline: { lines: "M6 3.5h7.5M6 8h7.5M6 12.5h7.5", shapes: dot(3.2, 3.5, 1) + dot(3.2, 8, 1) + dot(3.2, 12.5, 1) },
  details: { lines: "M2.5 2.8h11v10.4h-11zM2.5 9h11" },
  search: { lines: `${dot(7, 7, 4)}M10 10l3.8 3.8` },
  close: { lines: "M4 4l8 8M12 4l-8 8" },
  copy: { lines: "M5.5 5.5h8v8h-8zM5.5 10.5h-3v-8h8v3" },
  copied: { lines: "M3 8.4l3.4 3.4L13 4.6", weight: 1.5 },
  older: { lines: "M10 3.5L5.5 8l4.5 4.5" },
  newer: { lines: "M6 3.5L10.5 8 6 12.5" },
  open: { lines: "M4 6l4 4 4-4" },
  even: { lines: "M2.5 13h11", shapes: `${dot(3.5, 8, 1.4)}${dot(8, 8, 1.4)}${dot(12.5, 8, 1.4)}` },
  info: { lines: "M8 1.9a6.1 6.1 0 1 0 0 12.2A6.1 6.1 0 0 0 8 1.9zM8 7.2v4", shapes: dot(8, 4.9, 0.9) },
  back: { lines: "M13 8H3.5M7 4.2L3.2 8 7 11.8" },
  forward: { lines: "M3 8h9.5M9 4.2L12.8 8 9 11.8" },
  compare: { lines: "M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z", shapes: "M2.5 3h2.2v10H2.5zM11.3 3h2.2v10h-2.2z" },
} as const satisfies Record<string, Glyph>;

export type Tool = keyof typeof tools;

/** The sign of an operator's or artifact's kind. */
export const kindGlyph = (kind: Kind): Glyph => kinds[kind] ?? kinds.other;
/** The sign of a state or status. */
export const stateGlyph = (state: State): Glyph => states[state] ?? states.unknown;
/** The sign of a button. */
export const toolGlyph = (tool: Tool): Glyph => tools[tool];

const roles: Partial<Record<Kind, string>> = {
  ingest: "blue",
  import: "blue",
  analyze: "purple",
  preprocess: "yellow",
  tune: "orange",
  train: "orange",
  evaluate: "green",
  validate: "green",
  deploy: "red",
  infer: "red",
  data: "blue",
  statistics: "purple",
  schema: "purple",
  anomalies: "purple",
  transform: "yellow",
  cache: "yellow",
  hyperparameters: "orange",
  model: "orange",
  evaluation: "green",
  blessing: "green",
  pushed: "red",
};

/** Colour roles of kinds, as the style sheet names them: `role-blue`, … */
export const colorRoles = ["blue", "purple", "yellow", "orange", "green", "red", "quiet"] as const;

/** Colour role of a kind; an artifact has that of the operators that make it. */
export const colorRole = (kind: Kind): string => roles[kind] ?? "quiet";

const words: Readonly<Record<State, string>> = {
  pushed: "deployed",
  useful: "used",
  pending: "pending",
  wasted: "wasted",
  failed: "failed",
  cached: "cached",
  abandoned: "abandoned",
  complete: "complete",
  running: "running",
  new: "new",
  canceled: "canceled",
  unknown: "state unknown",
};

/** A state in the words of the product. */
export const stateWord = (state: State): string => words[state] ?? words.unknown;
