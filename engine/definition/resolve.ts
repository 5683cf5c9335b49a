import type { FormSchema } from "../form/index.ts";
import { mergeSchema, mergeUi } from "./extend.ts";
import type { Access } from "./meta/access.gen.ts";
import type { RecordType } from "./meta/manifest.gen.ts";
import type { ListView, StatisticsView, Tile } from "./meta/views.gen.ts";
import type { DefinitionPackage, ProcessSource, RecordTypeKey, UiSchema } from "./package.ts";
import { qualifyList, qualifyStatistics } from "./qualify.ts";
import type { ResolvedRecordType } from "./record-type.ts";
import { inlineReferences } from "./references.ts";
import { extendVariants, resolveVariants } from "./variant.ts";

/** Packages by key. */
export type Packages = ReadonlyMap<string, DefinitionPackage>;

/** A record type that cannot be resolved: `message` says which and why (zh-CN). */
export class UnknownRecordType extends Error {
  readonly recordType: string;

  constructor(recordType: string, message: string) {
    super(message);
    this.name = "UnknownRecordType";
    this.recordType = recordType;
  }
}

interface Parts {
  pkg: DefinitionPackage;
  settings: RecordType;
  schema: FormSchema;
  ui: UiSchema;
}

function partsOf(packages: Packages, key: string): Parts {
  const [packageKey = "", shortKey = ""] = key.split("/");
  const pkg = packages.get(packageKey);
  if (!pkg) throw new UnknownRecordType(key, `没有名为“${packageKey}”的定义，请先导入或发布它`);
  const settings = pkg.manifest.recordTypes?.find((one) => one.key === shortKey);
  if (!settings) throw new UnknownRecordType(key, `“${pkg.title}”中没有名为“${shortKey}”的记录类型，请检查写法`);
  const schema = inlineReferences(pkg.schemas[settings.schema] ?? {}, packages);
  return { pkg, settings, schema, ui: (settings.ui && pkg.uis[settings.ui]) || {} };
}

/** The rules that speak of one record type, said of `shortKey`. */
function accessFor(pkg: DefinitionPackage, own: string, shortKey: string): Access {
  const rules = pkg.access.rules.filter(({ recordType }) => recordType === own || recordType === "*");
  return { rules: rules.map((rule) => ({ ...rule, recordType: shortKey })) };
}

function viewsFor(
  { pkg, settings }: Parts,
  schema: FormSchema,
): { lists: ListView[]; tiles: Tile[]; statistics: StatisticsView[] } {
  const key: RecordTypeKey = `${pkg.key}/${settings.key}`;
  const mine = <T extends { recordType: string }>(views: T[] | undefined): T[] =>
    (views ?? []).filter(({ recordType }) => recordType === settings.key);
  const lists = mine(pkg.views.lists);
  const listKeys = new Set(lists.map((list) => list.key));
  return {
    lists: lists.map((list) => qualifyList(list, key, schema)),
    tiles: (pkg.views.tiles ?? []).filter(({ list }) => list !== undefined && listKeys.has(list)),
    statistics: mine(pkg.views.statistics).map((view) => qualifyStatistics(view, key, schema)),
  };
}

function childFieldsOf({ pkg, settings }: Parts): string[] {
  const fields = (pkg.manifest.recordTypes ?? []).flatMap(({ children, dispatch }) => [
    ...(children ?? []).filter(({ recordType }) => recordType === settings.key).map(({ field }) => field),
    ...(dispatch?.subjects?.recordType === settings.key ? [dispatch.subjects.field] : []),
    ...(dispatch?.recordType === settings.key && dispatch.subjectField ? [dispatch.subjectField] : []),
  ]);
  return [...new Set(fields)];
}

const processOf = (pkg: DefinitionPackage, key: string | undefined): ProcessSource | null =>
  (key && pkg.processes[key]) || null;

function resolveOwn(parts: Parts): ResolvedRecordType {
  const { pkg, settings, schema, ui } = parts;
  const key: RecordTypeKey = `${pkg.key}/${settings.key}`;
  return {
    key,
    storedKey: key,
    shortKey: settings.key,
    definitionKey: pkg.key,
    title: settings.title,
    schema,
    ui,
    variants: resolveVariants(settings.variants, schema, (file) => (file && pkg.uis[file]) || ui),
    recordType: settings,
    access: accessFor(pkg, settings.key, settings.key),
    process: processOf(pkg, settings.process),
    cancelProcess: processOf(pkg, settings.cancelProcess),
    ...viewsFor(parts, schema),
    addedFields: [],
    childFields: childFieldsOf(parts),
  };
}

function resolveExtended(parts: Parts, base: ResolvedRecordType): ResolvedRecordType {
  const { pkg, settings } = parts;
  const schema = mergeSchema(base.schema, parts.schema);
  const own = viewsFor(parts, schema);
  const addedFields = Object.keys(parts.schema.properties ?? {}).filter(
    (name) => !Object.hasOwn(base.schema.properties ?? {}, name),
  );
  const ownAccess = accessFor(pkg, settings.key, settings.key);
  const inherited = base.access.rules.map((rule) => ({ ...rule, recordType: settings.key }));
  return {
    ...base,
    key: `${pkg.key}/${settings.key}`,
    base: base.storedKey,
    shortKey: settings.key,
    definitionKey: pkg.key,
    title: settings.title,
    schema: { ...schema, title: settings.title },
    ui: mergeUi(base, parts.ui, addedFields),
    variants: extendVariants(base, { ...parts, uis: pkg.uis, variants: settings.variants ?? [] }).map((variant) => ({
      ...variant,
      schema: { ...variant.schema, title: settings.title },
    })),
    recordType: {
      ...base.recordType,
      key: settings.key,
      title: settings.title,
      index: [...(base.recordType.index ?? []), ...(settings.index ?? [])],
    },
    access: { rules: [...inherited, ...ownAccess.rules] },
    lists: [...base.lists, ...own.lists],
    tiles: [...base.tiles, ...own.tiles],
    statistics: [...base.statistics, ...own.statistics],
    addedFields,
  };
}

/** A record type with all that concerns it. Throws UnknownRecordType when it, its package or its base does not exist. */
export function resolveRecordType(packages: Packages, recordTypeKey: string): ResolvedRecordType {
  const parts = partsOf(packages, recordTypeKey);
  const { extends: base } = parts.pkg.manifest;
  if (!base) return resolveOwn(parts);
  const baseParts = partsOf(packages, `${base.package}/${base.recordType}`);
  if (baseParts.pkg.manifest.extends) {
    throw new UnknownRecordType(
      recordTypeKey,
      `“${parts.pkg.title}”沿用的“${baseParts.pkg.title}”本身也是沿用而来，只能沿用一层`,
    );
  }
  return resolveExtended(parts, resolveOwn(baseParts));
}
