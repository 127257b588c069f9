import { expect, test } from "vitest";
import { viewMessages } from "../../../client/src/viewMessages.ts";
import type { GraphView } from "../../../server/src/protocol.ts";
import { createCollector } from "../../../webview/src/parts.ts";
import { edges, node, view } from "../../view/fixtures/build.ts";
import { runsView } from "../../view/fixtures/large.ts";

const message = (shown: GraphView) => ({ type: "view", view: shown, select: "Trainer7" }) as const;

test("a small view is one message", () => {
  const small = message(runsView(60));
  expect(viewMessages(small)).toEqual([small]);
});

test("a large view goes in parts, none of them large, and is the same when it has come", () => {
  const large = message(runsView(5_000));
  const sent = viewMessages(large);
  const sizes = sent
    .map((one) => (one.type === "part" ? one : (one as typeof large).view))
    .map((one) => one.nodes.length + one.edges.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000);
  const collect = createCollector();
  const come = sent.map((one) => collect(one));
  expect(come.slice(0, -1).every((one) => one === null)).toBe(true);
  expect(come.at(-1)).toEqual(large);
});

test("a view that is broken off for another leaves nothing behind", () => {
  const collect = createCollector();
  const [first, second] = viewMessages(message(runsView(5_000)));
  for (const one of [first, second]) if (one) collect(one);
  const other = message(view([node("a", "train"), node("b", "model")], edges("a>b")));
  expect(collect(other)).toEqual(other);
  const again = message(runsView(5_000));
  expect(
    viewMessages(again)
      .map((one) => collect(one))
      .at(-1),
  ).toEqual(again);
});
