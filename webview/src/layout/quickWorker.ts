import type { LayoutInput } from "./placement.ts";
import { buffersOf, pack, prepare } from "./prepared.ts";
import { finish, quickLayout } from "./quick/quick.ts";

/** What the page asks; the answer has the same number. */
export interface QuickRequest {
  readonly number: number;
  readonly input: LayoutInput;
}

addEventListener("message", ({ data }: MessageEvent<QuickRequest>) => {
  try {
    const picture = pack(prepare(finish(quickLayout(data.input))));
    postMessage({ number: data.number, picture }, { transfer: buffersOf(picture) });
  } catch (error) {
    postMessage({ number: data.number, error: String(error) });
  }
});
