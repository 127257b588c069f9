import { artifact, type ExecutionSpec, run, type Step } from "./traceBuilder.ts";

/** A model trained on some spans; a span of the same name in two models has the same content. */
export function model(name: string, spans: readonly string[], spec: ExecutionSpec = {}): readonly Step[] {
  return [
    ...spans.map((span) => run(`gen-${name}-${span}`, "CsvExampleGen", { writes: { examples: `e-${name}-${span}` } })),
    ...spans.map((span) => artifact(`e-${name}-${span}`, "Examples", { content: span, span })),
    run(name, "Trainer", {
      reads: { examples: spans.map((span) => `e-${name}-${span}`) },
      writes: { model: `m-${name}` },
      ...spec,
    }),
  ];
}

/** The push that deployed a {@link model}. */
export const deployed = (name: string): Step =>
  run(`push-${name}`, "Pusher", { reads: { model: `m-${name}` }, writes: { pushed_model: `p-${name}` } });
