import { useSignal, useSignalEffect } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import type { TradeOffCurve, TradeOffView } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "../shell/context.ts";
import { Chart } from "./Chart.tsx";

/** What stopping models early would have saved and cost: a train node, a point of a run, and a slider for the threshold. Shut at first. */
export function WhatIf({ tradeOffs }: { readonly tradeOffs: readonly TradeOffView[] }) {
  const { tradeOff } = useShell().store.timeline;
  const panel = useRef<HTMLDetailsElement>(null);
  const chosen = useSignal(0);
  const point = useSignal(0);
  useSignalEffect(() => {
    const asked = tradeOffs.findIndex(({ node }) => node === tradeOff.value);
    if (asked < 0 || !panel.current) return;
    chosen.value = asked;
    tradeOff.value = null;
    panel.current.open = true;
    panel.current.querySelector("summary")?.focus();
  });
  const view = tradeOffs[chosen.value] ?? tradeOffs[0];
  const curve = view?.curves[point.value] ?? view?.curves[0];
  if (!view || !curve) return null;
  return (
    <details class="what-if" ref={panel}>
      <summary>What if models were stopped early?</summary>
      <div class="what-if-choices">
        {tradeOffs.length > 1 && (
          <Choice label="Trainer" chosen={chosen} options={tradeOffs.map(({ node }) => oneLine(node))} />
        )}
        <Choice label="Stop" chosen={point} options={view.curves.map(({ title }) => title)} />
      </div>
      <p>{view.note}</p>
      <Curve key={`${view.node} ${curve.title}`} curve={curve} />
    </details>
  );
}

interface ChoiceProperties {
  readonly label: string;
  readonly chosen: { value: number };
  readonly options: readonly string[];
}

const Choice = ({ label, chosen, options }: ChoiceProperties) => (
  <label>
    {label}{" "}
    <select
      value={chosen.value}
      onChange={({ currentTarget }) => {
        chosen.value = Number(currentTarget.value);
      }}
    >
      {options.map((option, index) => (
        <option key={option} value={index}>
          {option}
        </option>
      ))}
    </select>
  </label>
);

function Curve({ curve }: { readonly curve: TradeOffCurve }) {
  const at = useSignal(curve.recommended);
  const slider = useId();
  const step = curve.steps[at.value];
  return (
    <div class="what-if-curve">
      <Chart curve={curve} at={at.value} />
      <div class="what-if-words">
        <p class="second">{curve.summary}.</p>
        <p class="what-if-label">
          <label for={slider}>How many are stopped</label>
          {at.value === curve.recommended ? (
            <span class="second">recommended: most that keeps all deployments</span>
          ) : (
            <button
              type="button"
              class="link"
              onClick={() => {
                at.value = curve.recommended;
              }}
            >
              Back to the recommended number
            </button>
          )}
        </p>
        <input
          id={slider}
          type="range"
          min={0}
          max={curve.steps.length - 1}
          step={1}
          value={at.value}
          aria-valuetext={step?.text ?? ""}
          onInput={({ currentTarget }) => {
            at.value = Number(currentTarget.value);
          }}
        />
        <p class="what-if-step">{step?.text}</p>
        <ul>
          <li>With thresholds set by what was known at each time: {lower(curve.followed.text)}</li>
          {curve.rules.map(({ words, step: ruled }) => (
            <li key={words}>
              Simple rule (a cross in the chart), {words}: {lower(ruled.text)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
