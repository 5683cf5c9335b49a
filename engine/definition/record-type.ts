import type { FormSchema } from "../form/index.ts";
import type { Access } from "./meta/access.gen.ts";
import type { RecordType } from "./meta/manifest.gen.ts";
import type { ListView, StatisticsView, Tile } from "./meta/views.gen.ts";
import type { DefinitionPackage, ProcessSource, RecordTypeKey, UiSchema } from "./package.ts";
import type { ResolvedVariant } from "./variant.ts";

/** A record type with everything that concerns it, what it takes over from a base included. */
export interface ResolvedRecordType {
  /** Its own key: `<definitionKey>/<shortKey>`. */
  key: RecordTypeKey;
  /** The record type it extends, for a form an officer designed. */
  base?: RecordTypeKey;
  /** The key its records are stored under: base, else key. */
  storedKey: RecordTypeKey;
  shortKey: string;
  /** Key of the package that declares it. */
  definitionKey: string;
  title: string;
  /** Draft-07 with every `$ref` local. */
  schema: FormSchema;
  ui: UiSchema;
  /** What units of each level fill; none where all fill `schema`. */
  variants: ResolvedVariant[];
  /** Set on the form of one level: which of the variants `schema` and `ui` are. */
  variant?: { key: string; title: string };
  /** Settings of the manifest, the base's for a form that extends. */
  recordType: RecordType;
  /** Only the rules of this record type; ask with compileAccess(access, shortKey). */
  access: Access;
  process: ProcessSource | null;
  cancelProcess: ProcessSource | null;
  /** Views with global record type keys and every title filled in. */
  lists: ListView[];
  tiles: Tile[];
  statistics: StatisticsView[];
  /** Top-level fields it adds to its base. */
  addedFields: string[];
  /** Its fields by which other record types of the package find it as a child or a subject. */
  childFields: string[];
}

/** One entry of listRecordTypes. */
export interface RecordTypeEntry {
  key: RecordTypeKey;
  shortKey: string;
  title: string;
}

/** The record types a package declares. */
export function listRecordTypes(pkg: DefinitionPackage): RecordTypeEntry[] {
  return (pkg.manifest.recordTypes ?? []).map(({ key, title }) => ({ key: `${pkg.key}/${key}`, shortKey: key, title }));
}
