import {
  type DefinitionPackage,
  listRecordTypes,
  type PackageFiles,
  type Problem,
  type ResolvedRecordType,
  resolveRecordType,
} from "../../engine/definition/index.ts";
import { type Actor, audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inOwnerTransaction, type Tx } from "../database/transaction.ts";
import { checkPackage } from "../definitions/check-package.ts";
import { dependantsOf } from "../definitions/dependencies.ts";
import { packageHash } from "../definitions/package-hash.ts";
import { refuseGrants } from "../definitions/refuse-grants.ts";
import type { LiveDefinition } from "../definitions/registry.ts";
import { advanceRevision, lockRevision } from "../definitions/revision.ts";
import { insertVersion, type NewVersion, publishedHashes } from "../definitions/write-version.ts";
import { enqueueDivisionRecords } from "../division-records/sync-job.ts";
import { AppError } from "../http/problem.ts";
import { enqueueRebuild } from "../projection/rebuild-job.ts";
import { syncProjection } from "../projection/sync.ts";

/** What is to become the live version of its key. */
export interface PublishRequest {
  files: PackageFiles;
  origin: LiveDefinition["origin"];
  note?: string;
  /** Number of the live version the work began with, 0 for none; unchecked when absent. */
  baseNumber?: number;
  /** The record whose own form this is. */
  ownerRecordId?: string;
  /** Whoever publishes may also say who may do what: change roles, their permissions and the organization. */
  grants?: boolean;
  /** Content that was ever published under this key is left alone: an officer's newer version stays live. */
  onlyNewContent?: boolean;
}

/** The version that is live afterwards; `unchanged` when it was live already. */
export interface Published {
  outcome: "published" | "unchanged";
  key: string;
  number: number;
  versionId: number;
  problems: Problem[];
}

function refuseStale(request: PublishRequest, live: LiveDefinition | undefined): void {
  const now = live?.number ?? 0;
  if (request.baseNumber === undefined || request.baseNumber === now) return;
  throw new AppError(
    409,
    "stale-definition",
    `您修改期间已有人发布了第 ${now} 版。请对比后在新版本上重做修改再发布。`,
    {
      liveNumber: now,
      baseNumber: request.baseNumber,
    },
  );
}

async function checked(
  ctx: AppContext,
  request: PublishRequest,
  live: readonly LiveDefinition[],
): Promise<[DefinitionPackage, Problem[]]> {
  const { pkg, problems } = await checkPackage(request.files, live, ctx.definitions);
  if (pkg) return [pkg, problems];
  const [first] = problems.filter((problem) => problem.severity === "error");
  throw new AppError(422, "definition-refused", `定义没有通过检查，没有发布：${first?.file} ${first?.message}。`, {
    problems,
  });
}

/** Brings the tables up to the version; what holds too many records is rebuilt by a job after the commit. */
async function syncProjections(
  tx: Tx,
  version: LiveDefinition,
  live: ReadonlyMap<string, LiveDefinition>,
  actor: Actor,
): Promise<void> {
  const packages = new Map([...live.values()].map((each) => [each.key, each.pkg]));
  const later: ResolvedRecordType[] = [];
  for (const { key } of listRecordTypes(version.pkg)) {
    const resolved = resolveRecordType(packages, key);
    if (await syncProjection(tx, resolved)) later.push(resolved);
  }
  if (later.length > 0) await enqueueRebuild(tx, version.key, later, actor.accountId);
}

/** Packages that build on the published one move on with it: same content, new version, pinned to the new one. */
async function carryDependants(tx: Tx, published: LiveDefinition, live: Map<string, LiveDefinition>, actor: Actor) {
  for (const dependant of dependantsOf(published.key, [...live.values()])) {
    const note = `随“${published.title}”第 ${published.number} 版更新`;
    const { origin, ownerRecordId, hash, pkg } = dependant;
    const next = await insertVersion(tx, { pkg, hash, origin, ownerRecordId, note, accountId: actor.accountId }, live);
    live.set(next.key, next);
    await syncProjections(tx, next, live, actor);
  }
}

async function publishIn(ctx: AppContext, tx: Tx, actor: Actor, request: PublishRequest): Promise<Published> {
  await lockRevision(tx);
  // Nobody else can publish from here on, so what is live now stays live until the commit.
  await ctx.definitions.reload(tx);
  const live = new Map(ctx.definitions.all().map((each) => [each.key, each]));
  const hash = packageHash(request.files);
  const same = [...live.values()].find((each) => each.hash === hash);
  if (same)
    return { outcome: "unchanged", key: same.key, number: same.number, versionId: same.versionId, problems: [] };
  const [pkg, problems] = await checked(ctx, request, [...live.values()]);
  const current = live.get(pkg.key);
  if (request.onlyNewContent && current && (await publishedHashes(tx, pkg.key)).has(hash)) {
    return { outcome: "unchanged", key: pkg.key, number: current.number, versionId: current.versionId, problems };
  }
  refuseStale(request, current);
  if (request.origin !== "shipped" && !request.grants) refuseGrants(pkg, current?.pkg);
  const { origin, note, ownerRecordId = null } = request;
  const version: NewVersion = { pkg, hash, origin, ownerRecordId, note, accountId: actor.accountId };
  const published = await insertVersion(tx, version, live);
  live.set(published.key, published);
  await syncProjections(tx, published, live, actor);
  await carryDependants(tx, published, live, actor);
  if (pkg.manifest.recordTypes?.some(({ perDivision }) => perDivision))
    await enqueueDivisionRecords(tx, actor.accountId);
  await advanceRevision(tx);
  const target = `definition:${pkg.key}`;
  await audit(tx, actor, { action: "definition.publish", target, detail: { number: published.number, hash } });
  return { outcome: "published", key: pkg.key, number: published.number, versionId: published.versionId, problems };
}

/**
 * Makes a package the live version of its key, in one transaction with its projection tables: either all of it or
 * nothing. The version row is never changed afterwards.
 * @throws AppError 422 with `problems`, 403 for roles that are not the publisher's to change, 409 when another version was published meanwhile.
 */
export async function publishDefinition(ctx: AppContext, actor: Actor, request: PublishRequest): Promise<Published> {
  const result = await inOwnerTransaction(ctx, (tx) => publishIn(ctx, tx, actor, request));
  if (result.outcome === "published") await ctx.definitions.reload();
  return result;
}
