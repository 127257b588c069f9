import { readFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../../../vscode/fixtures/formats");
const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");

/** Two tasks and a nested pipeline with a third. */
export const kfpYaml = read("compiled/taxi.yaml");
/** Two nodes of TFX. */
export const pbtxt = read("ir/taxi.pbtxt");
/** Three stages in a row. */
export const dvcYaml = read("dvc.yaml");

export const python = `from tfx import v1 as tfx

gen = tfx.components.CsvExampleGen(input_base="data")
trainer = tfx.components.Trainer(examples=gen.outputs["examples"], module_file="t.py")
pusher = tfx.components.Pusher(model=trainer.outputs["model"])
p = tfx.dsl.Pipeline(pipeline_name="taxi", pipeline_root="r", components=[gen, trainer, pusher])
`;
