import { at } from "../graph/rows.ts";

/** Radius of an edge's corners. */
const corner = 4;

/** Two decimals are plenty for a screen. */
const text = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * SVG path of an orthogonal route with rounded corners. A corner between short stretches gets a smaller radius; points in
 * line are skipped.
 */
export function roundedPath(points: Float64Array): string {
  if (points.length < 4) return "";
  let path = `M${text(at(points, 0))} ${text(at(points, 1))}`;
  let fromX = at(points, 0);
  let fromY = at(points, 1);
  for (let i = 2; i + 3 < points.length; i += 2) {
    const x = at(points, i);
    const y = at(points, i + 1);
    const inX = x - fromX;
    const inY = y - fromY;
    const outX = at(points, i + 2) - x;
    const outY = at(points, i + 3) - y;
    const before = Math.hypot(inX, inY);
    const after = Math.hypot(outX, outY);
    if (before < 0.01 || after < 0.01 || Math.abs(inX * outY - inY * outX) < 0.01) continue;
    const radius = Math.min(corner, before / 2, after / 2);
    path += `L${text(x - (inX / before) * radius)} ${text(y - (inY / before) * radius)}`;
    path += `Q${text(x)} ${text(y)} ${text(x + (outX / after) * radius)} ${text(y + (outY / after) * radius)}`;
    fromX = x;
    fromY = y;
  }
  return `${path}L${text(at(points, points.length - 2))} ${text(at(points, points.length - 1))}`;
}

/** The route as straight lines, for the far view. */
export function straightPath(points: Float64Array): string {
  let path = "";
  for (let i = 0; i + 1 < points.length; i += 2) {
    path += `${i === 0 ? "M" : "L"}${Math.round(at(points, i))} ${Math.round(at(points, i + 1))}`;
  }
  return path;
}

const headLength = 6;
const headWidth = 3;

/** A small arrow head at the end of a route. */
export function arrowHead(points: Float64Array): string {
  const length = points.length;
  if (length < 4) return "";
  const x = at(points, length - 2);
  const y = at(points, length - 1);
  let dx = 0;
  let dy = 0;
  for (let i = length - 4; i >= 0 && dx === 0 && dy === 0; i -= 2) {
    dx = Math.sign(Math.round(x - at(points, i)));
    dy = Math.sign(Math.round(y - at(points, i + 1)));
  }
  if (dx !== 0) dy = 0;
  const backX = x - dx * headLength;
  const backY = y - dy * headLength;
  return (
    `M${text(x)} ${text(y)}L${text(backX - dy * headWidth)} ${text(backY - dx * headWidth)}` +
    `L${text(backX + dy * headWidth)} ${text(backY + dx * headWidth)}Z`
  );
}
