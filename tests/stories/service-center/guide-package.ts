import type { PackageFiles } from "../../../engine/definition/index.ts";

const field = (name: string) => ({ $ref: `service-center/handling-place.schema.json#/definitions/${name}` });

/** A module of somebody else's whose records say where something is handled: by the shared fields, and without a word of code. */
export const guidePackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    ...{ key: "guides", title: "办事指南", version: "1.0.0", dependsOn: ["_shared", "service-center"] },
    recordTypes: [{ key: "guide", title: "办事指南", schema: "guide.schema.json", titleField: "name" }],
  }),
  "guide.schema.json": JSON.stringify({
    ...{ title: "办事指南", type: "object", required: ["name", "center"], additionalProperties: false },
    properties: {
      name: { type: "string", title: "事项", maxLength: 60 },
      center: field("center"),
      window: field("window"),
      places: field("places"),
    },
  }),
  "access.json": JSON.stringify({
    rules: [
      { recordType: "guide", roles: ["street-staff", "district-agency-staff"], actions: ["read"], rows: "unit" },
      {
        ...{ recordType: "guide", roles: ["street-staff", "district-agency-staff"], rows: "unit" },
        actions: ["create", "edit", "submit"],
      },
    ],
  }),
  "views.json": JSON.stringify({
    lists: [
      {
        ...{ key: "guides", title: "办事指南", recordType: "guide" },
        columns: [{ field: "name" }, { field: "center" }, { field: "$referencesCancelled" }],
        filters: [{ field: "$referencesCancelled" }],
      },
    ],
  }),
};
