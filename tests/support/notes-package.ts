import type { PackageFiles } from "../../engine/definition/index.ts";

const text = (content: unknown): string => JSON.stringify(content);

/**
 * A small package without a process: a `topic`, open to all, that may have a form of its own extending `note`.
 * The city officer makes topics, districts file notes.
 */
export function notesPackage(changes: PackageFiles = {}): PackageFiles {
  return {
    "manifest.json": text({
      ...{ key: "notes", title: "记事", version: "1.0.0", dependsOn: ["_shared"] },
      recordTypes: [
        {
          ...{ key: "topic", title: "主题", schema: "topic.schema.json", titleField: "title", visibility: "everyone" },
          ownForm: { extends: "note", title: "记录表" },
        },
        { key: "note", title: "记录", schema: "note.schema.json", titleField: "title" },
      ],
      menus: [{ key: "notes", title: "记录", roles: ["district-filler"], screen: "list", view: "notes" }],
    }),
    "topic.schema.json": text({
      type: "object",
      title: "主题",
      properties: { title: { type: "string", title: "名称", "x-kind": "text", maxLength: 50 } },
      required: ["title"],
      additionalProperties: false,
    }),
    "note.schema.json": text({
      type: "object",
      title: "记录",
      properties: {
        title: { type: "string", title: "标题", "x-kind": "text", maxLength: 50 },
        color: {
          type: "string",
          title: "颜色",
          "x-kind": "select",
          maxLength: 20,
          "x-options": { list: "_shared/colors" },
        },
        files: {
          ...{ type: "array", title: "附件", "x-kind": "attachment", maxItems: 5 },
          items: {
            type: "object",
            properties: {
              id: { type: "string", maxLength: 40 },
              name: { type: "string", maxLength: 255 },
              size: { type: "integer" },
              mediaType: { type: "string", maxLength: 100 },
            },
          },
        },
      },
      required: ["title"],
      additionalProperties: false,
    }),
    "access.json": text({
      rules: [
        { recordType: "topic", roles: ["*"], actions: ["read"], rows: "all" },
        {
          ...{ recordType: "topic", roles: ["city-officer"], rows: "all" },
          actions: ["create", "edit", "submit", "design"],
        },
        { recordType: "note", roles: ["*"], actions: ["read"], rows: "division" },
        { recordType: "note", roles: ["district-filler"], actions: ["create", "edit", "submit"], rows: "unit" },
      ],
    }),
    "views.json": text({
      lists: [{ key: "notes", title: "记录", recordType: "note", columns: [{ field: "title" }, { field: "$unit" }] }],
    }),
    ...changes,
  };
}
