import type { StorePipeline } from "../../../server/src/protocol.ts";
import type { Post } from "./messages.ts";

const width = 96;

/** What a pipeline cost, and within it what was wasted, against the dearest one. The figures stand beside it. */
function CostBar({ cost, wasted }: { readonly cost: number; readonly wasted: number }) {
  const part = (share: number): number => (share > 0 ? Math.max(1, Math.min(1, share) * width) : 0);
  return (
    <svg class="cost-bar" width={width} height="6" aria-hidden="true">
      <rect class="cost" width={part(cost)} height="6" rx="1" />
      <rect class="wasted" width={Math.min(part(wasted), part(cost))} height="6" rx="1" />
    </svg>
  );
}

interface Props {
  readonly pipelines: readonly StorePipeline[];
  readonly total: number;
  readonly post: Post;
}

/** The pipelines of a store, the dearest first. A name leads to the pipeline's graph. */
export function Pipelines({ pipelines, total, post }: Props) {
  if (pipelines.length === 0) return <p class="nothing">This store holds no executions yet.</p>;
  const costs = pipelines.some(({ cost }) => cost !== "");
  return (
    <section aria-labelledby="pipelines">
      <h2 id="pipelines">Pipelines</h2>
      {total > pipelines.length && (
        <p class="second">
          The {pipelines.length.toLocaleString("en-US")} dearest of {total.toLocaleString("en-US")}. The side bar lists
          all of them.
        </p>
      )}
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Pipeline</th>
              <th scope="col" class="figure">
                Models
              </th>
              <th scope="col" class="figure">
                Deployed
              </th>
              <th scope="col" class="figure">
                Wasted
              </th>
              {costs && (
                <th scope="col" class="costs">
                  Cost, wasted part
                </th>
              )}
              <th scope="col" class="figure">
                Runs
              </th>
              <th scope="col" class="last-run">
                Last run
              </th>
              <th scope="col">
                <span class="visually-hidden">More</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {pipelines.map((one) => (
              <Row key={JSON.stringify(one.name)} pipeline={one} costs={costs} post={post} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly pipeline: StorePipeline;
  /** Costs are known. */
  readonly costs: boolean;
  readonly post: Post;
}

function Row({ pipeline, costs, post }: RowProps) {
  const { name, label, models, deployed, wasted, cost, wastedCost, costShare, wastedShare, runs, lastRun } = pipeline;
  const below = models > 0 ? "Models" : "Runs";
  const figure = (value: number): string => value.toLocaleString("en-US");
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="link name"
          title={`Show the graph of ${label}`}
          onClick={() => post({ type: "show", what: "graph", pipeline: name })}
        >
          <span>{label}</span>
        </button>
      </th>
      <td class="figure">{figure(models)}</td>
      <td class="figure">{figure(deployed)}</td>
      <td class="figure">{figure(wasted)}</td>
      {costs && (
        <td class="costs">
          <CostBar cost={costShare} wasted={wastedShare} />
          <span>
            {cost}
            {wastedCost !== "" && (
              <span class="second">
                <span class="joint">, </span>
                <span class="wasted">{wastedCost} wasted</span>
              </span>
            )}
          </span>
        </td>
      )}
      <td class="figure">{figure(runs)}</td>
      <td class="second last-run">{lastRun}</td>
      <td>
        <button
          type="button"
          class="link"
          aria-label={`${below} of ${label} in the side bar`}
          onClick={() => post({ type: "show", what: "tree", pipeline: name })}
        >
          {below}
        </button>
      </td>
    </tr>
  );
}
