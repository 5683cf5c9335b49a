import { DesktopOutlined, FundViewOutlined, SettingOutlined } from "@ant-design/icons";
import { Menu, type MenuProps } from "antd";
import { useEffect, useMemo, useRef } from "react";
import { Link, useLocation } from "react-router-dom";
import { useSession } from "../api/hooks/session.ts";
import type { MenuItem, Session } from "../api/types.ts";
import { t } from "../i18n/index.ts";
import { menuIcon } from "./menu-icon.tsx";

type Items = NonNullable<MenuProps["items"]>;

const adminPermissions = ["account.manage", "definition.publish", "audit.read"];

/** The address a menu opens. */
function menuPath({ screen, view }: MenuItem): string {
  if (screen === "obligations") return `/obligations?list=${view}`;
  if (screen === "codeList") return `/code-lists/${view}`;
  return screen === "statistics" ? `/statistics/${view}` : `/lists/${view}`;
}

const entry = (path: string, title: string, icon: React.ReactNode): Items[number] => ({
  key: path,
  icon,
  label: <Link to={path}>{title}</Link>,
});

function menuItems({ menus, permissions }: Session): Items {
  const groups = new Map<string, MenuItem[]>();
  for (const menu of menus) {
    const name = menu.group ?? t("menu.other");
    groups.set(name, [...(groups.get(name) ?? []), menu]);
  }
  const grouped: Items = [...groups].map(([label, members]) => ({
    type: "group",
    key: `group:${label}`,
    label,
    children: members.map((menu) => entry(menuPath(menu), menu.title, menuIcon(menu))),
  }));
  const admin = adminPermissions.some((permission) => permissions.includes(permission));
  const watches = permissions.includes("process.monitor");
  return [
    entry("/", t("menu.desk"), <DesktopOutlined />),
    ...grouped,
    ...(admin || watches ? [{ type: "divider" as const }] : []),
    ...(watches ? [entry("/monitor", t("menu.monitor"), <FundViewOutlined />)] : []),
    ...(admin ? [entry("/admin", t("menu.admin"), <SettingOutlined />)] : []),
  ];
}

/** The entry whose address the page's begins with; the longest wins. */
function selectedPath(items: Items, pathname: string): string | undefined {
  const paths = items.flatMap((item) => (item && "children" in item ? (item.children ?? []) : [item]));
  return paths
    .map((item) => String(item?.key ?? ""))
    .filter((key) => key.startsWith("/"))
    .filter((key) => (key === "/" ? pathname === "/" : pathname.startsWith(key.split("?")[0] as string)))
    .sort((a, b) => b.length - a.length)[0];
}

/** The desk, the menus of the reader's roles, and administration. */
export function SideMenu() {
  const session = useSession();
  const { pathname } = useLocation();
  const items = useMemo(() => menuItems(session), [session]);
  const selected = selectedPath(items, pathname);
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page opened by its address lights an entry further down
  useEffect(() => {
    nav.current?.querySelector(".ant-menu-item-selected")?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <nav ref={nav} aria-label={t("menu.main")}>
      <Menu mode="inline" items={items} selectedKeys={selected ? [selected] : []} />
    </nav>
  );
}
