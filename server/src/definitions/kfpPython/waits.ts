import { type Instance, idsOf } from "./instances.ts";
import { type Place, wayTo } from "./order.ts";
import type { Task } from "./values.ts";

/** Ids of nodes that a node waits for, a list for each place that it names. */
export type Waits = readonly (readonly string[])[];

/** Ids below a place, up to this many. */
const maxInside = 500;

/**
 * What a task waits for: what it depends on itself, else what the group around it does, and so on outward. A group stands for all of
 * its nodes; the same rule as for compiled pipelines.
 */
export function waitsIn(instance: Instance, ahead: Waits): (task: Task) => Waits {
  const { dependencies, graph } = instance;
  const expanded = new Map<Place, readonly string[]>();
  const inside = (place: Place): readonly string[] => {
    const known = expanded.get(place);
    if (known) return known;
    const tasks = "component" in place ? [place] : graph.tasks.filter((task) => wayTo(task).includes(place));
    const ids = tasks.flatMap((task) => [...idsOf(instance, task)]).slice(0, maxInside);
    expanded.set(place, ids);
    return ids;
  };
  return (task) => {
    for (const place of wayTo(task).slice(1).toReversed()) {
      const own = dependencies.get(place);
      if (own && own.size > 0) return [...own].map(inside);
    }
    return ahead;
  };
}
