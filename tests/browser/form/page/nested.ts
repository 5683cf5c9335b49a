import type { FormSchema } from "../../../../engine/form/index.ts";

/** Shapes beyond a field table: references, sections, conditions, lists of texts and lists of rich items. */
export const nested: FormSchema = {
  type: "object",
  definitions: {
    person: {
      type: "object",
      title: "联系人",
      properties: { name: { type: "string", title: "姓名", maxLength: 20 } },
      required: ["name"],
    },
  },
  properties: {
    kind: {
      type: "string",
      title: "推进措施类别",
      enum: ["meeting", "other"],
      "x-enumNames": ["会议", "其他"],
      "x-kind": "radio",
    },
    person: { $ref: "#/definitions/person" },
    tags: { type: "array", title: "标签", maxItems: 5, items: { type: "string", title: "标签", maxLength: 20 } },
    steps: {
      type: "array",
      title: "步骤",
      maxItems: 5,
      items: {
        type: "object",
        properties: {
          title: { type: "string", title: "步骤名", maxLength: 20 },
          owner: { $ref: "#/definitions/person" },
        },
      },
    },
  },
  if: { properties: { kind: { const: "other" } }, required: ["kind"] },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
  then: { properties: { reason: { type: "string", title: "其他说明", maxLength: 50 } }, required: ["reason"] },
};
