import { Layout } from "antd";
import { useEffect, useState } from "react";
import { Outlet, useLocation } from "react-router-dom";
import { t } from "../i18n/index.ts";
import { Header } from "./Header.tsx";
import { SideMenu } from "./SideMenu.tsx";

const storageKey = "tianbao.menu-collapsed";

/** Header, side menu and the page. */
export function AppLayout() {
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(storageKey) === "1");
  useEffect(() => localStorage.setItem(storageKey, collapsed ? "1" : "0"), [collapsed]);
  const { pathname } = useLocation();
  useEffect(() => {
    if (pathname) window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <Layout className="app">
      <a className="skip-link" href="#content">
        {t("skip.content")}
      </a>
      <Header collapsed={collapsed} onToggle={() => setCollapsed(!collapsed)} />
      <Layout>
        <Layout.Sider className="app-sider" width={216} collapsedWidth={60} collapsed={collapsed} trigger={null}>
          <SideMenu />
        </Layout.Sider>
        <Layout.Content className="app-content">
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
