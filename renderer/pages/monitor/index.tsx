import { Tabs } from "antd";
import { Navigate, Route, Routes, useLocation, useNavigate } from "react-router-dom";
import { useSession } from "../../api/hooks/session.ts";
import { NotFound } from "../../components/NotFound.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { t } from "../../i18n/index.ts";
import { HistoryTab } from "./HistoryTab.tsx";
import { IncidentsTab } from "./IncidentsTab.tsx";
import { InstancesTab } from "./InstancesTab.tsx";
import { MigrationsTab } from "./MigrationsTab.tsx";
import { MonitorFilterBar } from "./MonitorFilterBar.tsx";
import "./monitor.css";
import { NodesTab } from "./NodesTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";

const areas = [
  { key: "overview", page: <OverviewTab /> },
  { key: "instances", page: <InstancesTab /> },
  { key: "incidents", page: <IncidentsTab /> },
  { key: "nodes", page: <NodesTab /> },
  { key: "migrations", page: <MigrationsTab /> },
  { key: "history", page: <HistoryTab /> },
] as const;

/** Watching over processes: where they are, what is late, what is stuck, and moving them to other versions. */
export default function MonitorPage() {
  const { permissions } = useSession();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  if (!permissions.includes("process.monitor")) return <NotFound />;
  const active = areas.find(({ key }) => pathname.startsWith(`/monitor/${key}`)) ?? areas[0];
  return (
    <>
      <PageHeader title={t("monitor.title")} />
      {active.key !== "history" && <MonitorFilterBar />}
      <Tabs
        activeKey={active.key}
        items={areas.map(({ key }) => ({ key, label: t(`monitor.${key}`) }))}
        onChange={(key) => navigate(`/monitor/${key}${search}`)}
      />
      <Routes>
        {areas.map(({ key, page }) => (
          <Route key={key} path={key} element={page} />
        ))}
        <Route path="*" element={<Navigate to={`/monitor/overview${search}`} replace />} />
      </Routes>
    </>
  );
}
