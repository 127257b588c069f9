import { optionsOf, textOfValue } from "./choices.ts";
import type { Made } from "./values.ts";

/**
 * Id of a component: what `.with_id(…)` says, else `Class.name` of an `instance_name` (TFX up to 0.2x), else the class's
 * name. Null where it is worked out at run time.
 */
export function idOf(made: Made): string | null {
  if (made.id) return textOfValue(made.id) ?? firstText(made);
  const instance = made.arguments.find(({ name }) => name === "instance_name");
  if (!instance) return made.class.name;
  const name = textOfValue(instance.value);
  return name === null ? null : `${made.class.name}.${name}`;
}

function firstText(made: Made): string | null {
  for (const option of made.id ? optionsOf(made.id) : []) {
    const text = textOfValue(option);
    if (text !== null) return text;
  }
  return null;
}
