import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProtocolConnection } from "vscode-languageserver/node";
import { requests, type Status } from "../../server/src/protocol.ts";
import { generateStore, type StoreOptions } from "../generate/generateStore.ts";
import { until } from "./documents.ts";

/** A folder of its own for one test. */
export interface TestFolder {
  readonly path: string;
  /** Writes a file and gives its URI. */
  file(name: string, text: string): string;
  uri(name: string): string;
  /** Generates a metadata store. */
  store(name: string, options: StoreOptions): string;
  remove(): void;
}

export function testFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "graphlet-workspace-"));
  const place = (name: string): string => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  };
  const uri = (name: string): string => pathToFileURL(join(path, name)).href;
  return {
    path,
    file(name, text) {
      writeFileSync(place(name), text);
      return uri(name);
    },
    uri,
    store(name, options) {
      const file = place(name);
      generateStore(file, options);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** History of {@link pipelineText}: two trainers, of which nobody deploys the second's models. */
export const history: StoreOptions = {
  pipelines: ["taxi"],
  shape: { trainers: ["Trainer", "Trainer.challenger"] },
  runs: 20,
  seed: 3,
};

/** What a pipeline's text is made of besides its nodes. */
export interface PipelineText {
  readonly name?: string;
  /** Path of the store as written; none where not given. */
  readonly store?: string;
}

/** A pipeline with a challenger that repeats the trainer and that nothing takes. */
export const pipelineText = ({ name = "taxi", store }: PipelineText = {}): string => `from tfx import v1 as tfx


def create_pipeline():
    example_gen = tfx.components.CsvExampleGen(input_base="data")
    statistics_gen = tfx.components.StatisticsGen(examples=example_gen.outputs["examples"])
    schema_gen = tfx.components.SchemaGen(statistics=statistics_gen.outputs["statistics"])
    transform = tfx.components.Transform(
        examples=example_gen.outputs["examples"], schema=schema_gen.outputs["schema"], module_file="transform.py"
    )
    trainer = tfx.components.Trainer(
        module_file="trainer.py",
        examples=transform.outputs["transformed_examples"],
        transform_graph=transform.outputs["transform_graph"],
    )
    challenger = tfx.components.Trainer(
        module_file="trainer.py",
        examples=transform.outputs["transformed_examples"],
        transform_graph=transform.outputs["transform_graph"],
    ).with_id("Trainer.challenger")
    evaluator = tfx.components.Evaluator(examples=example_gen.outputs["examples"], model=trainer.outputs["model"])
    pusher = tfx.components.Pusher(model=trainer.outputs["model"], model_blessing=evaluator.outputs["blessing"])
    return tfx.dsl.Pipeline(
        pipeline_name="${name}",
        pipeline_root="root",${
          store === undefined
            ? ""
            : `
        metadata_connection_config=tfx.orchestration.metadata.sqlite_metadata_connection_config("${store}"),`
        }
        components=[example_gen, statistics_gen, schema_gen, transform, trainer, challenger, evaluator, pusher],
    )
`;

/** The status of a definition, once nothing is being read or looked for any more. */
export const settled = (connection: ProtocolConnection, uri: string): Promise<Status> =>
  until(
    "a settled status",
    () => connection.sendRequest<Status>(requests.status, { uri }),
    ({ state }) => state !== "reading",
  );
