import axe, { type AxeResults } from "axe-core";
import type { Panel } from "./panel.ts";

/** What axe finds, as `rule: element`. */
export async function violations(panel: Panel): Promise<string[]> {
  const loaded = await panel.page.evaluate(() => "axe" in window);
  if (!loaded) await panel.page.evaluate(axe.source);
  const results = await panel.page.evaluate(
    () => (window as unknown as { axe: typeof axe }).axe.run() as Promise<AxeResults>,
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
