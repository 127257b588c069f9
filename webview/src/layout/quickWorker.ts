import type { LayoutInput } from "./placement.ts";
import { buffersOf, pack, prepare } from "./prepared.ts";
import { finish, quickLayout } from "./quick/quick.ts";

/** What the page asks; the answer has the same number. */
export interface QuickRequest {
  readonly number: number;
  readonly input: LayoutInput;
}

/** Rungs of a ladder with crossed steps: laid out once, it makes the engine compile what the first picture would wait for. */
function warmUp(): void {
  const rungs = 60;
  const from = Int32Array.from(
    { length: 3 * rungs },
    (_, edge) => edge - (edge % 3 === 2 ? 1 : 0) - Math.floor(edge / 3),
  );
  const to = from.map((node, edge) => Math.min(2 * rungs - 1, node + 1 + (edge % 3)));
  const breadth = new Float64Array(2 * rungs).fill(100);
  const graph = {
    direction: "down",
    width: breadth,
    height: breadth,
    from,
    to,
    line: new Uint8Array(from.length),
  } as const;
  for (let time = 0; time < 2; time++) prepare(finish(quickLayout(graph)));
}

warmUp();
addEventListener("message", ({ data }: MessageEvent<QuickRequest>) => {
  try {
    const picture = pack(prepare(finish(quickLayout(data.input))));
    postMessage({ number: data.number, picture }, { transfer: buffersOf(picture) });
  } catch (error) {
    postMessage({ number: data.number, error: String(error) });
  }
});
