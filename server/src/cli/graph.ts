import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { err, ok, type Result } from "../model/result.ts";
import type { GraphView } from "../protocol.ts";
import { dotOf } from "../views/export/dot.ts";
import { mermaidOf } from "../views/export/mermaid.ts";
import { selectedView } from "../views/selectable.ts";
import { drawing, svgText } from "./graph/drawing.ts";
import { graphJson } from "./graph/graphJson.ts";
import { viewOf } from "./graph/viewOf.ts";
import type { GraphOptions } from "./graphOptions.ts";
import { jsonText } from "./jsonText.ts";

/** Nodes that are laid out at most. */
const mostNodes = 20_000;

/** `graphlet graph TRACE|DEFINITION`: what it prints, in chunks, or why it could not run. */
export async function graph(
  file: string,
  options: GraphOptions,
  now: number,
): Promise<Result<Iterable<string>, string>> {
  const whole = await viewOf(file, options, now);
  if (!whole.ok) return whole;
  const view = options.select ? selectedView(whole.value, options.select) : whole.value;
  if (view.nodes.length === 0) {
    const cure = options.select ? "Take another --select." : "Name another --pipeline.";
    return err(`${basename(file)}: nothing to draw. ${cure}`);
  }
  if (view.nodes.length > mostNodes)
    return err(`${basename(file)}: ${view.nodes.length} nodes, more than ${mostNodes}. Narrow it with --select.`);
  const text = textOf(view, options);
  if (options.output === null) return ok([text]);
  try {
    await writeFile(options.output, text);
    return ok([]);
  } catch (error) {
    return err(
      `${options.output}: cannot be written (${error instanceof Error ? error.message : error}). Check the path.`,
    );
  }
}

function textOf(view: GraphView, { format, direction }: GraphOptions): string {
  switch (format) {
    case "dot":
      return dotOf(view, direction);
    case "mermaid":
      return mermaidOf(view, direction);
    case "json":
      return jsonText(graphJson(view, drawing(view, direction)));
    case "svg":
      return svgText(drawing(view, direction));
  }
}
