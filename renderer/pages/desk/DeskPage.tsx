import { useSearchParams } from "react-router-dom";
import { useSession } from "../../api/hooks/session.ts";
import { useTaskCounts } from "../../api/hooks/tasks.ts";
import type { TaskBox } from "../../api/types.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { beijing } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { BoxCards } from "./BoxCards.tsx";
import { DueObligations } from "./DueObligations.tsx";
import { TaskTable } from "./TaskTable.tsx";
import { Tiles } from "./Tiles.tsx";

const boxes: TaskBox[] = ["todo", "overdue", "done", "started", "cc"];

function greeting(name: string): string {
  const hour = beijing().hour();
  const hello = t(hour < 12 ? "desk.morning" : hour < 18 ? "desk.afternoon" : "desk.evening");
  return t("desk.greeting", { name, hello });
}

/** What waits for the reader, what they did, and the figures they watch. */
export function DeskPage() {
  const { account } = useSession();
  const counts = useTaskCounts().data;
  const [params, setParams] = useSearchParams();
  const box = boxes.find((name) => name === params.get("box")) ?? "todo";
  const choose = (next: TaskBox) => setParams(next === "todo" ? {} : { box: next }, { replace: true });
  return (
    <>
      <PageHeader title={t("desk.title")} lead={`${greeting(account.name)} · ${beijing().format("M月D日 dddd")}`} />
      <BoxCards boxes={boxes} counts={counts} selected={box} onSelect={choose} />
      <DueObligations />
      <Tiles />
      <TaskTable key={box} box={box} />
    </>
  );
}
