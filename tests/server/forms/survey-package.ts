import type { PackageFiles } from "../../../engine/definition/index.ts";

const text = (title: string, extra: object = {}) => ({
  ...{ type: "string", title, "x-kind": "text", maxLength: 100 },
  ...extra,
});
const reference = (title: string, recordType: string) => ({
  ...{ type: "string", format: "uuid", title, "x-kind": "reference", "x-reference": { recordType } },
});
const schema = (title: string, properties: object, required: string[]) =>
  JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", title, type: "object", properties, required });
const everything = ["read", "create", "edit", "submit", "cancel", "export"];

const surveySchema = schema("调查", { title: text("名称"), year: text("年度", { maxLength: 4 }) }, ["title", "year"]);
const answerSchema = schema(
  "调查答复",
  {
    survey: reference("调查", "surveys/survey"),
    title: text("标题"),
    note: text("备注"),
  },
  ["title"],
);

/**
 * Surveys whose own forms districts, streets and villages fill. Their designer is the city officer; the same people
 * fill them in the small city of the tests and in the delivered one.
 */
export const surveyPackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    ...{ key: "surveys", title: "专项调查", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: [
      {
        ...{ key: "survey", title: "调查", schema: "survey.schema.json", titleField: "title", visibility: "everyone" },
        ownForm: { extends: "answer", title: "调查表" },
        dispatch: {
          ...{ recordType: "answer", subjectField: "survey", period: '="once"', year: "=number(record.year)" },
          ...{ levels: ["city", "district", "street", "village"], unitKinds: ["bureau", "street", "village"] },
          prefill: { title: "=subject.title" },
        },
      },
      { key: "answer", title: "调查答复", schema: "answer.schema.json", titleField: "title" },
    ],
    menus: [
      {
        ...{ key: "surveys", title: "专项调查", group: "专项调查", roles: ["city-officer"], screen: "list" },
        view: "surveys",
      },
      {
        ...{ key: "answers", title: "调查填报", group: "专项调查", roles: ["district-filler", "street-staff"] },
        ...{ screen: "obligations", view: "answers" },
      },
    ],
  }),
  "survey.schema.json": surveySchema,
  "answer.schema.json": answerSchema,
  "access.json": JSON.stringify({
    rules: [
      { recordType: "survey", roles: ["city-officer"], actions: [...everything, "design", "dispatch"], rows: "all" },
      { recordType: "survey", roles: ["*"], actions: ["read"], rows: "all" },
      { recordType: "answer", roles: ["*"], actions: ["read"], rows: "division" },
      {
        ...{ recordType: "answer", roles: ["district-filler", "street-staff"], rows: "unit" },
        actions: ["create", "edit", "submit"],
      },
    ],
  }),
  "views.json": JSON.stringify({
    lists: [
      { key: "surveys", title: "调查", recordType: "survey", columns: [{ field: "title" }, { field: "$status" }] },
      { key: "answers", title: "调查答复", recordType: "answer", columns: [{ field: "title" }, { field: "$unit" }] },
    ],
  }),
};

const hallSchema = schema(
  "大厅",
  {
    name: text("名称"),
    address: text("地址"),
    area: { type: "number", title: "面积", "x-kind": "number", "x-unit": "平方米", minimum: 0 },
    kind: { type: "string", title: "类型", "x-kind": "select", enum: ["a", "b"], "x-enumNames": ["综合", "专业"] },
    complaint: text("投诉情况"),
    windows: {
      ...{ type: "array", title: "窗口", "x-kind": "subTable", maxItems: 20 },
      items: { type: "object", properties: { id: { type: "string", maxLength: 64 }, name: text("窗口名称") } },
    },
  },
  ["name"],
);

/**
 * Halls that districts file and everybody may choose, of which only the administrator reads the complaints; audits that
 * only the administrator reads, and inspections that only the city officer does.
 */
export const hallPackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    ...{ key: "halls", title: "大厅", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: [
      {
        ...{ key: "hall", title: "大厅", schema: "hall.schema.json", titleField: "name", visibility: "official" },
        rowChoices: [{ field: "windows", titleFields: ["name"] }],
      },
      { key: "audit", title: "审计", schema: "audit.schema.json", titleField: "name" },
      { key: "inspection", title: "督查", schema: "audit.schema.json", titleField: "name" },
    ],
  }),
  "hall.schema.json": hallSchema,
  "audit.schema.json": schema("审计", { name: text("名称") }, ["name"]),
  "access.json": JSON.stringify({
    rules: [
      { recordType: "hall", roles: ["*"], actions: ["read", "choose"], rows: "all", hidden: ["complaint"] },
      { recordType: "hall", roles: ["district-filler"], actions: ["create", "edit", "submit"], rows: "unit" },
      { recordType: "*", roles: ["administrator"], actions: everything, rows: "all" },
      { recordType: "inspection", roles: ["city-officer"], actions: everything, rows: "all" },
    ],
  }),
  "views.json": JSON.stringify({ lists: [] }),
};
