import { DownOutlined, KeyOutlined, LogoutOutlined, SwapOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useSession, useSignOut } from "../api/hooks/session.ts";
import { t } from "../i18n/index.ts";
import { PasswordDialog } from "./PasswordDialog.tsx";
import { SubstitutionDialog } from "./SubstitutionDialog.tsx";

/** Who is signed in, with what they may do to their account. */
export function UserMenu() {
  const { account, roles } = useSession();
  const signOut = useSignOut();
  const [changing, setChanging] = useState(false);
  const [substituting, setSubstituting] = useState(false);
  const items = [
    {
      key: "who",
      type: "group" as const,
      label: `${account.login} · ${roles.map((role) => role.title).join("、")}`,
    },
    {
      key: "substitutes",
      icon: <SwapOutlined />,
      label: t("substitute.menu"),
      onClick: () => setSubstituting(true),
    },
    { key: "password", icon: <KeyOutlined />, label: t("user.password"), onClick: () => setChanging(true) },
    { key: "out", icon: <LogoutOutlined />, label: t("user.signOut"), onClick: () => signOut.mutate() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
        <Button type="text" className="on-dark" aria-label={t("user.menu", { name: account.name })}>
          <UserOutlined />
          {account.name}
          <DownOutlined />
        </Button>
      </Dropdown>
      <SubstitutionDialog open={substituting} onClose={() => setSubstituting(false)} />
      <PasswordDialog open={changing} onClose={() => setChanging(false)} />
    </>
  );
}
