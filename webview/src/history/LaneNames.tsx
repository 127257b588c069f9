import { useEffect, useRef } from "preact/hooks";
import { formatCount } from "../../../server/src/model/format.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "../shell/context.ts";
import { costText } from "./figures.ts";
import type { HistoryIndex } from "./historyIndex.ts";

interface Properties {
  readonly index: HistoryIndex;
  readonly laneHeight: number;
}

/** What each lane is, over its marks. */
export function LaneNames({ index, laneHeight }: Properties) {
  const { lanes } = index.view;
  const atCursor = useShell().store.cursorNode.value;
  const current = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (atCursor !== null) current.current?.scrollIntoView({ block: "nearest" });
  }, [atCursor]);
  return (
    <div class="lane-names">
      {lanes.map(({ node, definitionNode, count }, lane) => {
        const deployed = index.deployed[lane] ?? 0;
        const isCurrent = atCursor !== null && definitionNode === atCursor;
        return (
          <p
            key={node}
            class={isCurrent ? "lane-name at-cursor" : "lane-name"}
            style={{ top: `${lane * laneHeight}px`, height: `${laneHeight}px` }}
            {...(isCurrent ? { ref: current } : {})}
          >
            <span class="name">{oneLine(node)}</span>
            <span class="second">
              {formatCount(count, "model")} · {deployed === 0 ? "none" : deployed.toLocaleString("en-US")} deployed
              {lane === 0 ? costNote(index) : ""}
            </span>
          </p>
        );
      })}
    </div>
  );
}

/** What a bar's height says. */
const costNote = ({ hasCosts, fullCost, view }: HistoryIndex): string =>
  hasCosts ? (fullCost > 1 ? ` · bars up to ${costText(view, fullCost)}` : "") : " · no cost recorded";
