import { Button, Card } from "antd";
import { Link } from "react-router-dom";
import { useObligations } from "../../api/hooks/obligations.ts";
import { DueTag } from "../../components/DueTag.tsx";
import { t } from "../../i18n/index.ts";
import { obligationName } from "../obligations/obligation-name.ts";

const shown = 5;

/** The next things the unit owes; nothing at all where nothing is owed. */
export function DueObligations() {
  const page = useObligations("open", 0, shown).data;
  if (!page || page.rows.length === 0) return null;
  return (
    <Card
      className="section"
      title={`${t("desk.obligations")}（${page.total}）`}
      extra={<Link to="/obligations">{t("desk.obligationsAll")}</Link>}
    >
      <ul className="due-list">
        {page.rows.map((row) => (
          <li key={row.id}>
            <Link className="due-list-name" to={`/obligations/${row.id}/fill`}>
              {obligationName(row)}
            </Link>
            <span className="secondary">{row.period.title}</span>
            <DueTag at={row.dueAt} />
            <Link to={`/obligations/${row.id}/fill`} tabIndex={-1}>
              <Button type="primary" size="small" ghost tabIndex={-1}>
                {t(row.recordId ? "obligation.continue" : "obligation.fill")}
              </Button>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
