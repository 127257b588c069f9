import { useMemo } from "preact/hooks";
import { useShell } from "../shell/context.ts";
import { Notes } from "../shell/Notes.tsx";
import { WhatIf } from "../whatIf/WhatIf.tsx";
import { createActions } from "./actions.ts";
import { HistoryList } from "./HistoryList.tsx";
import { HistoryPane } from "./HistoryPane.tsx";
import { Strip } from "./Strip.tsx";

/** The history level: figures, list and lanes. */
export function History() {
  const { store } = useShell();
  const index = store.timeline.index.value;
  const actions = useMemo(() => createActions(store), [store]);
  if (!index) return null;
  return (
    <div class="content">
      <div class="heading">
        <Strip index={index} actions={actions} />
        <Notes />
        {index.view.tradeOffs && <WhatIf tradeOffs={index.view.tradeOffs} />}
      </div>
      <HistoryList index={index} shown={store.look.value.outline} actions={actions} />
      <HistoryPane index={index} />
    </div>
  );
}
