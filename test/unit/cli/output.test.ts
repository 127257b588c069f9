import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { jsonLines } from "../../../server/src/cli/jsonText.ts";
import { writeAll } from "../../../server/src/cli/output.ts";

/** A stream that takes what is written slowly, or fails with an error of this code. */
function stream(failure?: string): Writable & { taken: string } {
  const target = Object.assign(
    new Writable({
      highWaterMark: 10,
      write(chunk, _encoding, done) {
        target.taken += chunk;
        setImmediate(() => done(failure === undefined ? null : Object.assign(new Error(failure), { code: failure })));
      },
    }),
    { taken: "" },
  );
  return target;
}

test("everything is written, in order", async () => {
  const chunks = Array.from({ length: 1000 }, (_, i) => `${i} ${"x".repeat(200)}\n`);
  const target = stream();
  expect(await writeAll(target, chunks)).toBeNull();
  expect(target.taken).toBe(chunks.join(""));
});

test("a reader that has gone is no error", async () => {
  expect(await writeAll(stream("EPIPE"), ["a"])).toBeNull();
});

test("a full disk is", async () => {
  expect((await writeAll(stream("ENOSPC"), ["a"]))?.message).toBe("ENOSPC");
});

test("JSON of many items is one array, an item a line", () => {
  expect([...jsonLines([{ a: 1 }, { b: 2 }])].join("")).toBe('[\n{"a":1},\n{"b":2}\n]\n');
  expect([...jsonLines([])].join("")).toBe("[]\n");
});
