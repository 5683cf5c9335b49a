import { Card, Tabs } from "antd";
import { Link, useSearchParams } from "react-router-dom";
import type { ObligationBox } from "../../api/types.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { t } from "../../i18n/index.ts";
import { ObligationTable } from "./ObligationTable.tsx";

const boxes: ObligationBox[] = ["open", "done", "overdue"];

/** What the reader's unit owes, has filled, and is late with. */
export function ObligationsPage() {
  const [params, setParams] = useSearchParams();
  const box = boxes.find((name) => name === params.get("box")) ?? "open";
  const list = params.get("list");
  const choose = (next: string) => {
    params.set("box", next);
    setParams(params, { replace: true });
  };
  const filled = list && <Link to={`/lists/${list}`}>{t("obligation.filled")}</Link>;
  return (
    <>
      <PageHeader title={t("obligation.title")} lead={t("obligation.lead")} actions={filled} />
      <Card className="section section-tabs">
        <Tabs
          activeKey={box}
          onChange={choose}
          destroyOnHidden
          items={boxes.map((name) => ({
            key: name,
            label: t(`obligation.${name}`),
            children: <ObligationTable box={name} />,
          }))}
        />
      </Card>
    </>
  );
}
