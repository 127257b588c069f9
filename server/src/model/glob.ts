/** Says whether a name or path fits a pattern. */
export type Glob = (text: string) => boolean;

/** A step of a compiled pattern; what it takes is said by its type. */
type Step =
  | { readonly type: "character"; readonly value: string }
  | { readonly type: "class"; readonly ranges: readonly (readonly [string, string])[]; readonly negated: boolean }
  /** One character, not the separator. */
  | { readonly type: "one" }
  /** Any characters, not the separator. */
  | { readonly type: "some" }
  /** Any characters. */
  | { readonly type: "all" }
  /** Any number of whole folders, each with its separator. */
  | { readonly type: "folders" };

const maxAlternatives = 64;
const maxPatternLength = 1000;

/**
 * Compiles a glob: `*` and `?` stop at the separator, `**` does not and as a folder of its own stands for none as well, `[a-z]`, `[!a]`
 * and `{a,b}` are known, a backslash takes the next character as it is. Without a separator (`null`: for names) `*` takes everything.
 * Matching is case-sensitive, over the whole text, and takes time proportional to text × pattern: no pattern is slow.
 */
export function glob(pattern: string, separator: "/" | null = null): Glob {
  const alternatives = braces(pattern.slice(0, maxPatternLength)).map((one) => parse(one, separator));
  return (text) => alternatives.some((steps) => fits(steps, text, separator));
}

/** Writes `a{b,c}` out as `ab` and `ac`, nested ones too; what is not closed, or would become too many, stays as it is written. */
function braces(pattern: string): readonly string[] {
  let open = -1;
  let depth = 0;
  const commas: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === "\\") at++;
    else if (character === "{") {
      if (depth++ === 0) open = at;
    } else if (character === "," && depth === 1) commas.push(at);
    else if (character === "}" && depth > 0 && --depth === 0) {
      if (commas.length === 0) continue;
      const cuts = [open, ...commas, at];
      const heads = cuts.slice(1).map((end, index) => pattern.slice((cuts[index] ?? 0) + 1, end));
      const tails = braces(pattern.slice(at + 1));
      const written = heads.flatMap((head) => braces(head)).flatMap((head) => tails.map((tail) => head + tail));
      if (written.length > maxAlternatives) return [pattern];
      return written.map((rest) => pattern.slice(0, open) + rest);
    }
  }
  return [pattern];
}

function parse(pattern: string, separator: string | null): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    if (character === "\\" && at + 1 < pattern.length) steps.push({ type: "character", value: pattern[++at] ?? "" });
    else if (character === "?") steps.push({ type: "one" });
    else if (character === "*") {
      let stars = 1;
      while (pattern[at + 1] === "*") {
        stars++;
        at++;
      }
      const own = separator !== null && stars > 1 && (at - stars < 0 || pattern[at - stars] === separator);
      if (own && pattern[at + 1] === separator) {
        at++;
        steps.push({ type: "folders" });
      } else steps.push({ type: stars > 1 || separator === null ? "all" : "some" });
    } else if (character === "[") {
      const close = pattern.indexOf("]", at + 2);
      if (close < 0) steps.push({ type: "character", value: character });
      else {
        steps.push(characterClass(pattern.slice(at + 1, close)));
        at = close;
      }
    } else steps.push({ type: "character", value: character });
  }
  return steps;
}

function characterClass(body: string): Step {
  const negated = body[0] === "!" || body[0] === "^";
  const ranges: (readonly [string, string])[] = [];
  for (let at = negated ? 1 : 0; at < body.length; at++) {
    const from = body[at] ?? "";
    const to = body[at + 2];
    if (body[at + 1] === "-" && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return { type: "class", ranges, negated };
}

/** Runs all ways through the pattern side by side: state 2i stands before step i, 2i + 1 inside a folder of step i. */
function fits(steps: readonly Step[], text: string, separator: string | null): boolean {
  let now = new Set<number>();
  enter(now, 0, steps);
  for (const character of text) {
    const next = new Set<number>();
    for (const state of now) {
      const index = state >> 1;
      const step = steps[index];
      if (step === undefined) continue;
      if (step.type === "folders") {
        if (character === separator) enter(next, index, steps);
        else next.add(2 * index + 1);
      } else if (step.type === "all" || step.type === "some") {
        if (step.type === "all" || character !== separator) enter(next, index, steps);
      } else if (takes(step, character, separator)) enter(next, index + 1, steps);
    }
    if (next.size === 0) return false;
    now = next;
  }
  return now.has(2 * steps.length);
}

/** Adds the state before a step, and those after it where it may take nothing. */
function enter(states: Set<number>, index: number, steps: readonly Step[]): void {
  for (let at = index; ; at++) {
    if (states.has(2 * at)) return;
    states.add(2 * at);
    const type = steps[at]?.type;
    if (type !== "all" && type !== "some" && type !== "folders") return;
  }
}

function takes(step: Step, character: string, separator: string | null): boolean {
  if (step.type === "character") return step.value === character;
  if (character === separator) return false;
  if (step.type === "one") return true;
  return (
    step.type === "class" && step.ranges.some(([from, to]) => from <= character && character <= to) !== step.negated
  );
}
