import { useState } from "react";
import { useSearchParams } from "react-router-dom";
import { useSession } from "../../api/hooks/session.ts";
import { useTaskCounts } from "../../api/hooks/tasks.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { beijing } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { SavedFilters } from "../list/SavedFilters.tsx";
import { BoxCards } from "./BoxCards.tsx";
import { DeskGroups } from "./DeskGroups.tsx";
import { DueObligations } from "./DueObligations.tsx";
import { boxes, type DeskState, deskOf, deskQuery, readDesk, writeDesk } from "./desk-url.ts";
import { TaskTable } from "./TaskTable.tsx";
import { Tiles } from "./Tiles.tsx";
import { UrgeBelow } from "./UrgeBelow.tsx";

function greeting(name: string): string {
  const hour = beijing().hour();
  const hello = t(hour < 12 ? "desk.morning" : hour < 18 ? "desk.afternoon" : "desk.evening");
  return t("desk.greeting", { name, hello });
}

/** What waits for the reader, what they did, and the figures they watch. */
export function DeskPage() {
  const { account, unit } = useSession();
  const counts = useTaskCounts().data;
  const [params, setParams] = useSearchParams();
  // Whatever is applied starts on its first page.
  const [applied, setApplied] = useState(0);
  const state = readDesk(params);
  const { box, by, group, q } = state;
  const show = (next: Partial<DeskState>) => setParams(writeDesk({ ...state, ...next }), { replace: true });
  return (
    <>
      <PageHeader
        title={t("desk.title")}
        lead={`${greeting(account.name)} · ${beijing().format("M月D日 dddd")}`}
        actions={unit.level <= 2 && <UrgeBelow />}
      />
      <BoxCards
        boxes={boxes}
        counts={counts}
        selected={box}
        onSelect={(next) => show({ box: next, group: {}, q: "" })}
      />
      <DueObligations />
      <Tiles />
      {box === "todo" && (
        <DeskGroups by={by} group={group} onChange={(next, heap) => show({ by: next, group: heap })} />
      )}
      <TaskTable
        key={JSON.stringify([box, group, applied])}
        box={box}
        group={group}
        q={q}
        onSearch={(text) => show({ q: text })}
      >
        <SavedFilters
          view={`desk/${box}`}
          request={deskQuery(state)}
          onApply={({ filters, search }) => {
            show(deskOf(box, { filters, search }));
            setApplied(applied + 1);
          }}
        />
      </TaskTable>
    </>
  );
}
