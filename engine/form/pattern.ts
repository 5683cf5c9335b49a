import { RE2JS } from "re2js";

/** Compiles a pattern for RE2, which matches in linear time; throws on what RE2 refuses (look-around, back references). */
export function safePattern(pattern: string): { test(text: string): boolean } {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiled.test(text) };
}
