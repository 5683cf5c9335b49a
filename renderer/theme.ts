import type { ThemeConfig } from "antd";
import { colors } from "./colors.ts";

const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif';

/** Whoever asked the system for less motion gets none: what moves can slip away from under the mouse. */
const motion = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The look of every antd control. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: colors.primary,
    colorLink: colors.primary,
    // antd would lighten it below AA.
    colorLinkHover: colors.primaryDark,
    colorLinkActive: colors.primaryDark,
    colorError: colors.error,
    colorWarning: colors.warning,
    // The tints antd derives from so dark an orange or green are muddy.
    colorWarningBg: "#fff7e8",
    colorWarningBorder: "#f0c48a",
    colorSuccess: colors.success,
    colorSuccessBg: "#f2f9ee",
    colorSuccessBorder: "#a9cf98",
    colorText: colors.text,
    colorTextSecondary: colors.textSecondary,
    colorTextDescription: colors.textSecondary,
    colorTextTertiary: colors.textSecondary,
    colorTextPlaceholder: "#6b7380",
    colorBorder: "#b8c0cc",
    colorBorderSecondary: "#e3e7ec",
    colorBgLayout: colors.page,
    borderRadius: 4,
    fontFamily,
    motion,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    Layout: { headerBg: colors.primaryDark, headerHeight: 52, headerPadding: "0 20px", siderBg: "#ffffff" },
    Menu: { itemSelectedBg: "#e6effa", itemBorderRadius: 4, groupTitleColor: colors.textSecondary },
    Table: { headerBg: "#eef2f7", headerColor: colors.text, rowHoverBg: "#f3f7fc", cellPaddingBlock: 10 },
    Card: { headerHeight: 48 },
    Descriptions: { labelBg: "#f6f8fb" },
  },
};
