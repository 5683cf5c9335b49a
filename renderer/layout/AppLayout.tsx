import { Layout } from "antd";
import { useEffect, useRef, useState } from "react";
import { Outlet, useLocation } from "react-router-dom";
import { t } from "../i18n/index.ts";
import { Header } from "./Header.tsx";
import { SideMenu } from "./SideMenu.tsx";

const storageKey = "tianbao.menu-collapsed";

/** A new page begins at its top, for the eye and, where what led to it is gone or was the menu, for the keyboard. */
function useContentFocus(pathname: string) {
  const content = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    const at = document.activeElement;
    if (at === null || at === document.body || at.closest("nav")) content.current?.focus({ preventScroll: true });
  }, [pathname]);
  return content;
}

/** Header, side menu and the page. */
export function AppLayout() {
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(storageKey) === "1");
  useEffect(() => localStorage.setItem(storageKey, collapsed ? "1" : "0"), [collapsed]);
  const { pathname } = useLocation();
  const content = useContentFocus(pathname);
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
          <main id="content" tabIndex={-1} ref={content}>
            <Outlet />
          </main>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
