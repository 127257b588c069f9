import type { DetectFormat } from "../format.ts";

/** DVC reads files of exactly these names; examples of it in documentation are called `<what>.dvc.yaml`. */
const isDvcYaml = (uri: string): boolean => /(?:^|[/\\.])dvc\.yaml(?:$|[?#])/i.test(uri);
export const isDvcLock = (uri: string): boolean => /(?:^|[/\\])dvc\.lock(?:$|[?#])/i.test(uri);

/** A `dvc.yaml` with stages (DVCLive writes some without), or a `dvc.lock`. */
export const detectDvc: DetectFormat = (uri, text) => {
  if (isDvcLock(uri)) return /\bcmd["']?\s*:/.test(text) ? "dvc" : null;
  return isDvcYaml(uri) && /(?:^|[\s{,"'])stages["']?\s*:/.test(text) ? "dvc" : null;
};
