import { unknown, wordsOf } from "../tfxPython/choices.ts";
import { givenOf } from "../tfxPython/given.ts";
import type { Machine } from "../tfxPython/machine.ts";
import type { Place, Value } from "../tfxPython/values.ts";
import { channelsIn, channelsValue, gathered, kfpOf, special } from "./special.ts";
import { askIn, type Context, newGroup, type State } from "./state.ts";
import type { Channel, ControlValue, Group } from "./values.ts";

/** A block that was entered. */
export interface Entered {
  readonly as: Value;
  leave(): void;
}

/** Enters `with dsl.If(…):` and the like, with the numbers that KFP's compiler gives (`tasks_group.py` of the SDK). */
export function enterBlock(state: State, machine: Machine, value: ControlValue, place: Place): Entered | null {
  const { context } = state;
  if (!context) return { as: unknown, leave: () => undefined };
  switch (value.control) {
    case "If":
      return enterIf(machine, context, value, place);
    case "Elif":
    case "Else":
      return enterBranch(machine, context, value, place);
    case "ParallelFor":
      return enterLoop(machine, context, value);
    case "ExitHandler":
      return enterExitHandler(context, value);
  }
}

function push(context: Context, group: Group): void {
  context.group.groups.push(group);
  context.group = group;
}

const leaving = (context: Context, before: Group, as: Value): Entered => ({
  as,
  leave: () => {
    context.group = before;
  },
});

/** What a condition says: its words, and the channels that it looks at. */
function conditionOf(
  machine: Machine,
  context: Context,
  { given }: ControlValue,
): { words: string; channels: readonly Channel[] } {
  const argument = givenOf(given).argument("condition", 0);
  if (!argument) return { words: "?", channels: [] };
  const own = kfpOf(argument.value);
  if (argument.value.type === "constant" && argument.value.value === false) {
    askIn(
      context,
      "never-true",
      "This condition is false whatever runs before it: what is under it never runs.",
      argument.place,
    );
  }
  const channels = own?.kind === "condition" ? own.channels : channelsIn(machine, argument.value).channels;
  return { words: wordsOf(argument.place.source, argument.place.span), channels };
}

function enterIf(machine: Machine, context: Context, value: ControlValue, _place: Place): Entered {
  const before = context.group;
  const { words, channels } = conditionOf(machine, context, value);
  const group = newGroup("condition", before, {
    number: ++context.groups,
    words,
    negated: [negation(words)],
    channels,
    control: "If",
    after: value.after,
  });
  push(context, group);
  return leaving(context, before, special({ kind: "group", group }));
}

const negation = (words: string): string => `not (${words})`;

/** The `Elif` or `Else` of the group before: the first of them puts all branches into a group of their own. */
function enterBranch(machine: Machine, context: Context, value: ControlValue, place: Place): Entered {
  const previous = context.group.groups.at(-1);
  if (!previous || (previous.control !== "If" && previous.control !== "Elif")) {
    askIn(context, "not-determined", `There is no \`dsl.If\` before this \`dsl.${value.control}\`.`, place);
  }
  const negated = previous?.negated ?? [];
  const before = previous?.channels ?? [];
  const own = value.control === "Elif" ? conditionOf(machine, context, value) : null;
  const outer = context.group;
  if (previous && previous.control !== "Elif") wrap(context, previous);
  const parent = context.group;
  const words = own ? [...negated, own.words] : negated;
  const group = newGroup("condition", parent, {
    number: ++context.groups,
    words: words.join(" and ") || null,
    negated: own ? [...negated, negation(own.words)] : negated,
    channels: own ? [...before, ...own.channels] : before,
    control: value.control,
    after: value.after,
  });
  push(context, group);
  const back = value.control === "Else" && parent.kind === "condition-branches" ? (parent.parent ?? outer) : parent;
  return leaving(context, back, special({ kind: "group", group }));
}

/** Puts the last group into a new one of branches, which takes its number and gives it the next. */
function wrap(context: Context, last: Group): void {
  const parent = context.group;
  parent.groups.pop();
  const branches = newGroup("condition-branches", parent, { number: last.number });
  last.number = ++context.groups;
  last.parent = branches;
  branches.groups.push(last);
  push(context, branches);
}

function enterLoop(machine: Machine, context: Context, value: ControlValue): Entered {
  const argument = givenOf(value.given).argument("items", 0);
  const found = argument ? channelsIn(machine, argument.value) : { channels: [], composed: true };
  const overChannel = found.channels.length > 0 && !found.composed;
  // A list that the text itself holds takes a number for the name of its items.
  if (!overChannel) context.groups++;
  const before = context.group;
  const group = newGroup("for-loop", before, {
    number: ++context.groups,
    words: argument ? `for each of ${wordsOf(argument.place.source, argument.place.span)}` : "in a loop",
    control: "ParallelFor",
    items: found.channels,
    after: value.after,
  });
  push(context, group);
  return leaving(context, before, channelsValue([gathered("item", overChannel ? found.channels : [])]));
}

function enterExitHandler(context: Context, value: ControlValue): Entered {
  const argument = givenOf(value.given).argument("exit_task", 0);
  const own = argument ? kfpOf(argument.value) : null;
  const exitTask = own?.kind === "task" ? own.task : null;
  if (exitTask) {
    exitTask.isTask = true;
    exitTask.group = context.root;
  }
  const before = context.group;
  const group = newGroup("exit-handler", before, {
    number: ++context.groups,
    control: "ExitHandler",
    exitTask,
    after: value.after,
  });
  push(context, group);
  return leaving(context, before, special({ kind: "group", group }));
}
