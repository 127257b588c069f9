/** How parts of a line are set off from each other. */
export interface Colours {
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly information: (text: string) => string;
  readonly hint: (text: string) => string;
}

const same = (text: string): string => text;
const coded =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;

export const noColours: Colours = {
  strong: same,
  dim: same,
  error: same,
  warning: same,
  information: same,
  hint: same,
};

export const ansiColours: Colours = {
  strong: coded(1),
  dim: coded(2),
  error: coded(31),
  warning: coded(33),
  information: coded(36),
  hint: coded(2),
};

/** Colours where a terminal shows the text and the user has not set `NO_COLOR` (no-color.org). */
export const coloursFor = (isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): Colours =>
  isTerminal && !environment["NO_COLOR"] && environment["TERM"] !== "dumb" ? ansiColours : noColours;
