import type { StoreFailure, StorePage } from "../../../server/src/protocol.ts";
import type { Post } from "./messages.ts";
import { Pipelines } from "./Pipelines.tsx";

type Page = Exclude<StorePage, StoreFailure>;

/** What a store holds: figures, pipelines by cost, the nodes that wasted most. */
export function Store({ page, post }: { readonly page: Page; readonly post: Post }) {
  const { name, kind, path, note, facts, pipelines, totalPipelines, waste } = page;
  return (
    <main class="store">
      <header>
        <h1>{name}</h1>
        <p class="second">
          {kind} · <span class="path">{path}</span>
        </p>
        <p class="tools">
          <button type="button" class="link" onClick={() => post({ type: "action", action: "copyPath" })}>
            Copy Path
          </button>
          <button type="button" class="link" onClick={() => post({ type: "action", action: "openOtherwise" })}>
            Open With…
          </button>
        </p>
      </header>
      {note !== null && (
        <p class="note" role="status">
          {note} These are the figures from before.
        </p>
      )}
      <dl class="facts">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Pipelines pipelines={pipelines} total={totalPipelines} post={post} />
      {waste.length > 0 && <Waste waste={waste} post={post} />}
    </main>
  );
}

function Waste({ waste, post }: { readonly waste: Page["waste"]; readonly post: Post }) {
  return (
    <section aria-labelledby="waste">
      <h2 id="waste">What wasted most</h2>
      <p class="second">Compute that led to no deployed or used model. A name leads to all that the node ever ran.</p>
      <ol class="waste">
        {waste.map(({ node, label, pipeline, pipelineLabel, wasted, runs }) => (
          <li key={JSON.stringify([node, pipeline])}>
            <button type="button" class="link name" onClick={() => post({ type: "record", pipeline, node })}>
              <span>{label}</span>
            </button>
            <span class="second"> of {pipelineLabel}</span>
            <span class="amount">{wasted}</span>
            <span class="second">{runs === 1 ? "1 run" : `${runs.toLocaleString("en-US")} runs`}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
