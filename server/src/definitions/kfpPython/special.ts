import { optionsOf } from "../tfxPython/choices.ts";
import { mappingOf, sequenceOf } from "../tfxPython/heap.ts";
import type { Machine } from "../tfxPython/machine.ts";
import type { SpecialValue, Value } from "../tfxPython/values.ts";
import type { Channel, KfpValue, Task } from "./values.ts";

/** A value of this language as the interpreter hands it on. */
export const special = (value: KfpValue): SpecialValue => ({ type: "special", special: value });

/** What a value of the interpreter is to this language; null for one of Python. Nobody but this language makes special values. */
export const kfpOf = (value: Value): KfpValue | null => (value.type === "special" ? (value.special as KfpValue) : null);

/** A value that is taken from channels. */
export const channelsValue = (channels: readonly Channel[], composed = false): SpecialValue =>
  special({ kind: "channels", channels, composed });

/** Values in values that are looked into. */
const maxValues = 2000;

/**
 * The channels that a value is taken from, each once, in lists and dictionaries, too. `composed`: there is more to the value than one
 * channel. A task stands for its only output.
 */
export function channelsIn(
  machine: Machine,
  value: Value,
): { readonly channels: readonly Channel[]; readonly composed: boolean } {
  const found: Channel[] = [];
  const work: Value[] = [value];
  let composed = value.type === "sequence" || value.type === "mapping";
  for (let at = 0; at < work.length && at < maxValues; at++) {
    for (const option of optionsOf(work[at] ?? value)) {
      const own = kfpOf(option);
      if (own?.kind === "channels") {
        for (const channel of own.channels)
          if (!found.some((other) => sameChannel(other, channel))) found.push(channel);
        composed ||= own.composed;
      } else if (option.type === "sequence") {
        for (const item of sequenceOf(machine, option).items) work.push(item.value);
      } else if (option.type === "mapping") {
        for (const entry of mappingOf(machine, option).entries.values()) work.push(entry.value);
      }
    }
  }
  return { channels: found, composed };
}

/** What a loop takes of channels in turn, or what is collected of them. Of what is such itself, what that is taken from. */
export function gathered(from: "item" | "collected", channels: readonly Channel[]): Channel {
  const of: Channel[] = [];
  for (const channel of channels) {
    const sources = channel.from === "item" || channel.from === "collected" ? channel.of : [channel];
    for (const source of sources) if (!of.some((other) => sameChannel(other, source))) of.push(source);
  }
  return { from, of, carries: channels[0]?.carries ?? "parameter" };
}

/** Whether two channels carry the same. */
export function sameChannel(left: Channel, right: Channel): boolean {
  if (left === right) return true;
  if (left.from === "task") return right.from === "task" && left.task === right.task && left.output === right.output;
  if (left.from === "parameter") return right.from === "parameter" && left.name === right.name;
  if (right.from !== left.from || left.of.length !== right.of.length) return false;
  return left.of.every((channel, index) => {
    const other = right.of[index];
    return other !== undefined && sameChannel(channel, other);
  });
}

/** The tasks whose outputs a channel is taken from. */
export function makersOf(channel: Channel): readonly { readonly task: Task; readonly output: string }[] {
  if (channel.from === "task") return [{ task: channel.task, output: channel.output }];
  return channel.from === "parameter" ? [] : channel.of.flatMap(makersOf);
}
