import { expect, test } from "vitest";
import { named, shortId } from "../../../server/src/views/shortNames.ts";

const hash = "010fc41abb2f6019ceec48067cd0ec9e";
const uuid = "6f0c13a5-f29b-46a5-90c1-0ffbebbbd1aa";

test.each([
  ["a number", 142, "model 142"],
  ["a hash", hash, "model 010fc41"],
  ["a UUID", `#${uuid}`, "model 6f0c13a"],
  ["a number as text", "142", "model 142"],
  ["a file of a version", `model.pkl@${hash}`, "model.pkl@010fc41"],
  ["a file in a folder", `data/prepared/train.tsv@${hash}.dir`, "train.tsv@010fc41.dir"],
  ["a dataset of a version", `food/public.orders#${uuid}`, "public.orders#6f0c13a"],
  ["a dataset", "food/public.orders", "public.orders"],
  ["an id with a prefix", `data:${hash}`, "model 010fc41"],
  ["a folder", "models/wide/", "wide/"],
  ["an address", "s3://bucket/model", "model"],
  ["no letters at all", "//", "model //"],
] as const)("%s", (_, id, expected) => {
  expect(named("model", id)).toBe(expected);
});

test("an id stays what it is where it is short", () => {
  expect(shortId("01eb7340e1:train")).toBe("01eb7340e1:train");
});
