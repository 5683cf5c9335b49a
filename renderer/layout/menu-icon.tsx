import {
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  FileTextOutlined,
  FormOutlined,
  ProfileOutlined,
  ScheduleOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { MenuItem } from "../api/types.ts";

const byName: Record<string, ReactNode> = {
  apps: <AppstoreOutlined />,
  audit: <AuditOutlined />,
  bank: <BankOutlined />,
  chart: <BarChartOutlined />,
  file: <FileTextOutlined />,
  form: <FormOutlined />,
  list: <ProfileOutlined />,
  schedule: <ScheduleOutlined />,
};

const byScreen: Record<MenuItem["screen"], string> = { list: "list", statistics: "chart", obligations: "form" };

/** The icon a manifest names, or the usual one of the menu's screen. */
export function menuIcon({ icon, screen }: MenuItem): ReactNode {
  return byName[icon ?? ""] ?? byName[byScreen[screen]];
}
