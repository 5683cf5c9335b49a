import type { PackageFiles } from "../../../engine/definition/index.ts";

const text = (content: unknown): string => JSON.stringify(content);

/** A list of extended items as a street keeps it: where each is handled follows from the station chosen beside it. */
export const extendedItems: PackageFiles = {
  "manifest.json": text({
    ...{ key: "extended-items", title: "延伸事项", version: "1.0.0", dependsOn: ["_shared", "community-station"] },
    recordTypes: [{ key: "itemList", title: "延伸事项清单", schema: "item-list.schema.json", titleField: "title" }],
    menus: [{ key: "lists", title: "延伸事项", roles: ["street-staff"], screen: "list", view: "lists" }],
  }),
  "item-list.schema.json": text({
    ...{ type: "object", title: "延伸事项清单", additionalProperties: false, required: ["title"] },
    properties: {
      title: { type: "string", title: "清单名称", maxLength: 60 },
      items: {
        ...{ type: "array", title: "事项", "x-kind": "subTable", maxItems: 20 },
        items: {
          ...{ type: "object", additionalProperties: false, required: ["name", "station"] },
          properties: {
            name: { type: "string", title: "事项名称", maxLength: 60 },
            station: {
              ...{ type: "string", title: "办理站点", format: "uuid", "x-kind": "reference" },
              "x-reference": { recordType: "community-station/communityStation", titleField: "name" },
            },
            extendedPlace: {
              ...{ type: "string", title: "延伸办理地点", maxLength: 200, readOnly: true },
              "x-derived": { from: "station", field: "address" },
            },
          },
        },
      },
    },
  }),
  "access.json": text({
    rules: [
      {
        ...{ recordType: "itemList", roles: ["street-staff"], rows: "unit" },
        actions: ["read", "create", "edit", "submit"],
      },
    ],
  }),
  "views.json": text({
    lists: [
      {
        ...{ key: "lists", title: "延伸事项清单", recordType: "itemList" },
        columns: [{ field: "title" }, { field: "$sourceChanged" }],
        filters: [{ field: "$sourceChanged" }],
      },
    ],
  }),
};
