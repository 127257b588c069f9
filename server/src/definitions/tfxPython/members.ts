import { optionsOf, textOfValue } from "./choices.ts";
import { bothOf, type Conditions } from "./conditions.ts";
import { idOf } from "./ids.ts";
import type { OpenQuestion } from "./machine.ts";
import type { Item, Made, PipelineMade } from "./values.ts";

/** A component as a node of a pipeline. */
export interface Member {
  readonly made: Made;
  /** With the ids of the pipelines around it, joined by `/`. */
  readonly id: string;
  readonly conditions: Conditions;
  /** The entry of the list that brought it; several components of one entry are alternatives. */
  readonly item: object;
}

/** The nodes of a pipeline and of those within it. */
export interface Members {
  readonly list: readonly Member[];
  /** Nested pipelines: id → ids of the nodes in it. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly pipelines: ReadonlyMap<PipelineMade, string>;
  readonly questions: readonly OpenQuestion[];
}

const maxMembers = 5000;
const maxNesting = 10;

/** Lists the members of a pipeline, nested ones in their place. `more`: components that the list is still to get. */
export function membersOf(pipeline: PipelineMade, more: readonly Made[]): Members {
  const list: Member[] = [];
  const groups = new Map<string, string[]>();
  const pipelines = new Map<PipelineMade, string>();
  const questions: OpenQuestion[] = [];
  const outer = pipeline.conditions;
  const visit = (items: readonly Item[], prefix: string, around: readonly string[], conditions: Conditions): void => {
    for (const item of items) {
      for (const option of optionsOf(item.value)) {
        if (list.length >= maxMembers) return;
        if (option.type === "made") {
          const id = prefix + componentId(option.made, questions);
          const all = bothOf(bothOf(option.made.conditions, item.conditions), conditions);
          list.push({ made: option.made, id, conditions: without(all, outer), item });
          for (const group of around) groups.get(group)?.push(id);
        } else if (option.type === "pipeline" && around.length < maxNesting) {
          const inner = option.pipeline;
          const id = prefix + pipelineId(inner);
          groups.set(id, []);
          pipelines.set(inner, id);
          const inside = bothOf(bothOf(inner.conditions, item.conditions), conditions);
          visit(inner.members, `${id}/`, [...around, id], inside);
        } else if (option.type !== "constant") {
          questions.push(notUnderstood(item));
        }
      }
    }
  };
  visit(pipeline.members, "", [], []);
  const known = new Set(list.map(({ made }) => made));
  for (const made of more) {
    if (known.has(made)) continue;
    list.push({ made, id: componentId(made, questions), conditions: without(made.conditions, outer), item: made });
  }
  return { list, groups, pipelines, questions };
}

const without = (conditions: Conditions, outer: Conditions): Conditions =>
  conditions.filter((condition) => !outer.some((other) => other.site === condition.site));

function componentId(made: Made, questions: OpenQuestion[]): string {
  const id = idOf(made);
  if (id !== null) return id;
  const place = { source: made.source, span: made.span };
  const message = `The id of this ${made.class.name} is worked out at run time, so it is taken for its class's name.`;
  questions.push({ code: "not-determined", message, place });
  return made.class.name;
}

const pipelineId = (pipeline: PipelineMade): string =>
  (pipeline.id ? textOfValue(pipeline.id) : null) ?? textOfValue(pipeline.name) ?? "pipeline";

const notUnderstood = ({ place }: Item): OpenQuestion => ({
  code: "not-determined",
  message: "The text does not tell which component this is.",
  place,
});

/** Every component that is a member of a pipeline, of nested ones too. */
export function claimed(pipelines: readonly PipelineMade[]): ReadonlySet<Made> {
  const made = new Set<Made>();
  const visit = (pipeline: PipelineMade, depth: number): void => {
    for (const item of pipeline.members) {
      for (const option of optionsOf(item.value)) {
        if (option.type === "made") made.add(option.made);
        else if (option.type === "pipeline" && depth < maxNesting) visit(option.pipeline, depth + 1);
      }
    }
  };
  for (const pipeline of pipelines) visit(pipeline, 0);
  return made;
}
