import type { LayoutInput } from "../../../webview/src/layout/placement.ts";

/** A layout's input from `a>b` pairs; every node 176 × 40 but those named in `pills`. */
export function layoutInput(
  edges: readonly (readonly [string, string])[],
  options: { direction?: "down" | "right"; pills?: readonly string[]; loose?: readonly string[] } = {},
): LayoutInput & { readonly names: readonly string[] } {
  const names = [...new Set([...edges.flat(), ...(options.loose ?? [])])];
  const index = new Map(names.map((name, i) => [name, i]));
  const pills = new Set(options.pills ?? []);
  return {
    names,
    direction: options.direction ?? "down",
    width: Float64Array.from(names, (name) => (pills.has(name) ? 80 : 176)),
    height: Float64Array.from(names, (name) => (pills.has(name) ? 24 : 40)),
    from: Int32Array.from(edges, ([from]) => index.get(from) ?? 0),
    to: Int32Array.from(edges, ([, to]) => index.get(to) ?? 0),
    line: new Uint8Array(edges.length),
  };
}

/** `a>b c>d` → pairs. */
export const pairs = (text: string): [string, string][] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [from = "", to = ""] = pair.split(">");
      return [from, to];
    });

/** A trace-like graph: runs of seven executions and five artifacts that share spans over a window of four runs. */
export function traceLike(nodes: number): [string, string][] {
  const edges: [string, string][] = [];
  for (let run = 0; run * 12 < nodes; run++) {
    const id = (name: string, of = run): string => `${name}${of}`;
    const add = (text: string): void => {
      for (const [from, to] of pairs(text)) edges.push([id(from), id(to)]);
    };
    add("gen>span span>stats stats>statistics span>transform statistics>transform transform>graph graph>trainer");
    for (let back = 0; back < 4 && run - back >= 0; back++) edges.push([id("span", run - back), id("trainer")]);
    add("trainer>model model>evaluator span>evaluator evaluator>blessing blessing>pusher model>pusher pusher>pushed");
  }
  return edges;
}

/** Random numbers that are the same on every machine and run (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
