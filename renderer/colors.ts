/** Colours that keep WCAG AA contrast on white and on their own tints; the screen takes them from here only. */
export const colors = {
  primary: "#1554ad",
  primaryDark: "#0f3f85",
  error: "#cf1322",
  warning: "#ad4e00",
  success: "#237804",
  text: "#1f2329",
  textSecondary: "#565d68",
  border: "#d5dae1",
  page: "#f2f4f7",
} as const;
