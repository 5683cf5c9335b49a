import test from "ava";
import { allows, compileAccess, type decide, type Subject } from "../../engine/access/index.ts";
import { resolveRecordType } from "../../engine/definition/index.ts";
import { evaluateFeel } from "../../engine/expression/index.ts";
import { compileForm, computeFields } from "../../engine/form/index.ts";
import { parsePeriod } from "../../engine/period/index.ts";
import { apply, compile, type Effect, type OpenTask, start } from "../../engine/process/index.ts";
import { buildListQuery, buildStatisticsQuery, drillRequest, pivot, viewFields } from "../../engine/view/index.ts";
import { shipped } from "./shipped.ts";

const { packages } = shipped;
const type = (key: string) => resolveRecordType(packages, `key-work/${key}`);
const at = "2026-03-02T01:00:00Z";

const account = (role: string, divisionCode: string, orgUnitId: number, level: Subject["level"]): Subject => ({
  accountId: orgUnitId,
  orgUnitId,
  divisionCode,
  level,
  unitKind: "bureau",
  roles: [role],
  permissions: [],
  seesOnly: "division",
});
const officer = account("city-officer", "110000000000", 1, 1);
const reviewer = account("city-reviewer", "110000000000", 1, 1);
const filler = account("district-filler", "110101000000", 2, 2);
const agency = account("city-agency-staff", "110000000000", 9, 1);
const may = (who: Subject, action: Parameters<typeof decide>[2], key: string, row = {}) =>
  allows(compileAccess(type(key).access, key), who, action, row);
const own = { $unit: 2, $division: "110101000000", $createdBy: 2 };
const next = { $unit: 3, $division: "110102000000", $createdBy: 3 };

test("R-KEY-01 R-KEY-04 R-KEY-06: three menus, each for the bureau that works with it", (t) => {
  const menus = packages.get("key-work")?.manifest.menus ?? [];
  const titles = (role: string) => menus.filter(({ roles }) => roles.includes(role)).map(({ title }) => title);
  t.true(titles("city-officer").includes("重点工作制定"));
  t.true(titles("city-officer").includes("重点工作统计"));
  t.false(titles("city-officer").includes("重点工作填报"));
  t.deepEqual(titles("district-filler"), ["重点工作填报"]);
  t.deepEqual(titles("city-agency-staff"), []);
});

test("R-KEY-02 R-KEY-03 R-KEY-08: only the city officer makes, designs and dispatches; districts read", (t) => {
  for (const action of ["create", "edit", "dispatch", "design"] as const) {
    t.true(may(officer, action, "keyWork"));
    t.false(may(filler, action, "keyWork"));
    t.false(may(reviewer, action, "keyWork"));
  }
  t.true(may(filler, "read", "keyWork"));
  t.true(may(officer, "create", "progressItem"));
});

test("R-KEY-05 R-KEY-07 R-KEY-18: a district fills and sees its own division only, the city sees all", (t) => {
  t.true(may(filler, "create", "progressEntry", own));
  t.true(may(filler, "edit", "progressEntry", own));
  t.false(may(filler, "edit", "progressEntry", next));
  t.false(may(filler, "read", "progressEntry", next));
  t.true(may(reviewer, "read", "progressEntry", next));
  t.false(may(reviewer, "edit", "progressEntry", next));
  t.false(may(agency, "read", "progressEntry", own));
  t.true(may(officer, "statistics", "progressEntry", next));
  t.false(may(filler, "statistics", "progressEntry", own));
});

test("R-KEY-10 R-KEY-11: the task type of a key work says how often it is reported", (t) => {
  const dispatch = type("keyWork").recordType.dispatch;
  const kinds = ["month", "year"].map((taskType) => evaluateFeel(dispatch?.period ?? "", { record: { taskType } }));
  t.deepEqual(kinds, [
    { ok: true, value: "month" },
    { ok: true, value: "year" },
  ]);
  t.deepEqual(evaluateFeel(dispatch?.year ?? "", { record: { year: "2026" } }), { ok: true, value: 2026 });
});

/** The record an obligation of that period opens with. */
function prefilled(periodKey: string): Record<string, unknown> {
  const context = {
    record: { id: "0190a000-0000-7000-8000-000000000001", title: "一件事", year: "2026" },
    subject: { id: "0190a000-0000-7000-8000-000000000002", title: "集成办理", annualTarget: 120, measureUnit: "项" },
    children: {
      progressItem: [
        { id: "i1", title: "梳理清单", target: "3 月底" },
        { id: "i2", title: "上线" },
      ],
    },
    period: parsePeriod(periodKey),
    unit: { id: 2, name: "东城区" },
  };
  const entries = Object.entries(type("keyWork").recordType.dispatch?.prefill ?? {});
  return Object.fromEntries(
    entries.map(([field, source]) => {
      const answer = evaluateFeel(source, context);
      if (!answer.ok) throw new Error(`${field}: ${answer.message}`);
      return [field, answer.value];
    }),
  );
}

test("R-KEY-09 R-KEY-21: an obligation opens with content, period, target and the progress contents to report on", (t) => {
  const data = prefilled("2026-03");
  t.like(data, { title: "集成办理（2026年3月）", period: "2026年3月", year: "2026", month: 3, annualTarget: 120 });
  t.deepEqual(
    (data.items as { content: string }[]).map(({ content }) => content),
    ["梳理清单", "上线"],
  );
  t.like(prefilled("2026"), { period: "2026年", month: null });
});

test("R-KEY-05 R-KEY-22 R-KEY-23: with what the clerk adds, a prefilled report of a month or a year can be submitted", (t) => {
  const { schema } = type("progressEntry");
  const form = compileForm(schema);
  const answer = {
    completion: "inProgress",
    progressText: "已上线 12 项。",
    reporter: "李明",
    phone: "010-65251234",
    amount: 12,
    cumulative: 36,
  };
  for (const period of ["2026-03", "2026"]) {
    const data = computeFields(schema, { ...prefilled(period), ...answer });
    t.deepEqual(form.validate(data), []);
    t.is((data as Record<string, unknown>).rate, 30);
    t.deepEqual(
      form.validate({ ...(data as object), completion: undefined }).map(({ message }) => message),
      ["请选择完成情况"],
    );
  }
});

test("R-KEY-19 R-KEY-20: key works, contents and progress contents hang together", (t) => {
  t.is(type("keyWork").recordType.children?.[0]?.recordType, "workContent");
  t.is(type("workContent").recordType.children?.[0]?.recordType, "progressItem");
  t.deepEqual(type("workContent").childFields, ["keyWork"]);
});

const opened = (effects: Effect[]): OpenTask => {
  const task = effects.find((effect): effect is OpenTask => effect.type === "openTask");
  if (!task) throw new Error(`no task among ${JSON.stringify(effects)}`);
  return task;
};

test("the report goes from the filler to the district's and the city's reviewer, and back on 退回", async (t) => {
  const model = await compile(type("progressEntry").process?.xml ?? "");
  let step = start(model, {}, at);
  const visited: string[] = [];
  for (const outcome of ["submit", "return", "submit", "approve", "return", "submit", "approve", "approve"]) {
    const task = opened(step.effects);
    visited.push(task.nodeId);
    t.true(task.outcomes.some(({ key }) => key === outcome));
    step = apply(model, step.state, { type: "completeTask", taskId: task.taskId, outcome }, at);
  }
  const round = ["fill", "districtReview"];
  t.deepEqual(visited, [...round, ...round, "cityReview", ...round, "cityReview"]);
  t.is(step.state.status, "ended");
});

test("a review that waits three days reminds its reviewers and stays open", async (t) => {
  const model = await compile(type("progressEntry").process?.xml ?? "");
  const begun = start(model, {}, at);
  const submit = { type: "completeTask" as const, taskId: opened(begun.effects).taskId, outcome: "submit" };
  const submitted = apply(model, begun.state, submit, at);
  const review = opened(submitted.effects);
  t.like(review.assignment, { role: "district-reviewer", unit: "record" });
  t.is(review.dueAt?.slice(0, 10), "2026-03-05");
  t.true(review.outcomes.some(({ key, opinion }) => key === "return" && opinion === "required"));
  const timer = submitted.state.timers[0];
  const reminded = apply(
    model,
    submitted.state,
    { type: "fireTimer", timerId: timer?.id ?? "" },
    "2026-03-05T01:00:00Z",
  );
  t.true(reminded.effects.some((effect) => JSON.stringify(effect).includes('"notify"')));
  const approved = apply(
    model,
    reminded.state,
    { type: "completeTask", taskId: review.taskId, outcome: "approve" },
    at,
  );
  t.like(opened(approved.effects).assignment, { role: "city-reviewer", unit: "level", level: "city" });
});

test("R-KEY-12 R-KEY-13 R-KEY-14 R-KEY-15 R-KEY-16: the monthly table counts duties by any of its dimensions", (t) => {
  const view = type("progressEntry").statistics.find(({ key }) => key === "monthlyCompletion");
  if (!view) return t.fail();
  t.is(view.title, "月份重点工作完成情况统计表");
  const fields = viewFields(type("progressEntry"));
  for (const rows of [["year"], ["keyWork", "workContent"], ["month"], ["district"]]) {
    const query = buildStatisticsQuery(view, { rows, columns: [] }, true, fields);
    t.is(query.of, "obligation");
    t.is(query.groupBy?.length, rows.length);
  }
  const groups = [
    { district: "110101000000", month: 1, due: 4, reported: 4, onTime: 3, overdue: 1, done: 2 },
    { district: "110101000000", month: 2, due: 4, reported: 2, onTime: 2, overdue: 2, done: 1 },
  ];
  const labels = {
    district: [
      { value: "110101000000", label: "东城区" },
      { value: "110102000000", label: "西城区" },
    ],
  };
  const table = pivot(view, {}, groups, labels);
  t.is(table.columns.length, 13 * 6);
  t.deepEqual(
    table.rows[0]?.cells.slice(-6).map(({ value }) => value),
    [8, 6, 5, 3, 3, 0.375],
  );
  t.deepEqual(table.header[0]?.map(({ text }) => text).slice(0, 3), ["行政区域", "1月", "2月"]);
});

test("every number of the monthly table, in any layout, opens a list that can show its rows", (t) => {
  const view = type("progressEntry").statistics.find(({ key }) => key === "monthlyCompletion");
  const duties = type("progressEntry").lists.find(({ key }) => key === view?.drill);
  if (!view || !duties) return t.fail();
  const fields = viewFields(type("progressEntry"));
  const drill = Object.fromEntries(view.dimensions.map(({ key }) => [key, null]));
  const filters = Object.fromEntries((view.filters ?? []).map(({ field }) => [field, null]));
  for (const { key } of view.measures) {
    const request = drillRequest(view, { drill, measure: key }, { filters });
    t.notThrows(() => buildListQuery(duties, request, true, fields, view));
  }
});
