import { guessOperatorKind } from "../../model/guessKind.ts";
import type { OperatorKind } from "../../model/kinds.ts";

/** Names of the scripts and modules that a command runs: `train` of `python src/train.py`, `python -m pkg.train`. */
export function scriptsOf(command: string): readonly string[] {
  const words = command.slice(0, 2000).split(/[\s;&|]+/);
  return words.flatMap((word, index) => {
    if (words[index - 1] === "-m") return [word.slice(word.lastIndexOf(".") + 1)];
    const script = /([^/\\]+)\.(?:py|sh|r|jl|ipynb|js|ts)$/i.exec(word);
    return script?.[1] ? [script[1]] : [];
  });
}

/** The kind that the first name says of which any word is known; null where none is. */
export function firstGuess(names: readonly string[]): OperatorKind | null {
  for (const name of names) {
    const guess = guessOperatorKind(name);
    if (guess) return guess;
  }
  return null;
}
