import {
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  CommentOutlined,
  EditOutlined,
  FileTextOutlined,
  FormOutlined,
  FrownOutlined,
  HistoryOutlined,
  HomeOutlined,
  InboxOutlined,
  ProfileOutlined,
  ScheduleOutlined,
  SendOutlined,
  ShopOutlined,
  TagsOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import type { ComponentType, ReactNode } from "react";
import type { MenuItem } from "../api/types.ts";

/** The icons a manifest may name, by antd's own names; all of antd's would triple the bundle. */
const icons: Record<string, ComponentType> = {
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  CommentOutlined,
  EditOutlined,
  FileTextOutlined,
  FormOutlined,
  FrownOutlined,
  HistoryOutlined,
  HomeOutlined,
  InboxOutlined,
  ProfileOutlined,
  ScheduleOutlined,
  SendOutlined,
  ShopOutlined,
  TagsOutlined,
  UnorderedListOutlined,
};

const usual: Record<MenuItem["screen"], ComponentType> = {
  list: ProfileOutlined,
  statistics: BarChartOutlined,
  obligations: EditOutlined,
  codeList: TagsOutlined,
};

/** The icon a manifest names, or the usual one of the menu's screen. */
export function menuIcon({ icon, screen }: MenuItem): ReactNode {
  const Icon = icons[icon ?? ""] ?? usual[screen];
  return <Icon />;
}
