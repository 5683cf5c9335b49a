import { Tabs } from "antd";
import { Navigate, Route, Routes, useLocation, useNavigate } from "react-router-dom";
import { useSession } from "../../api/hooks/session.ts";
import { NotFound } from "../../components/NotFound.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { t } from "../../i18n/index.ts";
import { AccountsTab } from "./AccountsTab.tsx";
import "./admin.css";
import { AuditTab } from "./AuditTab.tsx";
import { CalendarTab } from "./CalendarTab.tsx";
import { DefinitionsTab } from "./DefinitionsTab.tsx";
import { DivisionsTab } from "./DivisionsTab.tsx";
import { ParametersTab } from "./ParametersTab.tsx";

const areas = [
  { key: "definitions", permission: "definition.publish", page: <DefinitionsTab /> },
  { key: "parameters", permission: "definition.publish", page: <ParametersTab /> },
  { key: "accounts", permission: "account.manage", page: <AccountsTab /> },
  { key: "divisions", permission: "organization.manage", page: <DivisionsTab /> },
  { key: "calendar", permission: "organization.manage", page: <CalendarTab /> },
  { key: "audit", permission: "audit.read", page: <AuditTab /> },
] as const;

/** Administration: definitions, accounts and the audit trail, each for those who hold its permission. */
export default function AdminPage() {
  const { permissions } = useSession();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const allowed = areas.filter(({ permission }) => permissions.includes(permission));
  const first = allowed[0];
  if (!first) return <NotFound />;
  const active = allowed.find(({ key }) => pathname.startsWith(`/admin/${key}`)) ?? first;
  return (
    <>
      <PageHeader title={t("admin.title")} />
      <Tabs
        activeKey={active.key}
        items={allowed.map(({ key }) => ({ key, label: t(`admin.${key}`) }))}
        onChange={(key) => navigate(`/admin/${key}`)}
      />
      <Routes>
        {allowed.map(({ key, page }) => (
          <Route key={key} path={key} element={page} />
        ))}
        <Route path="*" element={<Navigate to={`/admin/${first.key}`} replace />} />
      </Routes>
    </>
  );
}
