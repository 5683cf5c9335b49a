import { zhCN } from "./zh-CN.ts";

/** Names a string of the catalogue. */
export type MessageKey = keyof typeof zhCN;

/** The string of a key with its parameters put in. */
export function t(key: MessageKey, params: Record<string, string | number> = {}): string {
  return zhCN[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
