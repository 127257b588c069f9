import { eventType, MlmdWriter, storedState } from "../../generate/mlmdWriter.ts";

const start = Date.UTC(2026, 2, 1);

/** Writes a store of one pipeline: a span, so many models trained on it, the last of them deployed. */
export function writeStore(path: string, models: number): string {
  const store = new MlmdWriter(path, 10);
  const pipeline = store.context("pipeline", "taxi");
  let minutes = 0;
  const execution = (type: string): number => {
    const at = start + minutes++ * 60_000;
    const row = { type: store.type("execution", type), state: storedState.complete, createdAt: at };
    const id = store.execution({ ...row, updatedAt: at + 1500 });
    store.associate(pipeline, id);
    store.associate(store.context("node", `taxi.${type.slice(type.lastIndexOf(".") + 1)}`), id);
    return id;
  };
  const artifact = (type: string): number => store.artifact({ type: store.type("artifact", type) });
  const reads = (reader: number, read: number, key: string): number =>
    store.event({ artifact: read, execution: reader, type: eventType.input, key });
  const writes = (writer: number, written: number, key: string): number =>
    store.event({ artifact: written, execution: writer, type: eventType.output, key });
  const examples = artifact("Examples");
  writes(execution("tfx.components.example_gen.csv_example_gen.component.CsvExampleGen"), examples, "examples");
  let model = -1;
  for (let i = 0; i < models; i++) {
    const trainer = execution("tfx.components.trainer.component.Trainer");
    model = artifact("Model");
    reads(trainer, examples, "examples");
    writes(trainer, model, "model");
  }
  const pusher = execution("tfx.components.pusher.component.Pusher");
  reads(pusher, model, "model");
  writes(pusher, artifact("PushedModel"), "pushed_model");
  store.close();
  return path;
}
