import { type FormSchema, formatPointer, valueAt } from "../form/index.ts";
import type { DefinitionPackage } from "./package.ts";

/** A `$ref` into another package: `<package>/<file>#<pointer>`. */
export interface OutsideReference {
  text: string;
  packageKey: string;
  file: string;
  pointer: string;
  /** Where in the referring schema. */
  at: string;
}

const shape = /^(_?[a-z][a-z0-9-]*)\/([^#]+\.schema\.json)(?:#(.*))?$/;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Every `$ref` of a schema that leaves it, in order; one that has no such form comes with an empty packageKey. */
export function outsideReferences(schema: FormSchema): OutsideReference[] {
  const found: OutsideReference[] = [];
  const walk = (node: unknown, path: (string | number)[]): void => {
    if (!isObject(node)) return;
    const text = node.$ref;
    if (typeof text === "string" && !text.startsWith("#")) {
      const [, packageKey = "", file = "", pointer = ""] = shape.exec(text) ?? [];
      found.push({ text, packageKey, file, pointer, at: formatPointer([...path, "$ref"]) });
    }
    for (const [key, value] of Object.entries(node)) walk(value, [...path, key]);
  };
  walk(schema, []);
  return found;
}

/** The schema an outside reference means; undefined when the package, the file or the place does not exist. */
export function referencedSchema(
  reference: OutsideReference,
  packages: ReadonlyMap<string, DefinitionPackage>,
): FormSchema | undefined {
  const file = packages.get(reference.packageKey)?.schemas[reference.file];
  return file && (valueAt(file, reference.pointer) as FormSchema | undefined);
}

const definitionName = (packageKey: string, file: string, pointer: string): string =>
  [
    packageKey,
    file.replace(/\.schema\.json$/, ""),
    ...pointer.split("/").filter((part) => part && part !== "definitions"),
  ]
    .join(".")
    .replace(/[^\w.-]/g, "_");

/**
 * The schema with everything it refers to in other packages copied under its own `definitions`, so that every `$ref` is
 * local. A reference that leads nowhere becomes a schema without rules (a rule of the loader refuses it beforehand).
 */
export function inlineReferences(schema: FormSchema, packages: ReadonlyMap<string, DefinitionPackage>): FormSchema {
  const added: Record<string, FormSchema> = {};
  const copyIn = (packageKey: string, file: string, pointer: string): string => {
    const name = definitionName(packageKey, file, pointer);
    if (!(name in added)) {
      added[name] = {};
      const target = referencedSchema({ text: "", at: "", packageKey, file, pointer }, packages) ?? {};
      added[name] = rewrite(target, { packageKey, file }) as FormSchema;
    }
    return `#/definitions/${name}`;
  };
  const rewrite = (node: unknown, inside: { packageKey: string; file: string } | null): unknown => {
    if (Array.isArray(node)) return node.map((item) => rewrite(item, inside));
    if (!isObject(node)) return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rewrite(value, inside)]));
    if (typeof node.$ref !== "string") return copy;
    const [, packageKey, file, pointer = ""] = shape.exec(node.$ref) ?? [];
    if (packageKey && file) copy.$ref = copyIn(packageKey, file, pointer);
    else if (inside && node.$ref.startsWith("#"))
      copy.$ref = copyIn(inside.packageKey, inside.file, node.$ref.slice(1));
    return copy;
  };
  const own = rewrite(schema, null) as FormSchema;
  return Object.keys(added).length === 0 ? own : { ...own, definitions: { ...own.definitions, ...added } };
}
