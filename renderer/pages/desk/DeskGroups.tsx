import { Button, Segmented } from "antd";
import { useTaskGroups } from "../../api/hooks/tasks.ts";
import type { DeskDue, TaskGroups } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";
import { type DeskGroup, deskDues, type Grouping, groupings } from "./desk-url.ts";

interface Heap {
  key: string;
  label: string;
  count: number;
  group: DeskGroup;
  tone?: DeskDue;
}

function heapsOf(by: Grouping, { processes, units, due }: TaskGroups): Heap[] {
  if (by === "unit") {
    return units.map(({ unitId, name, count }) => ({ key: `${unitId}`, label: name, count, group: { unit: unitId } }));
  }
  if (by === "due") {
    const found = deskDues.filter((each) => due[each] > 0);
    return found.map((each) => {
      return { key: each, label: t(`desk.due.${each}`), count: due[each], group: { due: each }, tone: each };
    });
  }
  return processes.map(({ recordType, recordTypeTitle, nodeId, name, count }) => ({
    ...{ key: `${recordType} ${nodeId}`, label: `${recordTypeTitle} · ${name}`, count },
    group: { type: recordType, node: nodeId },
  }));
}

const same = (one: DeskGroup, other: DeskGroup): boolean =>
  one.type === other.type && one.node === other.node && one.unit === other.unit && one.due === other.due;

interface Props {
  by: Grouping;
  group: DeskGroup;
  onChange: (by: Grouping, group: DeskGroup) => void;
}

/** What waits, heaped up by process, unit or due date; choosing a heap shows only it, choosing it again all. */
export function DeskGroups({ by, group, onChange }: Props) {
  const groups = useTaskGroups().data;
  const all = Object.values(groups?.due ?? {}).reduce((sum, count) => sum + count, 0);
  if (!groups || (all === 0 && same(group, {}))) return null;
  const everything: Heap = { key: "", label: t("desk.groupAll"), count: all, group: {} };
  return (
    <section className="desk-groups" aria-label={t("desk.groups")}>
      <Segmented<Grouping>
        value={by}
        aria-label={t("desk.groupBy")}
        options={groupings.map((each) => ({ value: each, label: t(`desk.by.${each}`) }))}
        onChange={(next) => onChange(next, {})}
      />
      {[everything, ...heapsOf(by, groups)].map(({ key, label, count, group: heap, tone }) => (
        <Button
          key={key}
          className={tone && `desk-group-${tone}`}
          type={same(heap, group) ? "primary" : "default"}
          aria-pressed={same(heap, group)}
          onClick={() => onChange(by, same(heap, group) ? {} : heap)}
        >
          {label} <span className="figures">{count}</span>
        </Button>
      ))}
    </section>
  );
}
