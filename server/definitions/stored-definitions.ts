import {
  type DefinitionPackage,
  listRecordTypes,
  resolveRecordType,
  UnknownRecordType,
} from "../../engine/definition/index.ts";
import type { CodeList } from "../../engine/definition/meta/code-list.gen.ts";
import type { Role } from "../../engine/definition/meta/roles.gen.ts";
import type { AppContext } from "../context.ts";
import { inOwnerTransaction, inTransaction, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { codeListsOf, menusOf, rolesOf } from "./collect.ts";
import { readMaintainedItems } from "./maintained-items.ts";
import type { DefinitionRegistry, LiveDefinition, MenuItem, RecordTypeName, RegisteredRecordType } from "./registry.ts";
import { readRevision } from "./revision.ts";
import { liveVersionIds, publishedVersionIds, readVersions } from "./stored-version.ts";

/** Milliseconds for which a publication by another process may go unnoticed. */
const validity = 1_000;

function unknown(what: string): AppError {
  return new AppError(404, "unknown-definition", `没有找到已发布的定义“${what}”，它可能尚未发布。`);
}

/** The registry over the tables `definition` and `definition_version`. */
export class StoredDefinitions implements DefinitionRegistry {
  readonly #ctx: Pick<AppContext, "db">;
  readonly #versions = new Map<number, LiveDefinition>();
  readonly #recordTypes = new Map<string, RegisteredRecordType>();
  #live = new Map<string, LiveDefinition>();
  #packages = new Map<string, DefinitionPackage>();
  #menus: MenuItem[] = [];
  #roles: Role[] = [];
  #codeLists = new Map<string, CodeList>();
  #revision = -1;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | undefined;

  constructor(ctx: Pick<AppContext, "db">) {
    this.#ctx = ctx;
  }

  async refresh(): Promise<void> {
    if (performance.now() - this.#checkedAt < validity) return;
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    await this.#checking;
  }

  async reload(tx?: Tx): Promise<void> {
    if (tx) return this.#read(tx);
    // A check under way may have read what was there before the publish that the caller wants to see.
    await this.#checking?.catch(() => undefined);
    this.#checkedAt = Number.NEGATIVE_INFINITY;
    await this.refresh();
  }

  async #check(): Promise<void> {
    const startedAt = performance.now();
    await inTransaction(this.#ctx, "system", (tx) => this.#read(tx));
    this.#checkedAt = startedAt;
  }

  async #read(tx: Tx): Promise<void> {
    const revision = await readRevision(tx);
    if (revision === this.#revision) return;
    const ids = await liveVersionIds(tx);
    const fresh = await readVersions(
      tx,
      ids.filter((id) => !this.#versions.has(id)),
    );
    for (const version of fresh) this.#versions.set(version.versionId, version);
    this.#adopt(ids.flatMap((id) => this.#versions.get(id) ?? []));
    this.#codeLists = codeListsOf(this.all(), await readMaintainedItems(tx));
    this.#revision = revision;
  }

  #adopt(live: LiveDefinition[]): void {
    this.#live = new Map(live.map((each) => [each.key, each]));
    this.#packages = new Map(live.map((each) => [each.key, each.pkg]));
    this.#menus = menusOf(live);
    this.#roles = rolesOf(live);
  }

  live(key: string): LiveDefinition {
    const found = this.#live.get(key);
    if (!found) throw unknown(key);
    return found;
  }

  all(): LiveDefinition[] {
    return [...this.#live.values()];
  }

  packages(): ReadonlyMap<string, DefinitionPackage> {
    return this.#packages;
  }

  async byVersion(versionId: number): Promise<LiveDefinition> {
    const known = this.#versions.get(versionId);
    if (known) return known;
    // Callers are inside a transaction of the app pool: asking that pool for a second connection could starve it.
    const [read] = await inOwnerTransaction(this.#ctx, (tx) => readVersions(tx, [versionId]));
    if (!read) throw unknown(`版本 ${versionId}`);
    this.#versions.set(versionId, read);
    return read;
  }

  async published(key: string): Promise<LiveDefinition[]> {
    const ids = await inOwnerTransaction(this.#ctx, (tx) => publishedVersionIds(tx, key));
    const versions: LiveDefinition[] = [];
    for (const id of ids) versions.push(await this.byVersion(id));
    return versions;
  }

  recordType(name: RecordTypeName): RegisteredRecordType {
    const [key, type] =
      typeof name === "string" ? (name.split("/") as [string, string?]) : [name.definitionKey, name.type];
    const version = this.live(key);
    return this.#resolved(version, type, () => this.#packages);
  }

  async recordTypeAt(versionId: number, shortType?: string): Promise<RegisteredRecordType> {
    const known = this.#recordTypes.get(`${versionId}/${shortType ?? ""}`);
    if (known) return known;
    const version = await this.byVersion(versionId);
    const packages = await this.#packagesOf(version);
    return this.#resolved(version, shortType, () => packages);
  }

  /** A version together with exactly what it was published with. */
  async #packagesOf(version: LiveDefinition): Promise<Map<string, DefinitionPackage>> {
    const packages = new Map([[version.key, version.pkg]]);
    for (const id of Object.values(version.dependencies)) {
      const dependency = await this.byVersion(id);
      packages.set(dependency.key, dependency.pkg);
    }
    return packages;
  }

  #resolved(
    version: LiveDefinition,
    shortType: string | undefined,
    packages: () => ReadonlyMap<string, DefinitionPackage>,
  ): RegisteredRecordType {
    const cacheKey = `${version.versionId}/${shortType ?? ""}`;
    const known = this.#recordTypes.get(cacheKey);
    if (known) return known;
    const short = shortType ?? soleType(version);
    const { definitionId, versionId, number: versionNumber } = version;
    const canonical = `${versionId}/${short}`;
    const made =
      this.#recordTypes.get(canonical) ??
      Object.assign(resolve(packages(), `${version.key}/${short}`), { definitionId, versionId, versionNumber });
    this.#recordTypes.set(canonical, made);
    this.#recordTypes.set(cacheKey, made);
    return made;
  }

  recordTypes(): RegisteredRecordType[] {
    return this.all().flatMap(({ pkg }) => listRecordTypes(pkg).map(({ key }) => this.recordType(key)));
  }

  menus(): MenuItem[] {
    return this.#menus;
  }

  roles(): Role[] {
    return this.#roles;
  }

  codeList(ref: string): CodeList {
    const found = this.#codeLists.get(ref);
    if (!found) throw new AppError(404, "unknown-code-list", `没有找到代码表“${ref}”。`);
    return found;
  }
}

function soleType(version: LiveDefinition): string {
  const [only, second] = version.pkg.manifest.recordTypes ?? [];
  if (!only || second) throw unknown(`${version.key}/?`);
  return only.key;
}

function resolve(packages: ReadonlyMap<string, DefinitionPackage>, key: string) {
  try {
    return resolveRecordType(packages, key);
  } catch (error) {
    if (error instanceof UnknownRecordType) throw unknown(key);
    throw error;
  }
}
