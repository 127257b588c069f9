import { type Page, pageHtml } from "./page.ts";

/** What the page of the graph needs: addresses as the web view sees them. */
export interface PageParts extends Omit<Page, "allowed" | "data"> {
  /** Scripts of the layout workers, fetched by the page: ELK's, and the quick layout's. */
  readonly worker: string;
  readonly quickWorker: string;
  /** Seconds after which a layout is ended and a quick one is shown. */
  readonly layoutDeadline: number;
}

/** The page that the graph is drawn in. Nothing is allowed in it but the extension's own script, styles and worker. */
export function panelHtml({ worker, quickWorker, layoutDeadline, ...page }: PageParts): string {
  const source = page.cspSource;
  return pageHtml({
    ...page,
    allowed: [`font-src ${source}`, "worker-src blob:", `connect-src ${source}`, `img-src ${source} data:`],
    data: { worker, "quick-worker": quickWorker, deadline: String(layoutDeadline * 1000) },
  });
}
