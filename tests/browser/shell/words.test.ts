import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import dayjs from "dayjs";
import { dueText, fileSize } from "../../../renderer/i18n/format.ts";
import { t as translate } from "../../../renderer/i18n/index.ts";
import { zhCN } from "../../../renderer/i18n/zh-CN.ts";
import { cellText } from "../../../renderer/pages/list/cell-text.ts";
import { returnPath } from "../../../renderer/pages/sign-in/return-path.ts";

const renderer = fileURLToPath(new URL("../../../renderer/", import.meta.url));

const sources = readdirSync(renderer, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("i18n/zh-CN"))
  .map((name) => readFileSync(join(renderer, name), "utf8"))
  .join("\n");

test("every string of the catalogue is shown somewhere", (t) => {
  const built = [...sources.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map((match) => match[1] as string);
  const unused = Object.keys(zhCN).filter(
    (key) => !sources.includes(`"${key}"`) && !built.some((prefix) => key.startsWith(prefix)),
  );
  t.deepEqual(unused, []);
});

test("parameters are put in, and a missing one stays visible", (t) => {
  t.is(translate("common.total", { count: 3 }), "共 3 条");
  t.is(translate("common.total"), "共 {count} 条");
});

test("a due moment says how pressing it is", (t) => {
  const now = dayjs("2026-03-10T10:00:00+08:00");
  const text = (at: string) => dueText(at, now);
  t.deepEqual(text(now.subtract(3, "day").toISOString()), { text: "已超期 3 天", level: "overdue" });
  t.deepEqual(text(now.subtract(1, "minute").toISOString()), { text: "已超期", level: "overdue" });
  t.deepEqual(text(now.add(1, "minute").toISOString()), { text: "今天截止", level: "soon" });
  t.deepEqual(text(now.add(2, "day").toISOString()), { text: "还剩 2 天", level: "soon" });
  t.is(text(now.add(30, "day").toISOString()).level, "later");
});

test("file sizes read as people say them", (t) => {
  t.deepEqual([0, 2048, 5 * 1024 * 1024].map(fileSize), ["0 B", "2.0 KB", "5.0 MB"]);
});

test("signing in leads back into this application and nowhere else", (t) => {
  t.is(returnPath("/records/1?tab=flow"), "/records/1?tab=flow");
  for (const wanted of [null, "", "https://evil.example", "//evil.example", "/\\evil.example", "/sign-in?return=/"]) {
    t.is(returnPath(wanted), "/");
  }
});

test("a cell shows labels, figures and moments, not codes", (t) => {
  const column = { field: "a", title: "甲", kind: "number", sqlType: "numeric" } as const;
  t.is(cellText(column, 1234567.5), "1,234,567.5");
  t.is(cellText({ ...column, field: "$year" }, 2026), "2026");
  t.is(cellText({ ...column, kind: "boolean" }, false), "否");
  t.is(cellText({ ...column, kind: "select", options: [{ value: "x", label: "完成" }] }, ["x"]), "完成");
  t.is(cellText({ ...column, kind: "orgUnit" }, 3, { a: { "3": "东城区" } }), "东城区");
  t.is(cellText({ ...column, kind: "date" }, "2026-03-05"), "2026-03-05");
  t.is(cellText(column, null), "");
});
