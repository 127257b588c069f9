/** The output channel: what went on, for who asks. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  /** With the stack where there is one. */
  error(text: string, cause?: unknown): void;
}

/** A cause in words, with its stack where it has one. */
export function describe(cause: unknown): string {
  if (cause instanceof Error) return cause.stack ?? cause.message;
  return String(cause);
}
