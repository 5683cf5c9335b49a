import { Select } from "antd";
import { useState } from "react";
import { useRevisionDiff, useRevisions } from "../../api/hooks/records.ts";
import type { RevisionRow } from "../../api/types.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { ChangeTable } from "./ChangeTable.tsx";

function revisionLabel({ number, createdBy, createdAt, inForceAt, supersededAt }: RevisionRow): string {
  const state = inForceAt && !supersededAt ? ` · ${t("record.revision.current")}` : "";
  return `${t("record.revision.number", { number })} · ${createdBy.name} · ${dateTime(createdAt)}${state}`;
}

interface CompareProps {
  id: string;
  revisions: RevisionRow[];
}

function Compare({ id, revisions }: CompareProps) {
  const numbers = revisions.map((revision) => revision.number).sort((a, b) => a - b);
  const [from, setFrom] = useState(numbers.at(-2));
  const [to, setTo] = useState(numbers.at(-1));
  const diff = useRevisionDiff(id, from, to);
  const options = revisions.map((revision) => ({ value: revision.number, label: revisionLabel(revision) }));
  const choice = (name: "from" | "to", value: number | undefined, choose: (number: number) => void) => (
    <Select aria-label={t(`record.revision.${name}`)} value={value} options={options} onChange={choose} />
  );
  return (
    <>
      <div className="compare-bar">
        {choice("from", from, setFrom)}
        <span aria-hidden="true">→</span>
        {choice("to", to, setTo)}
      </div>
      {from === to ? (
        <EmptyHint text={t("record.revision.same")} />
      ) : (
        <QueryState query={diff}>
          {(changes) =>
            changes.length === 0 ? (
              <EmptyHint text={t("record.revision.same")} />
            ) : (
              <ChangeTable
                changes={changes}
                before={t("record.revision.number", { number: from ?? "" })}
                after={t("record.revision.number", { number: to ?? "" })}
              />
            )
          }
        </QueryState>
      )}
    </>
  );
}

/** Two stored states of a record side by side. */
export function RevisionsTab({ id }: { id: string }) {
  const revisions = useRevisions(id);
  return (
    <QueryState query={revisions}>
      {(rows) =>
        rows.length < 2 ? (
          <EmptyHint text={t("record.revision.single")} />
        ) : (
          <Compare key={rows.length} id={id} revisions={rows} />
        )
      }
    </QueryState>
  );
}
