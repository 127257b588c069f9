import { makersOf } from "./special.ts";
import type { Graph, Group, Task } from "./values.ts";

/** A task or a group of tasks. */
export type Place = Task | Group;

/** What of a pipeline's graph waits for what else of it, among siblings: as KFP's compiler writes `dependentTasks`. */
export type Dependencies = ReadonlyMap<Place, ReadonlySet<Place>>;

const parentOf = (place: Place): Group | null => ("component" in place ? place.group : place.parent);

/** A place with the groups that it is in, outermost first. */
export function wayTo(place: Place): readonly Place[] {
  const way: Place[] = [];
  for (let at: Place | null = place; at && way.length < 200; at = parentOf(at)) way.unshift(at);
  return way;
}

/**
 * Dependencies only stand between siblings (`get_dependencies` of the SDK): where two tasks are in different groups, the outermost
 * group that holds one of them and not the other waits for that of the other.
 */
export function dependenciesOf({ tasks, root }: Graph): Dependencies {
  const found = new Map<Place, Set<Place>>();
  for (const group of root.groups) if (group.exitTask) found.set(group.exitTask, new Set([group]));
  for (const task of tasks) {
    for (const before of upstreamOf(task)) {
      const [from, to] = siblings(before, task);
      if (!from || !to || from === to) continue;
      const known = found.get(to) ?? new Set();
      known.add(from);
      found.set(to, known);
    }
  }
  return found;
}

/** The first two places at which the ways to two places part. */
function siblings(one: Place, other: Place): readonly [Place | undefined, Place | undefined] {
  const [left, right] = [wayTo(one), wayTo(other)];
  let at = 0;
  while (at < left.length && at < right.length && left[at] === right[at]) at++;
  return [left[at], right[at]];
}

/** What a task waits for: makers of what it takes, what it is ordered after, and what the conditions look at that it runs under. */
function upstreamOf(task: Task): Set<Place> {
  const channels = [...task.inputs.flatMap((input) => input.channels), ...task.looksAt];
  const groups = wayTo(task.group).filter((place): place is Group => !("component" in place));
  for (const group of groups) channels.push(...group.channels);
  const upstream = new Set<Place>(channels.flatMap(makersOf).map((maker) => maker.task));
  for (const before of [task, ...groups].flatMap(({ after }) => after)) upstream.add(before);
  upstream.delete(task);
  return upstream;
}
