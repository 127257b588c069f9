/**
 * Node says at the first use of its SQLite that it is experimental. People who run a command need not know which SQLite
 * reads their store: that one warning is dropped, all others are shown. Imported for its effect, before anything else.
 */
const emitWarning = process.emitWarning.bind(process) as (...args: readonly unknown[]) => void;

process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]): void => {
  const text = typeof warning === "string" ? warning : warning.message;
  if (text.startsWith("SQLite is an experimental feature")) return;
  emitWarning(warning, ...rest);
};
