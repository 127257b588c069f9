/**
 * Looks of a picture that leaves the editor: the light theme's colours as literal values, legible on white, so that every program that draws
 * SVG shows them. Form and roles are those of `styles/graph.css` and `styles/theme.css`.
 */
const roles = {
  blue: "#0063d3",
  purple: "#652d90",
  yellow: "#8a6300",
  orange: "#c2510c",
  green: "#388a34",
  red: "#d01200",
  quiet: "#55606b",
} as const;
const text = "#1f2328";
const line = "#848d97";
const states = {
  pushed: "#1a7f37",
  useful: roles.green,
  pending: roles.blue,
  running: roles.blue,
  new: roles.blue,
  wasted: roles.orange,
  failed: roles.red,
  abandoned: roles.yellow,
} as const;

/** The fonts that are asked for, by name; what a program lacks it replaces. */
export const fontFamily = '"Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif';

/** The style sheet of an exported picture. */
export const paperStyle = [
  ...Object.entries(roles).map(
    ([role, colour]) =>
      `.role-${role} .kind-edge,.role-${role} .kind-glyph .glyph-shapes{fill:${colour}}.role-${role} .kind-glyph .glyph-lines{stroke:${colour}}`,
  ),
  ".glyph-lines{fill:none;stroke-linecap:round;stroke-linejoin:round}",
  `.state-glyph .glyph-shapes{fill:${roles.quiet}}.state-glyph .glyph-lines{stroke:${roles.quiet}}`,
  ...Object.entries(states).map(
    ([state, colour]) => `.state-${state} .glyph-shapes{fill:${colour}}.state-${state} .glyph-lines{stroke:${colour}}`,
  ),
  `.outline-shape{fill:#f6f8fa;stroke:#b5bdc5;stroke-width:1px}.pill .outline-shape{fill:#ffffff}`,
  `.boundary .outline-shape.front{stroke:${roles.quiet};stroke-dasharray:4 3}`,
  `.cost{fill:#8c959f}.half{fill:#d0d7de}.delta{fill:none;stroke:${text};stroke-width:1.3px}`,
  `text{fill:${text};font-family:${fontFamily};font-size:13px;white-space:pre}`,
  `text.second{fill:${roles.quiet};font-size:12px}`,
  `.edge .line{fill:none;stroke:${line};stroke-width:1px}.edge .head{fill:${line}}`,
  ".edge.warm-start .line,.edge.baseline .line{stroke-dasharray:6 4}",
  ".edge.cached .line{stroke-dasharray:1.5 3;stroke-linecap:round}.edge.order .line{stroke-width:.5px}",
  ".focus-ring,.hit,.badge{display:none}",
].join("\n");

/** The same of what a history has besides: marks and bars take the colour of their state. */
export const historyPaperStyle = [
  ...Object.entries(states).map(([state, colour]) => `.state-${state}{color:${colour}}`),
  ".glyph-lines{stroke:currentcolor}.glyph-shapes{fill:currentcolor}",
  ".bar{fill:none;stroke:currentcolor;stroke-width:3px}.bin{fill:currentcolor;stroke:currentcolor;stroke-width:.75px}",
  ".bin.state-wasted{fill:url(#fill-wasted)}.bin.state-failed{fill:url(#fill-failed)}.bin.state-abandoned{fill:url(#fill-abandoned)}",
  ".bin.state-useful{fill-opacity:.45}.bin.state-pending{fill:none}",
  `.overlap{fill:none;stroke:${line}}.overlap.weight-0{stroke-dasharray:1 4}`,
  ".overlap.weight-2{stroke-width:2px}.overlap.weight-3{stroke-width:3.5px}.overlap.weight-4{stroke-width:5px}",
  `.lane-lines path,.tick{fill:none;stroke:#b5bdc5}text.fold{font-size:12px;text-anchor:middle}tspan.second{fill:${roles.quiet};font-size:12px}`,
].join("\n");
