import test from "ava";
import { buildListQuery, filterCondition, type ListRequest, ViewError } from "../../../engine/view/index.ts";
import { counts, duties, fields, reports } from "./report-views.ts";

test("a list asks for its columns and the id, in its order, one page, within its own and the reader's conditions", (t) => {
  const mine = { field: "$unit", op: "eq", value: 3 } as const;
  t.deepEqual(buildListQuery(reports, {}, mine, fields), {
    recordType: "tiny/report",
    of: "record",
    columns: ["name", "$status", "$id"],
    where: { all: [reports.where, mine] },
    sort: [
      { field: "$createdAt", order: "desc" },
      { field: "$id", order: "asc" },
    ],
    limit: 20,
    offset: 0,
    count: "capped",
  });
});

test("filters, search words, sort, page and columns of the request are taken over", (t) => {
  const request = {
    filters: { kind: "a", amount: { from: 1, to: 5 } },
    search: " 一件事  上线 ",
    sort: [{ field: "name", order: "asc" as const }],
    offset: 40,
    limit: 500,
    columns: ["name"],
    count: "none" as const,
  };
  const query = buildListQuery(reports, request, true, fields);
  t.deepEqual(query.columns, ["name", "$id"]);
  t.deepEqual(
    query.sort?.map(({ field }) => field),
    ["name", "$id"],
  );
  t.like(query, { limit: 200, offset: 40, count: "none" });
  const word = (value: string) => ({
    any: [
      { field: "name", op: "contains", value },
      { field: "note", op: "contains", value },
    ],
  });
  t.deepEqual(query.where, {
    all: [
      reports.where,
      { field: "kind", op: "eq", value: "a" },
      { field: "amount", op: "between", value: [1, 5] },
      { all: [word("一件事"), word("上线")] },
    ],
  });
});

test("an export has no limit, and obligations come with the record filled for them", (t) => {
  const query = buildListQuery(duties, { limit: null }, true, fields);
  t.false("limit" in query);
  t.deepEqual(query.columns, ["$unit", "$month", "$district", "kind", "$id", "$record"]);
});

test("a field the list does not have is refused wherever it is named", (t) => {
  const requests: ListRequest[] = [
    { filters: { secret: 1 } },
    { filters: { ["constructor" as string]: 1 } },
    { columns: ["note"] },
    { sort: [{ field: "secret" }] },
  ];
  for (const request of requests) {
    const error = t.throws(() => buildListQuery(reports, request, true, fields), { instanceOf: ViewError });
    t.is((error as ViewError).code, "unknown-field");
    t.regex(error?.message ?? "", /刷新页面/);
  }
});

test("the rows behind a number are those of the view and of its measure; a ratio opens its denominator", (t) => {
  const drilled = (measure: string) =>
    buildListQuery(duties, { filters: { $month: 3 }, drill: { view: "counts", measure } }, true, fields, counts).where;
  const march = { field: "$month", op: "eq", value: 3 };
  t.deepEqual(drilled("done"), { all: [march, counts.where, counts.measures[1]?.where] });
  t.deepEqual(drilled("rate"), { all: [march, counts.where] });
  t.throws(() => drilled("secret"), { instanceOf: ViewError });
  const request = { drill: { view: "other", measure: "due" } };
  t.throws(() => buildListQuery(duties, request, true, fields, counts), { instanceOf: ViewError });
});

test("a filter's value is read by the kind of its field", (t) => {
  t.deepEqual(filterCondition("text", "f", "x"), { field: "f", op: "contains", value: "x" });
  t.deepEqual(filterCondition("select", "f", "x"), { field: "f", op: "eq", value: "x" });
  t.deepEqual(filterCondition("select", "f", ["x", "y"]), { field: "f", op: "in", value: ["x", "y"] });
  t.deepEqual(filterCondition("multiSelect", "f", ["x"]), { field: "f", op: "contains", value: "x" });
  t.deepEqual(filterCondition("number", "f", { from: 1 }), { field: "f", op: "gte", value: 1 });
  t.deepEqual(filterCondition("date", "f", { to: "2026-03-31" }), { field: "f", op: "lte", value: "2026-03-31" });
  t.deepEqual(filterCondition("select", "f", null), { field: "f", op: "isNull" });
  t.deepEqual(filterCondition("select", "f", ["x", null]), {
    any: [
      { field: "f", op: "eq", value: "x" },
      { field: "f", op: "isNull" },
    ],
  });
  t.deepEqual(filterCondition("division", "f", ["110101000000", "110102000000"]), {
    any: [
      { field: "f", op: "within", value: "110101000000" },
      { field: "f", op: "within", value: "110102000000" },
    ],
  });
});

test("a day filters instants from its first to its last moment in Beijing", (t) => {
  const day = { field: "f", op: "between", value: ["2026-03-01T00:00:00+08:00", "2026-03-01T23:59:59.999999+08:00"] };
  t.deepEqual(filterCondition("timestamp", "f", "2026-03-01"), day);
  t.deepEqual(filterCondition("timestamp", "f", { from: "2026-03-01", to: "2026-03-01" }), day);
});

test("a filter nothing was chosen in restricts nothing", (t) => {
  for (const value of ["", [], {}, { from: "", to: "" }]) t.is(filterCondition("text", "f", value), null);
});
