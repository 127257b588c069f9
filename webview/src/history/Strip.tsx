import { formatPercent } from "../../../server/src/model/format.ts";
import { markStates } from "../../../server/src/protocol.ts";
import { stateWord } from "../icons/glyphs.ts";
import { useShell } from "../shell/context.ts";
import { StateIcon } from "../shell/Icon.tsx";
import { dateText } from "../shell/words.ts";
import type { Actions } from "./actions.ts";
import { costText, figuresOf, marksIn } from "./figures.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import { Sparkline } from "./Sparkline.tsx";

/** The figures of all models, or of those that are selected. */
export function Strip({ index, actions }: { readonly index: HistoryIndex; readonly actions: Actions }) {
  const { store } = useShell();
  const { timeline } = store;
  const brush = timeline.brush.value;
  const figures = figuresOf(index, brush ? marksIn(index, brush) : index.order);
  const { models, deployed, wasted, cost } = figures;
  const { view } = index;
  const share = (part: number, whole: number): string => (whole > 0 ? formatPercent(part / whole) : "");
  const places = brush && actions.brushPlaces(index);
  return (
    <section class="strip" aria-label={brush ? "Figures of the selected models" : "Figures of all models"}>
      <dl>
        <Figure value={models.toLocaleString("en-US")} word={models === 1 ? "model" : "models"} />
        <Figure value={deployed.toLocaleString("en-US")} word="deployed" second={share(deployed, models)} />
        {view.cost > 0 && (
          <Figure
            value={costText(view, wasted) || "nothing"}
            word="wasted"
            second={share(wasted, brush ? cost : view.cost)}
          />
        )}
      </dl>
      <Sparkline index={index} />
      {brush && (
        <p class="range">
          <span>
            {dateText(brush.from)} to {dateText(brush.to)}
          </span>
          <button type="button" class="link" onClick={() => places && actions.zoomTo(places)}>
            Zoom to It
          </button>
          <button type="button" class="link" onClick={() => store.show({ level: "pipeline", range: brush })}>
            Show Its Pipeline
          </button>
          <button type="button" class="link" onClick={() => store.post({ type: "filterTraces", range: brush })}>
            Filter Traces
          </button>
          <button
            type="button"
            class="link"
            onClick={() => {
              timeline.brush.value = null;
            }}
          >
            Clear
          </button>
        </p>
      )}
      <ul class="legend" aria-label="States">
        {markStates.flatMap((state, code) => {
          const count = figures.states[code] ?? 0;
          return count === 0
            ? []
            : [
                <li key={state}>
                  <StateIcon state={state} /> {count.toLocaleString("en-US")} {stateWord(state)}
                </li>,
              ];
        })}
      </ul>
    </section>
  );
}

interface FigureProperties {
  readonly value: string;
  readonly word: string;
  readonly second?: string;
}

const Figure = ({ value, word, second }: FigureProperties) => (
  <div class="figure">
    <dt>{word}</dt>
    <dd>
      {value}
      {second && <span class="second"> {second}</span>}
    </dd>
  </div>
);
