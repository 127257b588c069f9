import { Random } from "../random.ts";
import { type FleetOptions, usualAssumptions } from "./assumptions.ts";
import { type Character, characterOf } from "./character.ts";
import { apportion, logNormal } from "./distributions.ts";
import type { FleetExecution } from "./happening.ts";
import { pipelineLife } from "./life.ts";

export interface FleetPipeline {
  readonly character: Character;
  /** What it ran, in order of start; made anew, and the same, each time. */
  readonly executions: () => Iterable<FleetExecution>;
}

/** The pipelines of a fleet. The same options give the same fleet; a pipeline does not depend on those before it but for its number of models. */
export function fleetPipelines({ pipelines, models, seed = 1, assumptions }: FleetOptions): readonly FleetPipeline[] {
  const assumed = { ...usualAssumptions, ...assumptions };
  const random = new Random(seed);
  const weights = Array.from({ length: pipelines }, () => logNormal(random, 1, assumed.cadenceSpread));
  const counts = apportion(weights, models, Math.min(3, Math.floor(models / pipelines)));
  return counts.map((count, index) => {
    const name = `pipeline-${String(index + 1).padStart(String(pipelines).length, "0")}`;
    const own = seed * 1_000_003 + index;
    const character = characterOf(new Random(own), name, count, assumed);
    return { character, executions: () => pipelineLife(character, new Random(own ^ 0x5bd1e995), assumed) };
  });
}
