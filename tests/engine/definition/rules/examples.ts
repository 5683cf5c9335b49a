import { type DefinitionPackage, loadPackage } from "../../../../engine/definition/index.ts";
import { type Draft, put, tinyFiles, without } from "../tiny-package.ts";

/** For one rule: a change that keeps it, a change that breaks it, and where the break is reported. */
export interface RuleExample {
  valid: (draft: Draft) => void;
  invalid: (draft: Draft) => void;
  at: { file: string; pointer?: string };
  /** What is published beside it. */
  beside?: () => DefinitionPackage[];
}

const m = "manifest.json";
const v = "views.json";
const a = "access.json";
const asIs = () => {};
const example = (
  invalid: RuleExample["invalid"],
  file: string,
  pointer: string,
  valid: RuleExample["valid"] = asIs,
): RuleExample => ({ valid, invalid, at: { file, pointer } });

/** The tiny package's visit, filed by districts only, for a form that extends it. */
function onlyDistricts(): DefinitionPackage[] {
  const variants = [{ key: "district", title: "区级", levels: ["district"] }];
  const loaded = loadPackage(tinyFiles(put(m, "recordTypes/1/variants", variants)));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return [loaded.pkg];
}

/** A form that extends the tiny package's visit by one field, with one variant. */
const extension = (variant: object) => (draft: Draft) => {
  for (const file of Object.keys(draft)) delete draft[file];
  Object.assign(draft, {
    [m]: {
      ...{ key: "form", title: "走访表", version: "1.0.0", extends: { package: "tiny", recordType: "visit" } },
      recordTypes: [
        {
          ...{ key: "visit", title: "走访表", schema: "form.schema.json", titleField: "place" },
          variants: [{ key: "own", title: "分级", ...variant }],
        },
      ],
    },
    "form.schema.json": { type: "object", properties: { seats: { type: "integer", title: "座位", maximum: 9 } } },
  });
};

const reference = (recordType: string) => ({
  ...{ type: "string", title: "关联", format: "uuid", "x-reference": { recordType } },
});
const row = (of: string, table: string) => ({ type: "string", title: "明细", maxLength: 64, "x-row": { of, table } });
const derived = (from: object, readOnly = true) =>
  put("visit.schema.json", "properties/officeName", {
    type: "string",
    title: "单位名称",
    maxLength: 50,
    readOnly,
    "x-derived": from,
  });
const openList =
  (settings: object) =>
  (draft: Draft): void => {
    put(v, "lists/0/of", "inForce")(draft);
    put(v, "statistics/0/of", "inForce")(draft);
    put(v, "lists/0/public", settings)(draft);
  };
/** The statistics view over two sources, both with the list behind them. */
const several =
  (second: object, more: object = {}) =>
  (draft: Draft): void => {
    const first = { key: "first", title: "甲", recordType: "tiny/visit", drill: "visits" };
    put(v, "statistics/0/drill", undefined)(draft);
    put(v, "statistics/0/dimensions/0", { key: "result", field: "result", ...more })(draft);
    put(v, "statistics/0/dimensions/2", { key: "origin", field: "$origin" })(draft);
    put(v, "statistics/0/sources", [first, { key: "second", title: "乙", drill: "visits", ...second }])(draft);
  };
const perDivision =
  (follow: Record<string, string>) =>
  (draft: Draft): void => {
    put("office.schema.json", "properties/name/readOnly", true)(draft);
    const owner = { level: "street", unitKind: "street" };
    put(m, "recordTypes/0/perDivision", { level: "village", owner, follow })(draft);
  };
const stations = perDivision({ name: "=division.name" });

/** A valid and an invalid tiny package for every rule, by its name. */
export const examples: Record<string, RuleExample[]> = {
  "schema-file-exists": [example(without("office.schema.json"), m, "/recordTypes/0/schema")],
  "ui-file-exists": [
    example(put(m, "recordTypes/1/ui", "other.ui.json"), m, "/recordTypes/1/ui", put(m, "recordTypes/1/ui", undefined)),
    example(
      put(m, "recordTypes/1/variants", [{ key: "city", title: "市级", levels: ["city"], ui: "other.ui.json" }]),
      m,
      "/recordTypes/1/variants/0/ui",
      put(m, "recordTypes/1/variants", [{ key: "city", title: "市级", levels: ["city"], ui: "visit.ui.json" }]),
    ),
  ],
  "title-field-exists": [
    example(
      put(m, "recordTypes/1/titleField", "name"),
      m,
      "/recordTypes/1/titleField",
      put(m, "recordTypes/1/titleField", "day"),
    ),
    example(put(m, "recordTypes/1/titleField", "notes"), m, "/recordTypes/1/titleField"),
  ],
  "title-not-hidden": [
    example(put(a, "rules/1/hidden", ["place"]), a, "/rules/1/hidden", put(a, "rules/1/hidden", ["notes"])),
    example(put(a, "rules/0/hidden", ["name"]), a, "/rules/0/hidden"),
  ],
  "record-type-key-unique": [
    example(put(m, "menus/1/key", "visits"), m, "/menus/1", put(m, "menus/1/key", "other")),
    example(put(m, "recordTypes/1/key", "office"), m, "/recordTypes/1"),
  ],
  "menu-view-exists": [
    example(put(m, "menus/0/view", "nowhere"), m, "/menus/0/view", put(m, "menus/0/screen", "obligations")),
    example(put(m, "menus/0/screen", "statistics"), m, "/menus/0/view"),
    example(
      put(m, "menus/0", { key: "r", title: "结果", roles: ["clerk"], screen: "codeList", view: "results" }),
      m,
      "/menus/0/view",
      (draft) => {
        put("results.json", "maintainedBy", ["clerk"])(draft);
        put(m, "menus/0", { key: "r", title: "结果", roles: ["clerk"], screen: "codeList", view: "results" })(draft);
      },
    ),
  ],
  "menu-role-known": [
    example(put(m, "menus/0/roles", ["boss"]), m, "/menus/0/roles", put(m, "menus/0/roles", ["*"])),
    example(put(a, "rules/1/roles", ["boss"]), a, "/rules/1/roles"),
    example(put(m, "recordTypes/0/dispatch/fillerRole", "boss"), m, "/recordTypes/0/dispatch/fillerRole"),
    example(put(v, "tiles/0/roles", ["boss"]), v, "/tiles/0/roles"),
    example(
      put("results.json", "maintainedBy", ["boss"]),
      "results.json",
      "/maintainedBy",
      put("results.json", "maintainedBy", ["clerk"]),
    ),
  ],
  "view-record-type-exists": [example(put(v, "lists/0/recordType", "trip"), v, "/lists/0/recordType")],
  "view-field-exists": [
    example(
      put(v, "lists/0/columns/0/field", "plaice"),
      v,
      "/lists/0/columns/0/field",
      put(v, "lists/0/columns/0/field", "count"),
    ),
    example(put(v, "lists/0/columns/0/field", "notes"), v, "/lists/0/columns/0/field"),
    example(put(v, "lists/0/filters/0/field", "$month"), v, "/lists/0/filters/0/field"),
    example(put(v, "lists/0/search/0", "name"), v, "/lists/0/search/0"),
    example(put(v, "lists/0/where", { not: { field: "gone", op: "isNull" } }), v, "/lists/0/where"),
    example(put(v, "statistics/0/measures/1/field", "gone"), v, "/statistics/0/measures/1/field"),
    example(put(v, "tiles/0/where/field", "gone"), v, "/tiles/0/where"),
  ],
  "condition-well-formed": [
    example(
      put(v, "lists/0/where", { field: "count", op: "between", value: [1] }),
      v,
      "/lists/0/where",
      put(v, "lists/0/where", { field: "count", op: "between", value: [1, 2] }),
    ),
    example(put(a, "rules/2/where", { all: [{ field: "year" }] }), a, "/rules/2/where/all/0"),
    example(put(v, "lists/0/where", { field: "$division", op: "within", value: "11" }), v, "/lists/0/where"),
    example(put(v, "lists/0/where", {}), v, "/lists/0/where"),
    example(
      put(v, "lists/0/where", { field: "day", op: "lt", value: "=today(" }),
      v,
      "/lists/0/where",
      put(v, "lists/0/where", { field: "day", op: "lt", value: "=today()" }),
    ),
  ],
  "access-record-type-exists": [example(put(a, "rules/1/recordType", "trip"), a, "/rules/1/recordType")],
  "access-field-exists": [
    example(put(a, "rules/1/hidden", ["gone"]), a, "/rules/1/hidden", put(a, "rules/1/hidden", ["notes"])),
    example(put(a, "rules/2/where/field", "gone"), a, "/rules/2/where"),
    example(put(a, "rules/0/readOnly", ["place"]), a, "/rules/0/readOnly"),
  ],
  "access-action": [
    example(put(a, "rules/1/actions", ["dispatch"]), a, "/rules/1/actions"),
    example(put(m, "recordTypes/0/ownForm", undefined), a, "/rules/2/actions"),
    example(put(a, "rules/1/actions", ["import"]), a, "/rules/1/actions", (draft) => {
      put(a, "rules/1/actions", ["import"])(draft);
      put(m, "recordTypes/1/import", { title: "导入走访" })(draft);
    }),
  ],
  "process-file-exists": [example(without("check.bpmn"), m, "/processes/0/file")],
  "decision-file-exists": [
    example(
      put(m, "decisions", [{ key: "risk", title: "风险", file: "risk.dmn" }]),
      m,
      "/decisions/0/file",
      (draft) => {
        put(m, "decisions", [{ key: "risk", title: "风险", file: "risk.dmn" }])(draft);
        draft["risk.dmn"] = "<definitions/>";
      },
    ),
    example(
      (draft) => {
        const risk = { key: "risk", title: "风险", file: "risk.dmn" };
        put(m, "decisions", [risk, risk])(draft);
        draft["risk.dmn"] = "<definitions/>";
      },
      m,
      "/decisions/1/key",
    ),
  ],
  "process-key-exists": [
    example(
      put(m, "recordTypes/1/process", "approve"),
      m,
      "/recordTypes/1/process",
      put(m, "recordTypes/1/process", undefined),
    ),
  ],
  "unique-field-exists": [
    example(put(m, "recordTypes/1/unique/0/fields", ["gone"]), m, "/recordTypes/1/unique/0/fields"),
    example(put(m, "recordTypes/1/index", ["notes"]), m, "/recordTypes/1/index"),
    example(put(m, "recordTypes/1/routing", ["gone"]), m, "/recordTypes/1/routing"),
  ],
  "child-reference-points-back": [
    example(put(m, "recordTypes/0/children/0/field", "place"), m, "/recordTypes/0/children/0/field"),
    example(put(m, "recordTypes/0/children/0/recordType", "trip"), m, "/recordTypes/0/children/0/recordType"),
  ],
  "per-division-fields": [
    example(perDivision({ gone: "=1", name: "=division.name" }), m, "/recordTypes/0/perDivision/follow/gone", stations),
    example(perDivision({ year: "=division.name" }), m, "/recordTypes/0/perDivision/follow/year"),
    example(perDivision({ place: "=division.name" }), m, "/recordTypes/0/perDivision/follow/place"),
  ],
  "per-division-feel-parses": [
    example(perDivision({ name: "=division." }), m, "/recordTypes/0/perDivision/follow/name", stations),
  ],
  "per-division-maintained": [
    example(
      (draft) => {
        stations(draft);
        put(a, "rules/2/actions", ["create"])(draft);
      },
      a,
      "/rules/2/actions",
      (draft) => {
        stations(draft);
        put(a, "rules/2/actions", ["edit"])(draft);
      },
    ),
  ],
  "derived-source-exists": [
    example(
      derived({ from: "office", field: "gone" }),
      "visit.schema.json",
      "/properties/officeName/x-derived",
      derived({ from: "office", field: "name" }),
    ),
    example(derived({ from: "place", field: "name" }), "visit.schema.json", "/properties/officeName/x-derived"),
    example(derived({ from: "office", field: "name" }, false), "visit.schema.json", "/properties/officeName/x-derived"),
  ],
  "public-list-safe": [
    example(
      openList({ columns: ["place", "notes"] }),
      v,
      "/lists/0/public/columns",
      openList({ columns: ["place", "office"], search: ["place"] }),
    ),
    example(openList({ columns: ["place", "$status"] }), v, "/lists/0/public/columns"),
    example(openList({ columns: ["office"], search: ["place"] }), v, "/lists/0/public/search"),
    example(
      openList({ columns: ["place"], where: { field: "$unit", op: "eq", value: "=unit" } }),
      v,
      "/lists/0/public/where",
      openList({ columns: ["place"], where: { field: "place", op: "notNull" } }),
    ),
    example(put(v, "lists/0/public", { columns: ["place"] }), v, "/lists/0/public"),
  ],
  "dispatch-targets-exist": [
    example(put(m, "recordTypes/0/dispatch/recordType", "trip"), m, "/recordTypes/0/dispatch/recordType"),
    example(put(m, "recordTypes/0/dispatch/subjectField", "gone"), m, "/recordTypes/0/dispatch/subjectField"),
    example(put(m, "recordTypes/0/dispatch/prefill", { gone: "=1" }), m, "/recordTypes/0/dispatch/prefill/gone"),
    example(put(m, "recordTypes/0/ownForm/extends", "trip"), m, "/recordTypes/0/ownForm/extends"),
    example(
      put(m, "recordTypes/0/dispatch/subjects", { recordType: "visit", field: "gone" }),
      m,
      "/recordTypes/0/dispatch/subjects/field",
      put(m, "recordTypes/0/dispatch/subjects", { recordType: "visit", field: "office" }),
    ),
  ],
  "dispatch-feel-parses": [
    example(put(m, "recordTypes/0/dispatch/year", "=record."), m, "/recordTypes/0/dispatch/year"),
    example(
      put(m, "recordTypes/0/dispatch/prefill/place", "=matches(1, 2)"),
      m,
      "/recordTypes/0/dispatch/prefill/place",
    ),
    example(
      put(v, "lists/0/filters/0/default", "=if"),
      v,
      "/lists/0/filters/0/default",
      put(v, "lists/0/filters/0/default", "=string(year)"),
    ),
  ],
  "reference-target-exists": [
    example(
      put("visit.schema.json", "properties/office/x-reference/recordType", "tiny/gone"),
      "visit.schema.json",
      "/properties/office/x-reference/recordType",
    ),
    example(
      put("visit.schema.json", "properties/place/x-reference", { recordType: "other/thing" }),
      "visit.schema.json",
      "/properties/place/x-reference/recordType",
    ),
  ],
  "inheritable-is-owned": [
    example(
      (draft) => {
        put(m, "recordTypes/1/inheritable", true)(draft);
        put(a, "rules", [{ recordType: "visit", roles: ["clerk"], actions: ["edit"], rows: "unit" }])(draft);
      },
      m,
      "/recordTypes/1/inheritable",
      (draft) => {
        put(m, "recordTypes/1/inheritable", true)(draft);
        put(a, "rules", [{ recordType: "visit", roles: ["clerk"], actions: ["edit"], rows: "own" }])(draft);
      },
    ),
  ],
  "reference-within-division": [
    example(
      put("visit.schema.json", "properties/office/x-reference/within", "place"),
      "visit.schema.json",
      "/properties/office/x-reference/within",
      (draft) => {
        put("visit.schema.json", "properties/area", {
          type: "string",
          title: "区",
          maxLength: 12,
          "x-kind": "division",
        })(draft);
        put("visit.schema.json", "properties/office/x-reference/within", "area")(draft);
      },
    ),
    example(
      put("visit.schema.json", "properties/office/x-reference/within", "gone"),
      "visit.schema.json",
      "/properties/office/x-reference/within",
    ),
  ],
  "schema-reference-exists": [
    example(
      put("visit.schema.json", "properties/place", { $ref: "http://example.com/schema" }),
      "visit.schema.json",
      "/properties/place/$ref",
      put("visit.schema.json", "properties/place", { $ref: "tiny/office.schema.json#/properties/name" }),
    ),
    example(
      put("visit.schema.json", "properties/place", { $ref: "tiny/office.schema.json#/properties/gone" }),
      "visit.schema.json",
      "/properties/place/$ref",
    ),
  ],
  "code-list-exists": [
    example(
      put("visit.schema.json", "properties/result/x-options/list", "tiny/gone"),
      "visit.schema.json",
      "/properties/result/x-options/list",
    ),
  ],
  "role-member-known": [
    example(
      put("roles.json", "roles/0/members", ["boss"]),
      "roles.json",
      "/roles/0/members",
      put("roles.json", "roles", [
        { key: "clerk", title: "经办" },
        { key: "staff", title: "全体", members: ["clerk"] },
      ]),
    ),
    example(
      put("roles.json", "roles", [
        { key: "clerk", title: "经办" },
        { key: "a", title: "甲组", members: ["clerk"] },
        { key: "b", title: "乙组", members: ["a"] },
      ]),
      "roles.json",
      "/roles/2/members",
    ),
  ],
  "initial-field-exists": [
    example(
      put(m, "recordTypes/1/initial", { gone: "=1" }),
      m,
      "/recordTypes/1/initial/gone",
      put(m, "recordTypes/1/initial", { place: "=unit.divisionCode", day: "=string(today())" }),
    ),
    example(put(m, "recordTypes/1/initial", { count: "=if" }), m, "/recordTypes/1/initial/count"),
  ],
  "extends-target-known": [example(put(m, "extends", { package: "base", recordType: "thing" }), m, "/recordTypes")],
  "tile-list-exists": [
    example(put(v, "tiles/0/list", "gone"), v, "/tiles/0/list"),
    example(put(v, "tiles/0/codeList", "tiny/results"), v, "/tiles/0/list"),
    example(
      put(v, "tiles/0", { key: "kinds", title: "结果", codeList: "tiny/results", roles: ["clerk"] }),
      v,
      "/tiles/0/codeList",
      (draft) => {
        put("results.json", "maintainedBy", ["clerk"])(draft);
        put(v, "tiles/0", { key: "kinds", title: "结果", codeList: "tiny/results", roles: ["clerk"] })(draft);
      },
    ),
  ],
  "option-parent-exists": [
    example(
      put("visit.schema.json", "properties/result/x-options/parentField", "place"),
      "visit.schema.json",
      "/properties/result/x-options/parentField",
      (draft) => {
        const kinds = { key: "kinds", title: "种类", items: [{ code: "a", title: "甲" }] };
        put(m, "codeLists", ["results.json", "kinds.json"])(draft);
        draft["kinds.json"] = kinds;
        put("results.json", "parentList", "tiny/kinds")(draft);
        put("visit.schema.json", "properties/place/x-options", { list: "tiny/kinds" })(draft);
        put("visit.schema.json", "properties/result/x-options/parentField", "place")(draft);
      },
    ),
    example(
      (draft) => {
        put("visit.schema.json", "properties/place/x-options", { list: "tiny/results" })(draft);
        put("visit.schema.json", "properties/result/x-options/parentField", "place")(draft);
      },
      "visit.schema.json",
      "/properties/result/x-options/parentField",
    ),
  ],
  "statistics-source-exists": [
    example(
      several({ recordType: "tiny/gone" }),
      v,
      "/statistics/0/sources/1/recordType",
      several({ recordType: "tiny/visit" }),
    ),
    example(several({ recordType: "elsewhere/visit" }), v, "/statistics/0/sources/1/recordType"),
    example(several({ recordType: "tiny/visit", key: "first" }), v, "/statistics/0/sources/1/key"),
    example(several({ recordType: "tiny/visit", fields: { result: "gone" } }), v, "/statistics/0/sources/1/fields"),
    example(
      several({ recordType: "tiny/visit", fields: { result: "place" } }),
      v,
      "/statistics/0/dimensions/0",
      several({ recordType: "tiny/visit", fields: { result: "place" } }, { perSource: true }),
    ),
    example(
      (draft) => {
        several({ recordType: "tiny/visit" })(draft);
        put(v, "statistics/0/drill", "visits")(draft);
      },
      v,
      "/statistics/0/drill",
    ),
  ],
  "statistics-key-exists": [
    example(put(v, "statistics/0/rows/0", "gone"), v, "/statistics/0/rows/0", put(v, "statistics/0/charts", [])),
    example(put(v, "statistics/0/measures/2/of/1", "gone"), v, "/statistics/0/measures/2/of/1"),
    example(put(v, "statistics/0/measures/2/of/1", "each"), v, "/statistics/0/measures/2/of/1"),
    example(put(v, "statistics/0/measures/1/field", undefined), v, "/statistics/0/measures/1"),
    example(put(v, "statistics/0/charts/0/dimension", "gone"), v, "/statistics/0/charts/0"),
    example(put(v, "statistics/0/columns", ["district"]), v, "/statistics/0/columns"),
  ],
  "drill-list-exists": [
    example(put(v, "statistics/0/drill", "gone"), v, "/statistics/0/drill", put(v, "statistics/0/drill", undefined)),
    example(put(v, "lists/0/filters", [{ field: "day" }]), v, "/statistics/0/drill"),
    example(put(v, "statistics/0/of", "obligation"), v, "/statistics/0/drill"),
  ],
  "ui-order-names-field": [
    example(put("visit.ui.json", "ui:order", ["gone", "*"]), "visit.ui.json", "/ui:order/0"),
    example(put("visit.ui.json", "ui:groups/0/fields", ["gone"]), "visit.ui.json", "/ui:groups/0/fields/0"),
    example(put("visit.ui.json", "gone", {}), "visit.ui.json", "/gone"),
  ],
  "schema-feel-parses": [
    example(
      put("visit.schema.json", "properties/count/x-computed", "=count(notes"),
      "visit.schema.json",
      "/properties/count/x-computed",
      put("visit.schema.json", "properties/count/x-computed", "=count(notes)"),
    ),
    example(
      put("visit.schema.json", "properties/notes/items/properties/text/x-computed", "=if"),
      "visit.schema.json",
      "/properties/notes/items/properties/text/x-computed",
    ),
    example(
      put("visit.schema.json", "x-rules", [{ when: "=count > 1", assert: "=result.", message: "请填写结果" }]),
      "visit.schema.json",
      "/x-rules/0/assert",
      put("visit.schema.json", "x-rules", [{ when: "=count > 1", assert: "=result != null", message: "请填写结果" }]),
    ),
    example(
      put("visit.schema.json", "x-rules", [{ when: "=count >", assert: "=true", message: "请填写结果" }]),
      "visit.schema.json",
      "/x-rules/0/when",
    ),
  ],
  "schema-limits": [
    example(
      put("visit.schema.json", "properties/place/maxLength", undefined),
      "visit.schema.json",
      "/properties/place",
    ),
    example(
      put("visit.schema.json", "properties/place/pattern", "(?<=a)b"),
      "visit.schema.json",
      "/properties/place/pattern",
    ),
  ],
  "field-titled": [
    example(put("visit.schema.json", "properties/place/title", undefined), "visit.schema.json", "/properties/place"),
  ],
  "samples-hold": [
    example(put("samples/visit.json", "data", {}), "samples/visit.json", "/data"),
    example(put("samples/no-place.json", "data/place", "大厅"), "samples/no-place.json", "/data"),
    example(put("samples/no-place.json", "expect", ["/count"]), "samples/no-place.json", "/data"),
    example(put("samples/visit.json", "recordType", "trip"), "samples/visit.json", "/recordType"),
    example(put("samples/visit.json", "variant", "city"), "samples/visit.json", "/variant"),
    example(
      put("samples/visit.json", "warns", ["/count"]),
      "samples/visit.json",
      "/data",
      put("samples/visit.json", "warns", []),
    ),
  ],
  "row-choice-exists": [
    example(
      put(m, "recordTypes/1/rowChoices", [{ field: "place", titleFields: ["text"] }]),
      m,
      "/recordTypes/1/rowChoices/0",
      (draft) => {
        put(m, "recordTypes/1/rowChoices", [{ field: "notes", titleFields: ["text"] }])(draft);
        put("visit.schema.json", "properties/notes/items/properties/id", { type: "string", maxLength: 64 })(draft);
        put("visit.schema.json", "properties/visit", reference("tiny/visit"))(draft);
        put("visit.schema.json", "properties/note", row("visit", "notes"))(draft);
      },
    ),
    example(
      put(m, "recordTypes/1/rowChoices", [{ field: "notes", titleFields: ["text"] }]),
      m,
      "/recordTypes/1/rowChoices/0",
    ),
    example(
      put("visit.schema.json", "properties/note", row("place", "notes")),
      "visit.schema.json",
      "/properties/note/x-row",
    ),
    example(
      put("visit.schema.json", "properties/note", row("office", "notes")),
      "visit.schema.json",
      "/properties/note/x-row",
    ),
  ],
  "variant-field-exists": [
    example(
      put(m, "recordTypes/1/variants", [{ key: "city", title: "市级", levels: ["city"], without: ["gone"] }]),
      m,
      "/recordTypes/1/variants/0/without",
      put(m, "recordTypes/1/variants", [{ key: "city", title: "市级", levels: ["city"], without: ["result"] }]),
    ),
    example(
      put(m, "recordTypes/1/variants", [{ key: "city", title: "市级", levels: ["city"], without: ["place"] }]),
      m,
      "/recordTypes/1/variants/0/without",
    ),
    example(
      put(m, "recordTypes/1/variants", [
        { key: "city", title: "市级", levels: ["city"], without: ["count"], required: ["count"] },
      ]),
      m,
      "/recordTypes/1/variants/0/required",
    ),
    example(
      put(m, "recordTypes/1/variants", [{ key: "city", title: "市级", levels: ["city"], titles: { gone: "无" } }]),
      m,
      "/recordTypes/1/variants/0/titles",
    ),
    {
      ...example(
        extension({ levels: ["district"], required: ["count"] }),
        m,
        "/recordTypes/0/variants/0/required",
        extension({ levels: ["district"], required: ["seats"] }),
      ),
      beside: onlyDistricts,
    },
  ],
  "variant-level-once": [
    example(
      put(m, "recordTypes/1/variants", [
        { key: "city", title: "市级", levels: ["city", "district"] },
        { key: "district", title: "区级", levels: ["district"] },
      ]),
      m,
      "/recordTypes/1/variants/1/levels",
      put(m, "recordTypes/1/variants", [
        { key: "city", title: "市级", levels: ["city"] },
        { key: "district", title: "区级", levels: ["district"] },
      ]),
    ),
    example(
      put(m, "recordTypes/1/variants", [
        { key: "city", title: "市级", levels: ["city"] },
        { key: "city", title: "区级", levels: ["district"] },
      ]),
      m,
      "/recordTypes/1/variants/1/key",
    ),
  ],
  "variant-levels-meet": [
    {
      ...example(extension({ levels: ["village"] }), m, "/recordTypes/0/variants", extension({ levels: ["district"] })),
      beside: onlyDistricts,
    },
  ],
};
