import type { DefinitionPackage, ResolvedRecordType } from "../../engine/definition/index.ts";
import type { CodeList } from "../../engine/definition/meta/code-list.gen.ts";
import type { Role } from "../../engine/definition/meta/roles.gen.ts";
import type { Tx } from "../database/transaction.ts";

/** A published version as every process of the product knows it; immutable, so it is shared and never copied. */
export interface LiveDefinition {
  definitionId: number;
  versionId: number;
  number: number;
  key: string;
  title: string;
  origin: "shipped" | "designed" | "imported";
  hash: string;
  pkg: DefinitionPackage;
  /** Package key -> id of the version it was published with. */
  dependencies: Readonly<Record<string, number>>;
  /** The record whose own form this is. */
  ownerRecordId: string | null;
}

/** A record type as one version of one definition declares it, with everything it extends merged in. */
export type RegisteredRecordType = ResolvedRecordType & {
  definitionId: number;
  versionId: number;
  versionNumber: number;
};

/** A menu entry; `key` and `view` carry their package, `<package>/<key>`. */
export interface MenuItem {
  key: string;
  title: string;
  group?: string;
  icon?: string;
  order: number;
  screen: string;
  view: string;
  roles: string[];
}

/** Names a record type by its global key, or by the definition (own form or package) and its short key. */
export type RecordTypeName = string | { definitionKey: string; type?: string };

/**
 * The published definitions, cached in memory and shared by reference: artefacts may be cached by object identity
 * (WeakMap) or by version id. `refresh` costs one cheap query at most once a second.
 */
export interface DefinitionRegistry {
  /** Looks whether another process published something; called by a middleware on each request. */
  refresh(): Promise<void>;
  /** Looks at once, after a publish of this process; a publication under way lends its own transaction. */
  reload(tx?: Tx): Promise<void>;
  /** @throws AppError 404 for an unknown key. */
  live(key: string): LiveDefinition;
  all(): LiveDefinition[];
  /** Any version ever published; old ones are read from the database once. @throws AppError 404 for an unknown id. */
  byVersion(versionId: number): Promise<LiveDefinition>;
  /** Every version ever published under the key, newest first; asks the database. */
  published(key: string): Promise<LiveDefinition[]>;
  /** The live packages by key, for what looks across packages. */
  packages(): ReadonlyMap<string, DefinitionPackage>;
  /** The live record type. @throws AppError 404. */
  recordType(name: RecordTypeName): RegisteredRecordType;
  /** The record type as that version declared it; without a short key the version's only (or extending) type. */
  recordTypeAt(versionId: number, shortType?: string): Promise<RegisteredRecordType>;
  recordTypes(): RegisteredRecordType[];
  menus(): MenuItem[];
  roles(): Role[];
  /** `"<package>/<list key>"`. @throws AppError 404. */
  codeList(ref: string): CodeList;
}
