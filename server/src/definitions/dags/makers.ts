import type { Carries, DefinitionProblem } from "../../model/definition.ts";
import type { Dags, Selector, Source } from "./model.ts";
import type { Frame, Place } from "./places.ts";

/** An output of a node that is executed. */
export interface Maker {
  readonly node: string;
  readonly output: string;
}

/** Finds makers over the borders of dags. One for a specification: it remembers what it found. */
export interface Makers {
  /** Who may make what an input takes; none where it comes from outside or stands in the text. */
  ofSource(frame: Frame, source: Source): readonly Maker[];
  readonly problems: readonly DefinitionProblem[];
}

/** An input that more than this many may make is cut there. */
const maxMakers = 200;

export function makersIn(dags: Dags): Makers {
  const problems = new Map<unknown, DefinitionProblem>();
  const known = new Map<Place, Map<string, readonly Maker[]>>();

  const ofSource = (frame: Frame, source: Source): readonly Maker[] => {
    if (source.kind === "task") return ofSelector(frame, source.from);
    if (source.kind === "several") return source.sources.flatMap((one) => ofSource(frame, one));
    return source.kind === "dag" ? ofDagInput(frame, source.name) : [];
  };

  /** Up: what the task around the dag is given. */
  const ofDagInput = (frame: Frame, name: string): readonly Maker[] => {
    const { parent, task } = frame;
    if (!parent || !task) return [];
    const given = task.inputs.get(name);
    if (given) return ofSource(parent, given.source);
    const { iterator } = task;
    const items = iterator?.item === name && iterator.input !== null ? task.inputs.get(iterator.input) : undefined;
    return items ? ofSource(parent, items.source) : [];
  };

  /** Down: what leaves a dag was made inside it. */
  const ofSelector = (frame: Frame, selector: Selector): readonly Maker[] => {
    const place = frame.places.get(selector.task.text);
    if (selector.every && place) return ofEvery(frame, selector, place, selector.every);
    const output = selector.output.text;
    if (!place) return [{ node: frame.prefix + selector.task.text, output }];
    if (!place.inner) return [{ node: place.id, output }];
    let outputs = known.get(place);
    if (!outputs) {
      outputs = new Map();
      known.set(place, outputs);
    }
    const before = outputs.get(output);
    if (before) return before;
    // A dag whose output leads back to itself has no maker.
    outputs.set(output, []);
    const makers = ofDagOutput(place.inner, selector);
    outputs.set(output, makers);
    return makers;
  };

  const ofEvery = (frame: Frame, { task }: Selector, { component }: Place, carries: Carries): readonly Maker[] =>
    [...(component?.outputs.values() ?? [])]
      .filter((port) => port.carries === carries)
      .flatMap((port) => ofSelector(frame, { task, output: port.key }))
      .slice(0, maxMakers);

  const ofDagOutput = (inner: Frame, selector: Selector): readonly Maker[] => {
    const selectors = inner.dag.outputs.get(selector.output.text);
    if (!selectors) {
      const task = selector.task.text.slice(0, 200);
      const message = `\`${task}\` has no output \`${selector.output.text.slice(0, 200)}\`. Declare it in the outputs of its dag, or correct the name.`;
      problems.set(selector, { code: "unknown-output", message, location: dags.locate(selector.output) });
      return [];
    }
    const makers = new Map<string, Maker>();
    for (const one of selectors) {
      for (const maker of ofSelector(inner, one)) makers.set(`${maker.node}\n${maker.output}`, maker);
      if (makers.size >= maxMakers) break;
    }
    return [...makers.values()].slice(0, maxMakers);
  };

  return {
    ofSource,
    get problems() {
      return [...problems.values()];
    },
  };
}
