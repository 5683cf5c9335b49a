import { safePattern } from "../pattern.ts";
import { type Check, deciding, finding, type Keyword } from "./check.ts";

type Data = Record<string, unknown>;

const isTable = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);

/** The own value, as inherited names are no fields. */
const own = (data: Data, name: string): unknown => (Object.hasOwn(data, name) ? data[name] : undefined);

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : []);
const entriesOf = (value: unknown): [string, unknown][] => (isTable(value) ? Object.entries(value) : []);

const required: Keyword = (schema) => {
  const names = listOf(schema.required);
  return (data, at, found) => {
    for (const missingProperty of names) {
      if (own(data as Data, missingProperty) !== undefined) continue;
      found.push(finding("required", schema, { data, at, params: { missingProperty } }));
    }
  };
};

const propertyNames: Keyword = (schema, compiler) => {
  const check = compiler.check(schema.propertyNames);
  return (data, at, found) => {
    for (const propertyName of Object.keys(data as Data)) {
      const before = found.length;
      check(propertyName, at, found);
      if (found.length > before) found.push(finding("propertyNames", schema, { data, at, params: { propertyName } }));
    }
  };
};

const additionalProperties: Keyword = (schema, compiler) => {
  const known = new Set(entriesOf(schema.properties).map(([name]) => name));
  const patterns = entriesOf(schema.patternProperties).map(([pattern]) => safePattern(pattern));
  const isForbidden = schema.additionalProperties === false;
  const check = compiler.check(schema.additionalProperties);
  return (data, at, found) => {
    for (const [name, value] of Object.entries(data as Data)) {
      if (known.has(name) || patterns.some((pattern) => pattern.test(name))) continue;
      if (!isForbidden) check(value, { parent: at, name }, found);
      else found.push(finding("additionalProperties", schema, { data, at, params: { additionalProperty: name } }));
    }
  };
};

/** A field that brings others with it, or a whole schema. */
const dependencies: Keyword = (schema, compiler) => {
  const all = entriesOf(schema.dependencies);
  const names = all.filter(([, needed]) => Array.isArray(needed)) as [string, string[]][];
  const parts = all.filter(([, needed]) => !Array.isArray(needed)).map(([name, part]) => [name, compiler.check(part)]);
  return (data, at, found) => {
    for (const [property, needed] of names) {
      if (own(data as Data, property) === undefined) continue;
      for (const missingProperty of needed) {
        if (own(data as Data, missingProperty) !== undefined) continue;
        found.push(finding("dependencies", schema, { data, at, params: { property, missingProperty } }));
      }
    }
    for (const [property, check] of parts as [string, Check][]) {
      if (own(data as Data, property) !== undefined) check(data, at, found);
    }
  };
};

const properties: Keyword = (schema, compiler) => {
  const checks = entriesOf(schema.properties).map(([name, part]) => [name, compiler.check(part)] as const);
  return (data, at, found) => {
    for (const [name, check] of checks) {
      const value = own(data as Data, name);
      if (value !== undefined) check(value, { parent: at, name }, found);
    }
  };
};

const patternProperties: Keyword = (schema, compiler) => {
  const checks = entriesOf(schema.patternProperties).map(
    ([pattern, part]) => [safePattern(pattern), compiler.check(part)] as const,
  );
  return (data, at, found) => {
    for (const [pattern, check] of checks) {
      for (const [name, value] of Object.entries(data as Data)) {
        if (pattern.test(name)) check(value, { parent: at, name }, found);
      }
    }
  };
};

/** The keywords of tables of fields, in the order their findings are told. */
export const tableKeywords: Record<string, Keyword> = {
  maxProperties: deciding("maxProperties", (limit: number) => (data: Data) => Object.keys(data).length <= limit),
  minProperties: deciding("minProperties", (limit: number) => (data: Data) => Object.keys(data).length >= limit),
  required,
  propertyNames,
  additionalProperties,
  dependencies,
  properties,
  patternProperties,
};
