import { formatCount } from "../../../server/src/model/format.ts";
import { markStates } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { costText } from "./figures.ts";
import type { HistoryIndex } from "./historyIndex.ts";

interface Properties {
  readonly index: HistoryIndex;
  readonly laneHeight: number;
}

/** What each lane is, over its marks. */
export function LaneNames({ index, laneHeight }: Properties) {
  const { lanes, marks } = index.view;
  const pushed = markStates.indexOf("pushed");
  return (
    <div class="lane-names">
      {lanes.map(({ node, first, count }, lane) => {
        const deployed = marks.state.slice(first, first + count).filter((state) => state === pushed).length;
        return (
          <p key={node} class="lane-name" style={{ top: `${lane * laneHeight}px` }}>
            <span class="name">{oneLine(node)}</span>
            <span class="second">
              {formatCount(count, "model")} · {deployed.toLocaleString("en-US")} deployed
              {lane === 0 && index.fullCost > 1 ? ` · bars up to ${costText(index.view, index.fullCost)}` : ""}
            </span>
          </p>
        );
      })}
    </div>
  );
}
