import { fieldKinds, levels } from "../../engine/form/index.ts";

const short = { type: "string", maxLength: 200 };
const key = { type: "string", maxLength: 130 };
const number = { type: "number" };

const name = { type: "string", maxLength: 63 };
const atLevels = { type: "array", maxItems: 4, uniqueItems: true, items: { enum: [...levels] } };

const titleAt = {
  type: "object",
  properties: Object.fromEntries(levels.map((level) => [level, short])),
  additionalProperties: false,
};

function pair(first: string, second: string) {
  const properties = { [first]: { type: "string", maxLength: 40 }, [second]: name };
  return { type: "object", properties, required: [first, second], additionalProperties: false };
}

const fieldProperties = {
  id: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_]{0,39}$" },
  name,
  title: short,
  kind: { type: "string", enum: [...fieldKinds] },
  required: { type: "boolean" },
  options: {
    type: "array",
    maxItems: 500,
    items: {
      type: "object",
      properties: { value: short, label: short },
      required: ["value", "label"],
      additionalProperties: false,
    },
  },
  ...{ list: key, recordType: key, titleField: key, group: short, unit: { type: "string", maxLength: 20 } },
  ...{ official: { type: "boolean" }, within: { type: "string", maxLength: 40 } },
  ...{ derived: pair("from", "field"), row: pair("of", "table"), levels: atLevels, requiredAt: atLevels, titleAt },
  help: { type: "string", maxLength: 2000 },
  ...{ min: number, max: number, decimals: number, maxLength: number, maxItems: number, span: number },
  pattern: { type: "string", maxLength: 500 },
  messages: { type: "object", maxProperties: 20, additionalProperties: short },
  formula: { type: "string", maxLength: 2000 },
  default: { type: ["string", "number", "boolean"] },
};

const term = {
  field: { type: "string", maxLength: 40 },
  compare: { type: "string", enum: ["=", "!=", "<", "<=", ">", ">=", "filled"] },
  other: { type: "string", maxLength: 40 },
  value: { type: ["string", "number", "boolean"], maxLength: 200 },
};

const check = {
  type: "object",
  properties: {
    ...term,
    when: { type: "object", properties: term, required: ["field", "compare"], additionalProperties: false },
    message: short,
    severity: { type: "string", enum: ["error", "warning"] },
  },
  required: ["field", "compare"],
  additionalProperties: false,
};

const rule = {
  type: "object",
  properties: {
    severity: { type: "string", enum: ["error", "warning"] },
    ...{ when: { type: "string", maxLength: 2000 }, assert: { type: "string", maxLength: 2000 }, message: short },
    fields: { type: "array", maxItems: 50, items: { type: "string", maxLength: 200 } },
  },
  required: ["assert", "message"],
  additionalProperties: false,
};

/** Shape of the field table an officer sends; what it means is checked by `fieldTableProblems`. */
export const fieldTableSchema = {
  type: "object",
  properties: {
    fields: { type: "array", maxItems: 500, items: { $ref: "#/$defs/field" } },
    checks: { type: "array", maxItems: 100, items: check },
    rules: { type: "array", maxItems: 100, items: rule },
    retired: { type: "array", maxItems: 5000, items: { type: "string", maxLength: 40 } },
  },
  required: ["fields"],
  additionalProperties: false,
};

/** Definitions that a schema holding `fieldTableSchema` must carry under `$defs`. */
export const fieldTableDefinitions = {
  field: {
    type: "object",
    properties: { ...fieldProperties, columns: { type: "array", maxItems: 100, items: { $ref: "#/$defs/field" } } },
    required: ["id", "title", "kind"],
    additionalProperties: false,
  },
};
