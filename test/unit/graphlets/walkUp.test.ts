import { describe, test } from "vitest";
import { artifact, run } from "../../generate/traceBuilder.ts";
import { checkParts } from "./cut.ts";

const gen = run("gen", "CsvExampleGen", { writes: { examples: "e1" } });

describe("what a model was made from", () => {
  test("is found along reads and makers, over any number of steps", () => {
    checkParts(
      "train",
      { up: "gen stats schema transform train" },
      gen,
      run("stats", "StatisticsGen", { reads: { examples: "e1" }, writes: { statistics: "s1" } }),
      run("schema", "SchemaGen", { reads: { statistics: "s1" }, writes: { schema: "c1" } }),
      run("transform", "Transform", { reads: { examples: "e1", schema: "c1" }, writes: { transform_graph: "g1" } }),
      run("train", "Trainer", { reads: { transform_graph: "g1" }, writes: { model: "m1" } }),
    );
  });

  test("holds executions that failed and those that ran in another pipeline", () => {
    checkParts(
      "train",
      { up: "gen transform train" },
      run("gen", "CsvExampleGen", { pipeline: "ingestion", writes: { examples: "e1" } }),
      run("transform", "Transform", { state: "failed", reads: { examples: "e1" }, writes: { transform_graph: "g1" } }),
      run("train", "Trainer", { reads: { transform_graph: "g1" } }),
    );
  });

  test("holds the tuner whose hyperparameters were read", () => {
    checkParts(
      "train",
      { up: "gen tune train" },
      gen,
      run("tune", "Tuner", { reads: { examples: "e1" }, writes: { best_hyperparameters: "h1" } }),
      run("train", "Trainer", { reads: { hyperparameters: "h1" } }),
    );
  });

  test("ends at the analyzer cache of an earlier run", () => {
    checkParts(
      "train",
      { up: "gen2 transform2 train" },
      gen,
      run("transform1", "Transform", { reads: { examples: "e1" }, writes: { updated_analyzer_cache: "c1" } }),
      run("gen2", "CsvExampleGen", { writes: { examples: "e2" } }),
      run("transform2", "Transform", {
        reads: { examples: "e2", analyzer_cache: "c1" },
        writes: { transform_graph: "g2" },
      }),
      run("train", "Trainer", { reads: { transform_graph: "g2" } }),
    );
  });

  test("holds what is read under the analyzer cache's key and another key", () => {
    checkParts(
      "train",
      { up: "gen train" },
      gen,
      run("train", "Trainer", { reads: { analyzer_cache: "e1", examples: "e1" } }),
    );
  });

  test("is followed through a loop only once", () => {
    checkParts(
      "train",
      { up: "a b train" },
      run("a", "Transform", { reads: { transform_graph: "g2" }, writes: { transform_graph: "g1" } }),
      run("b", "Transform", { reads: { transform_graph: "g1" }, writes: { transform_graph: "g2" } }),
      run("train", "Trainer", { reads: { transform_graph: "g2" } }),
    );
  });
});

describe("makers", () => {
  test("are not the cached executions that only hand on what an earlier one made", () => {
    checkParts(
      "train",
      { up: "gen train" },
      run("cached1", "CsvExampleGen", { state: "cached", writes: { examples: "e1" } }),
      gen,
      run("cached2", "CsvExampleGen", { state: "cached", writes: { examples: "e1" } }),
      run("train", "Trainer", { reads: { examples: "e1" } }),
    );
  });

  test("are not resolvers", () => {
    checkParts(
      "train",
      { up: "gen train" },
      gen,
      run("resolver", "Resolver", { reads: { examples: "e1" }, writes: { examples: "e1" } }),
      run("train", "Trainer", { reads: { examples: "e1" } }),
    );
  });

  test("are the cached one with the lowest id where only cached ones are left", () => {
    checkParts(
      "train",
      { up: "import1 train" },
      run("resolver", "Resolver", { state: "cached", writes: { schema: "c1" } }),
      run("import1", "Importer", { state: "cached", writes: { schema: "c1" }, start: 10 }),
      run("import2", "Importer", { state: "cached", writes: { schema: "c1" }, start: 5 }),
      run("train", "Trainer", { reads: { schema: "c1" } }),
    );
  });

  test("are all the complete executions that wrote the same artifact", () => {
    checkParts(
      "train",
      { up: "import1 import2 train" },
      run("import1", "Importer", { writes: { schema: "c1" } }),
      run("import2", "Importer", { writes: { schema: "c1" } }),
      run("train", "Trainer", { reads: { schema: "c1" } }),
    );
  });

  test("are none where only a resolver wrote", () => {
    checkParts(
      "train",
      { up: "train" },
      run("resolver", "Resolver", { writes: { examples: "e1" } }),
      run("train", "Trainer", { reads: { examples: "e1" } }),
    );
  });
});

describe("a warm start", () => {
  const first = run("first", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } });

  test("from a model under base_model names the parent and leaves it outside", () => {
    checkParts(
      "second",
      { up: "gen second", parents: "first" },
      gen,
      first,
      run("second", "Trainer", { reads: { examples: "e1", base_model: "m1" }, writes: { model: "m2" } }),
    );
  });

  test("is known by the model whatever its key", () => {
    checkParts(
      "second",
      { up: "second", parents: "first" },
      gen,
      first,
      run("second", "Trainer", { reads: { pretrained: "m1" }, writes: { model: "m2" } }),
      artifact("m1", "Model"),
    );
  });

  test("counts where another member of Up read the model", () => {
    checkParts(
      "second",
      { up: "gen tune second", parents: "first" },
      gen,
      first,
      run("tune", "Tuner", { reads: { examples: "e1", model: "m1" }, writes: { best_hyperparameters: "h1" } }),
      run("second", "Trainer", { reads: { hyperparameters: "h1" }, writes: { model: "m2" } }),
    );
  });

  test("is not seen in other artifacts of a train execution, which are not followed either", () => {
    checkParts(
      "second",
      { up: "second", parents: "" },
      gen,
      run("first", "Trainer", { reads: { examples: "e1" }, writes: { model_run: "r1" } }),
      run("second", "Trainer", { reads: { model_run: "r1" } }),
    );
  });

  test("through a resolver names the train execution that made the model", () => {
    checkParts(
      "second",
      { up: "gen second", parents: "first" },
      gen,
      first,
      run("resolver", "Resolver", { writes: { model: "m1" } }),
      run("second", "Trainer", { reads: { examples: "e1", base_model: "m1" } }),
    );
  });

  test("from an imported model has no parent, and under base_model the importer stays outside", () => {
    checkParts(
      "train",
      { up: "gen train", parents: "" },
      gen,
      run("import", "Importer", { writes: { model: "m0" } }),
      run("train", "Trainer", { reads: { examples: "e1", base_model: "m0" } }),
    );
  });

  test("from its own model is none", () => {
    checkParts(
      "train",
      { up: "train", parents: "" },
      run("train", "Trainer", { reads: { base_model: "m1" }, writes: { model: "m1" } }),
    );
  });

  test("from several models names each maker once, by id", () => {
    checkParts(
      "third",
      { parents: "first second" },
      run("first", "Trainer", { writes: { model: ["m1", "m2"] } }),
      run("second", "Trainer", { writes: { model: "m3" } }),
      run("third", "Trainer", { reads: { base_model: ["m3", "m2", "m1"] } }),
    );
  });
});
