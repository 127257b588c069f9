import type { DetectFormat } from "../format.ts";

/** An MLflow project: a file of this one name, with entry points. */
export const detectMlproject: DetectFormat = (uri, text) =>
  /(?:^|[/\\])MLproject(?:$|[?#])/i.test(uri) && /\bentry_points["']?\s*:/.test(text) ? "mlproject" : null;
