import { lazy, type ReactNode, Suspense } from "react";
import { createBrowserRouter, type RouteObject } from "react-router-dom";
import { NotFound } from "./components/NotFound.tsx";
import { PageFailure } from "./components/PageFailure.tsx";
import { PageLoading } from "./components/PageLoading.tsx";
import { AppLayout } from "./layout/AppLayout.tsx";
import { RequireSession } from "./layout/RequireSession.tsx";
import { DeskPage } from "./pages/desk/DeskPage.tsx";
import { ListPage } from "./pages/list/ListPage.tsx";
import { ObligationsPage } from "./pages/obligations/ObligationsPage.tsx";
import { SignInPage } from "./pages/sign-in/SignInPage.tsx";

const RecordPage = lazy(() => import("./pages/record/RecordPage.tsx"));
const EditRecordPage = lazy(() => import("./pages/edit/EditRecordPage.tsx"));
const NewRecordPage = lazy(() => import("./pages/edit/NewRecordPage.tsx"));
const FillObligationPage = lazy(() => import("./pages/edit/FillObligationPage.tsx"));
const TaskPage = lazy(() => import("./pages/task/TaskPage.tsx"));
const StatisticsPage = lazy(() => import("./pages/statistics/index.tsx"));
const CodeListPage = lazy(() => import("./pages/code-list/index.tsx"));
const CampaignPage = lazy(() => import("./pages/dispatch/index.tsx"));
const OwnFormPage = lazy(() => import("./pages/own-form/index.tsx"));
const MonitorPage = lazy(() => import("./pages/monitor/index.tsx"));
const InstancePage = lazy(() => import("./pages/monitor/InstancePage.tsx"));
const AdminPage = lazy(() => import("./pages/admin/index.tsx"));

const page = (path: string, element: ReactNode): RouteObject => ({
  path,
  element: <Suspense fallback={<PageLoading />}>{element}</Suspense>,
  errorElement: <PageFailure />,
});

/** Every address of the application. */
export const router = createBrowserRouter([
  { path: "/sign-in", element: <SignInPage />, errorElement: <PageFailure /> },
  {
    path: "/",
    element: (
      <RequireSession>
        <AppLayout />
      </RequireSession>
    ),
    errorElement: <PageFailure />,
    children: [
      { index: true, element: <DeskPage />, errorElement: <PageFailure /> },
      page("lists/:package/:view", <ListPage />),
      page("lists/:package/:view/analysis", <StatisticsPage ofList />),
      page("obligations", <ObligationsPage />),
      page("obligations/:id/fill", <FillObligationPage />),
      page("records/:id", <RecordPage />),
      page("records/:id/edit", <EditRecordPage />),
      page("records/:id/form", <OwnFormPage />),
      page("new/:package/:type", <NewRecordPage />),
      page("tasks/:id", <TaskPage />),
      page("statistics/:package/:view", <StatisticsPage />),
      page("code-lists/:package/:key", <CodeListPage />),
      page("campaigns/:id", <CampaignPage />),
      page("monitor/instances/:id", <InstancePage />),
      page("monitor/*", <MonitorPage />),
      page("admin/*", <AdminPage />),
      page("*", <NotFound />),
    ],
  },
]);
