import { describe, test } from "vitest";
import { artifact, run } from "../../generate/traceBuilder.ts";
import { checkParts } from "./cut.ts";

const gen = run("gen", "CsvExampleGen", { writes: { examples: "e1" } });
const train = run("train", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } });
const stats = run("stats", "StatisticsGen", { reads: { examples: "e1" }, writes: { statistics: "s1" } });

describe("data analysis off the path", () => {
  test("joins where it reads the model's data, and with it what reads its results", () => {
    checkParts(
      "train",
      { side: "stats validate schema" },
      gen,
      train,
      run("validate", "ExampleValidator", { reads: { statistics: "s1" }, writes: { anomalies: "a1" } }),
      run("schema", "SchemaGen", { reads: { statistics: "s1" }, writes: { schema: "c1" } }),
      stats,
    );
  });

  test("joins whatever schema it reads, and schemas tie nothing together", () => {
    checkParts(
      "train",
      { up: "import gen train", side: "stats validate" },
      run("import", "Importer", { writes: { schema: "c1" } }),
      gen,
      stats,
      run("validate", "ExampleValidator", { reads: { statistics: "s1", schema: "c1" } }),
      run("train", "Trainer", { reads: { examples: "e1", schema: "c1" } }),
      run("gen2", "CsvExampleGen", { writes: { examples: "e2" } }),
      run("stats2", "StatisticsGen", { reads: { examples: "e2" }, writes: { statistics: "s2" } }),
      run("validate2", "ExampleValidator", { reads: { statistics: "s2", schema: "c1" } }),
      run("lint", "SchemaGen", { reads: { schema: "c1" } }),
    );
  });

  test("stays outside where it also reads other data", () => {
    checkParts(
      "train",
      { side: "" },
      gen,
      run("gen2", "CsvExampleGen", { writes: { examples: "e2" } }),
      run("diff", "ExampleDiff", { reads: { examples: ["e1", "e2"] } }),
      train,
    );
  });

  test("stays outside where only a cached execution ran", () => {
    checkParts(
      "train",
      { side: "" },
      gen,
      run("stats", "StatisticsGen", { state: "cached", reads: { examples: "e1" }, writes: { statistics: "s1" } }),
      train,
    );
  });

  test("joins once all that it reads was made by others that joined", () => {
    checkParts(
      "train",
      { side: "stats validate compare" },
      gen,
      run("compare", "DistributionValidator", { reads: { examples: "e1", statistics: ["s1", "s2"] } }),
      run("validate", "ExampleValidator", { reads: { statistics: "s1" }, writes: { statistics: "s2" } }),
      stats,
      train,
    );
  });

  test("joins where it reads one artifact under two keys", () => {
    checkParts(
      "train",
      { side: "stats compare" },
      gen,
      run("compare", "DistributionValidator", { reads: { examples: "e1", statistics: "s1", baseline: "s1" } }),
      stats,
      train,
    );
  });

  test("joins at data without a maker that the model was made from", () => {
    checkParts("train", { side: "stats" }, artifact("e1", "Examples"), stats, train);
  });

  test("stays outside at data without a maker that only analysis reads", () => {
    checkParts(
      "train",
      { side: "" },
      artifact("e0", "Examples"),
      gen,
      run("stats", "StatisticsGen", { reads: { examples: ["e1", "e0"] } }),
      train,
    );
  });

  test("stays outside where it reads nothing but what the training wrote, and belongs to Down", () => {
    checkParts(
      "train",
      { down: "train stats", side: "" },
      run("train", "Trainer", { writes: { examples: "e1" } }),
      run("stats", "StatisticsGen", { reads: { examples: "e1" }, writes: { statistics: "s1" } }),
    );
  });

  test("of data that a cached execution handed on joins at the execution that made it", () => {
    checkParts(
      "train",
      { up: "gen train", side: "stats" },
      gen,
      run("cached", "CsvExampleGen", { state: "cached", writes: { examples: "e1" } }),
      stats,
      train,
    );
  });

  test("of data of an importer that is cached joins at the first such importer", () => {
    checkParts(
      "train",
      { up: "import1 train", side: "stats" },
      run("import1", "Importer", { state: "cached", writes: { examples: "e1" } }),
      run("import2", "Importer", { state: "cached", writes: { examples: "e1" } }),
      stats,
      train,
    );
  });

  test("stays outside at data that the model's members only wrote beside the path, made by none of them", () => {
    checkParts(
      "train",
      { up: "import train", side: "" },
      run("gen", "CsvExampleGen", { writes: { examples: "e0" } }),
      run("import", "Importer", { state: "cached", writes: { examples: ["e1", "e0"] } }),
      run("stats", "StatisticsGen", { reads: { examples: "e0" } }),
      train,
    );
  });

  test("that only waits for its own result stays outside", () => {
    checkParts(
      "train",
      { side: "" },
      gen,
      run("stats", "StatisticsGen", { reads: { examples: "e1", statistics: "s1" }, writes: { statistics: "s1" } }),
      train,
    );
  });
});
