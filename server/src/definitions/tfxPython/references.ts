import { optionsOf } from "./choices.ts";
import type { Made, Place, Reference, Value } from "./values.ts";

/** Notes that a component is referred to, once for each place and role. */
export function refer(
  made: Made,
  role: Reference["role"],
  { source, span }: Place,
  output: string | null = null,
): void {
  const same = (other: Reference): boolean =>
    other.role === role && other.source === source && other.span.from === span.from && other.span.to === span.to;
  if (!made.references.some(same)) made.references.push({ role, output, source, span });
}

/** Notes it for every component that a value may be. */
export function referAll(value: Value, role: Reference["role"], place: Place): void {
  for (const option of optionsOf(value)) {
    if (option.type === "made") refer(option.made, role, place);
  }
}

/** Notes the use of a channel for each of its makers, where the place is not the channel's own. */
export function referChannel(value: Value, place: Place): void {
  for (const option of optionsOf(value)) {
    if (option.type !== "channel") continue;
    for (const { made, output } of option.makers) {
      const known = made?.references.some(
        (other) =>
          other.role === "channel" &&
          other.source === place.source &&
          place.span.from <= other.span.from &&
          other.span.to <= place.span.to,
      );
      if (made && !known) refer(made, "channel", place, output);
    }
  }
}
