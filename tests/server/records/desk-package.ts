import type { PackageFiles } from "../../../engine/definition/index.ts";

const text = (title: string, more: object = {}) => ({ type: "string", title, maxLength: 60, ...more });

const office = {
  ...{ type: "object", title: "办事处", required: ["name"], additionalProperties: false },
  properties: {
    name: text("名称"),
    note: text("内部说明"),
    desks: {
      ...{ type: "array", title: "窗口", "x-kind": "subTable", maxItems: 9 },
      items: {
        type: "object",
        additionalProperties: false,
        properties: { id: { type: "string", maxLength: 64 }, code: text("编号") },
      },
    },
  },
};

const errand = {
  ...{ type: "object", title: "事情", required: ["name"], additionalProperties: false },
  properties: {
    name: text("名称"),
    area: text("区", { "x-kind": "division", maxLength: 12 }),
    office: text("办事处", {
      "x-reference": { recordType: "desks/office", titleField: "name", official: true, within: "area" },
    }),
    desk: text("窗口", { "x-row": { of: "office", table: "desks" } }),
    helpers: {
      type: "array",
      title: "协办单位",
      "x-kind": "orgUnit",
      maxItems: 5,
      items: { type: "string", maxLength: 20 },
    },
  },
};

/** Offices that everybody may choose once they are official, and errands that choose one, one of its desks, and units. */
export const deskPackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    ...{ key: "desks", title: "窗口", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: [
      {
        ...{ key: "office", title: "办事处", schema: "office.schema.json", titleField: "name", visibility: "official" },
        rowChoices: [{ field: "desks", titleFields: ["code"] }],
      },
      { key: "errand", title: "事情", schema: "errand.schema.json", titleField: "name" },
    ],
  }),
  "office.schema.json": JSON.stringify(office),
  "errand.schema.json": JSON.stringify(errand),
  "access.json": JSON.stringify({
    rules: [
      { recordType: "office", roles: ["*"], actions: ["choose"] },
      {
        recordType: "office",
        roles: ["district-filler"],
        actions: ["read", "create", "edit", "submit", "cancel"],
        rows: "unit",
      },
      { recordType: "errand", roles: ["street-staff"], actions: ["read", "create", "edit", "submit"], rows: "unit" },
    ],
  }),
  "views.json": JSON.stringify({
    lists: [
      {
        ...{ key: "errands", title: "事情", recordType: "errand", sort: [{ field: "name" }] },
        columns: [{ field: "name" }, { field: "desk" }, { field: "office", hidden: true }],
      },
    ],
  }),
};
