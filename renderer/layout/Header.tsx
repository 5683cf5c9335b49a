import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Button, Layout } from "antd";
import { Link } from "react-router-dom";
import { useSession } from "../api/hooks/session.ts";
import { t } from "../i18n/index.ts";
import { NotificationBell } from "./NotificationBell.tsx";
import { ProductMark } from "./ProductMark.tsx";
import { UserMenu } from "./UserMenu.tsx";

/** The bar above every page. */
export function Header({ collapsed, onToggle }: { collapsed: boolean; onToggle: () => void }) {
  const { unit } = useSession();
  return (
    <Layout.Header className="app-header">
      <Button
        type="text"
        className="on-dark"
        icon={collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        aria-label={t(collapsed ? "menu.expand" : "menu.collapse")}
        aria-expanded={!collapsed}
        onClick={onToggle}
      />
      <Link to="/" className="app-brand">
        <ProductMark size={26} />
        {t("app.product")}
      </Link>
      <span className="app-header-unit">{unit.name}</span>
      <NotificationBell />
      <UserMenu />
    </Layout.Header>
  );
}
