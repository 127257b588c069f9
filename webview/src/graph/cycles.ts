import { at, groupRows, rowItems } from "./rows.ts";

/**
 * Edges that must be turned round so that no cycle is left: those that lead back to a node on the path of a depth-first
 * walk from the nodes without inputs, then from the first nodes left. Self loops count as turned. Linear, deterministic.
 */
export function backEdges(count: number, from: Int32Array, to: Int32Array): Uint8Array {
  const outgoing = groupRows(count, from);
  const back = new Uint8Array(from.length);
  const inputs = new Int32Array(count);
  for (const target of to) inputs[target] = at(inputs, target) + 1;
  const state = new Uint8Array(count);
  const stack = new Int32Array(count);
  const next = new Int32Array(count);
  const walk = (root: number): void => {
    if (state[root] !== unseen) return;
    let top = 0;
    stack[0] = root;
    state[root] = onPath;
    while (top >= 0) {
      const node = at(stack, top);
      const edges = rowItems(outgoing, node);
      const position = at(next, node);
      if (position >= edges.length) {
        state[node] = left;
        top--;
        continue;
      }
      next[node] = position + 1;
      const edge = at(edges, position);
      const target = at(to, edge);
      if (state[target] === onPath) back[edge] = 1;
      else if (state[target] === unseen) {
        state[target] = onPath;
        stack[++top] = target;
      }
    }
  };
  for (let node = 0; node < count; node++) if (inputs[node] === 0) walk(node);
  for (let node = 0; node < count; node++) walk(node);
  return back;
}

const unseen = 0;
const onPath = 1;
const left = 2;
