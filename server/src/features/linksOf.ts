import type { DocumentLink } from "vscode-languageserver-types";
import type { Definition, PipelineDefinition } from "../model/definition.ts";
import type { Location } from "../model/text.ts";

/** What links need to know of other files. */
export interface LinkHost {
  /** URI of a file that a definition names by a path from its folder; null where it is not there, or not in the workspace. */
  resolve(fromUri: string, path: string): Promise<string | null>;
  /** Where the pipeline of a name is written in Python; null where no file of the workspace has it. */
  source(pipeline: string): Promise<Location | null>;
}

/** Links that are looked up in one document at most. */
const most = 500;

/** Places of one document that name a file of the workspace or a page: those of which the file is there. */
export async function linksOf(definition: Definition, uri: string, host: LinkHost): Promise<readonly DocumentLink[]> {
  const written = definition.links.filter(({ location }) => location.uri === uri).slice(0, most);
  const resolved = await Promise.all(
    written.map(async ({ location, target, title }): Promise<DocumentLink[]> => {
      const address = isPage(target) ? target : await host.resolve(definition.uri, target);
      return address === null ? [] : [{ range: location.range, target: address, tooltip: title }];
    }),
  );
  const sources = await Promise.all(
    definition.pipelines.map((pipeline) => sourceLink(definition, pipeline, uri, host)),
  );
  return [...resolved, ...sources].flat();
}

/** From a compiled pipeline's name to the Python that it was compiled from. */
async function sourceLink(
  { format }: Definition,
  { name, nameLocation }: PipelineDefinition,
  uri: string,
  host: LinkHost,
): Promise<DocumentLink[]> {
  const isCompiled = format === "kfp-ir" || format === "tfx-ir" || format === "argo";
  if (!isCompiled || name === null || nameLocation?.uri !== uri) return [];
  const source = await host.source(name);
  if (!source) return [];
  const target = `${source.uri}#L${source.range.start.line + 1}`;
  return [{ range: nameLocation.range, target, tooltip: "Open the Python source of this pipeline" }];
}

/** Pages are led to over an encrypted way only. */
function isPage(target: string): boolean {
  try {
    return new URL(target).protocol === "https:";
  } catch {
    return false;
  }
}
