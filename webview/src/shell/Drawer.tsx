import { useState } from "preact/hooks";
import type { DetailsRow } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { colorRole, stateWord } from "../icons/glyphs.ts";
import { useShell } from "./context.ts";
import { KindIcon, StateIcon } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import { TimeText } from "./TimeText.tsx";

/** What is known of the selected node. Its name shows at once, the rest when the host sends it. */
export function Drawer() {
  const { store } = useShell();
  const graph = store.graph.value;
  const node = graph?.nodes[graph.indexOf.get(store.selected.value ?? "") ?? -1];
  if (!node) return null;
  const details = store.details.value;
  const current = details?.node === node.id ? details : null;
  return (
    <aside class="drawer" aria-label="Details">
      <div class="drawer-head">
        <KindIcon kind={node.kind} role={colorRole(node.kind)} />
        <h2>{oneLine(current?.title || node.label)}</h2>
        {node.state && (
          <span class="drawer-state">
            <StateIcon state={node.state} />
            {stateWord(node.state)}
          </span>
        )}
        <IconButton tool="close" label="Close Details" onPress={() => store.changeLook({ details: false })} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it. */}
      <section class="drawer-body" tabIndex={0} aria-label="Details of the selected node">
        {current ? (
          current.sections.length > 0 ? (
            current.sections.map((section) => (
              <section key={section.title}>
                {section.title && <h3>{oneLine(section.title)}</h3>}
                <dl>
                  {section.rows.map((row, position) => (
                    <Row key={`${row.label} ${position}`} row={row} />
                  ))}
                </dl>
              </section>
            ))
          ) : (
            <p class="second">Nothing more is known of this node.</p>
          )
        ) : (
          <p class="second">{oneLine(node.description)}</p>
        )}
      </section>
    </aside>
  );
}

function Row({ row }: { readonly row: DetailsRow }) {
  const { store } = useShell();
  const { link } = row;
  return (
    <div class="row">
      <dt>{oneLine(row.label)}</dt>
      <dd>
        {link ? (
          <button type="button" class="link" onClick={() => store.post({ type: "follow", link })}>
            <Value row={row} />
          </button>
        ) : (
          <span class="value">
            <Value row={row} />
          </span>
        )}
        {row.copy && <CopyButton text={row.value} label={row.label} />}
      </dd>
    </div>
  );
}

const Value = ({ row: { value, time } }: { readonly row: DetailsRow }) => (
  <>
    {valueText(value)}
    {time !== undefined && value !== "" && " · "}
    {time !== undefined && <TimeText time={time} />}
  </>
);

/** How long a copy button shows that it has copied. */
const thanks = 1_200;

function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { store } = useShell();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    store.post({ type: "copy", text });
    store.announcement.value = `${oneLine(label)} copied`;
    setCopied(true);
    setTimeout(() => setCopied(false), thanks);
  };
  return <IconButton tool={copied ? "copied" : "copy"} label={`Copy ${oneLine(label)}`} onPress={copy} />;
}

const longestValue = 4_000;

const valueText = (value: string): string => (value.length > longestValue ? `${value.slice(0, longestValue)}…` : value);
