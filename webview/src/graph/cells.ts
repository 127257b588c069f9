import type { Placement } from "../layout/placement.ts";
import { at, groupRows, type Rows, rowItems } from "./rows.ts";

const cellSize = 600;

/** Which nodes and edges touch which square of the drawing. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  /** Cell (row · columns + column) → nodes, and edges. An edge may stand in a cell more than once. */
  readonly nodes: Rows;
  readonly edges: Rows;
}

/** A rectangle of the drawing, in its pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Sorts a picture into cells of 600 pixels. Linear in nodes and the cells that edges cross. */
export function sortIntoCells(placement: Placement): Cells {
  const columns = Math.floor(placement.bounds.width / cellSize) + 1;
  const rows = Math.floor(placement.bounds.height / cellSize) + 1;
  const grid = { columns, rows };
  const nodeCells: number[] = [];
  const nodeItems: number[] = [];
  for (let node = 0; node < placement.x.length; node++) {
    const left = at(placement.x, node);
    const top = at(placement.y, node);
    const area = { left, top, right: left + at(placement.width, node), bottom: top + at(placement.height, node) };
    eachCell(grid, area, (cell) => {
      nodeCells.push(cell);
      nodeItems.push(node);
    });
  }
  const edgeCells: number[] = [];
  const edgeItems: number[] = [];
  placement.routes.forEach((route, edge) => {
    for (let i = 0; i + 3 < route.length; i += 2) {
      const [ax, ay, bx, by] = [at(route, i), at(route, i + 1), at(route, i + 2), at(route, i + 3)];
      const area = { left: Math.min(ax, bx), top: Math.min(ay, by), right: Math.max(ax, bx), bottom: Math.max(ay, by) };
      eachCell(grid, area, (cell) => {
        if (edgeItems[edgeItems.length - 1] === edge && edgeCells[edgeCells.length - 1] === cell) return;
        edgeCells.push(cell);
        edgeItems.push(edge);
      });
    }
  });
  const byCell = (cells: number[], items: number[]): Rows => {
    const { offsets, items: entries } = groupRows(columns * rows, Int32Array.from(cells));
    return { offsets, items: entries.map((entry) => items[entry] ?? 0) };
  };
  return { columns, rows, nodes: byCell(nodeCells, nodeItems), edges: byCell(edgeCells, edgeItems) };
}

/** Calls `visit` for every cell that touches the area; what lies outside of the drawing counts to its rim. */
export function eachCell(
  { columns, rows }: { readonly columns: number; readonly rows: number },
  area: Area,
  visit: (cell: number) => void,
): void {
  const clamp = (value: number, count: number): number =>
    Math.max(0, Math.min(count - 1, Math.floor(value / cellSize)));
  for (let row = clamp(area.top, rows); row <= clamp(area.bottom, rows); row++) {
    for (let column = clamp(area.left, columns); column <= clamp(area.right, columns); column++) {
      visit(row * columns + column);
    }
  }
}

/** The topmost node at a point of the drawing, -1 for none. */
export function nodeAt(cells: Cells, placement: Placement, x: number, y: number): number {
  let found = -1;
  eachCell(cells, { left: x, top: y, right: x, bottom: y }, (cell) => {
    for (const node of rowItems(cells.nodes, cell)) {
      const inside =
        x >= at(placement.x, node) &&
        x <= at(placement.x, node) + at(placement.width, node) &&
        y >= at(placement.y, node) &&
        y <= at(placement.y, node) + at(placement.height, node);
      if (inside) found = Math.max(found, node);
    }
  });
  return found;
}
