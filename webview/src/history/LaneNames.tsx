import { formatCount } from "../../../server/src/model/format.ts";
import { oneLine } from "../graph/label.ts";
import { costText } from "./figures.ts";
import type { HistoryIndex } from "./historyIndex.ts";

interface Properties {
  readonly index: HistoryIndex;
  readonly laneHeight: number;
}

/** What each lane is, over its marks. */
export function LaneNames({ index, laneHeight }: Properties) {
  const { lanes } = index.view;
  return (
    <div class="lane-names">
      {lanes.map(({ node, count }, lane) => {
        const deployed = index.deployed[lane] ?? 0;
        return (
          <p key={node} class="lane-name" style={{ top: `${lane * laneHeight}px` }}>
            <span class="name">{oneLine(node)}</span>
            <span class="second">
              {formatCount(count, "model")} · {deployed === 0 ? "none" : deployed.toLocaleString("en-US")} deployed
              {lane === 0 && index.fullCost > 1 ? ` · bars up to ${costText(index.view, index.fullCost)}` : ""}
            </span>
          </p>
        );
      })}
    </div>
  );
}
