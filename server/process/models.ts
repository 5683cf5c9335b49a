import { compile, type ProcessModel } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { AppError } from "../http/problem.ts";
import { linksOf } from "./links.ts";

const compiled = new Map<string, Promise<ProcessModel>>();
const LARGEST = 500;

/**
 * The compiled model of a process of one definition version; compiled once, since versions never change. `latest` is what
 * an instance keeps in its state: the version that calls bound to the latest one mean in it.
 */
export function modelOf(
  ctx: AppContext,
  versionId: number,
  processKey: string,
  latest?: number,
): Promise<ProcessModel> {
  const name = `${versionId}/${processKey}/${latest ?? ""}`;
  const known = compiled.get(name);
  if (known) return known;
  const compiling = compileVersion(ctx, versionId, processKey, latest);
  if (compiled.size >= LARGEST) compiled.delete(compiled.keys().next().value as string);
  compiled.set(name, compiling);
  compiling.catch(() => compiled.delete(name));
  return compiling;
}

async function compileVersion(
  ctx: AppContext,
  versionId: number,
  processKey: string,
  latest: number | undefined,
): Promise<ProcessModel> {
  const links = linksOf(await ctx.definitions.byVersion(versionId), {
    published: (key) => ctx.definitions.published(key),
    ...(latest === undefined ? {} : { latest: await ctx.definitions.byVersion(latest) }),
  });
  return compile(await processXml(ctx, versionId, processKey), undefined, links);
}

/** The model that an instance begins with now, or goes on with in another version: what is live now is its latest. */
export async function modelToStart(ctx: AppContext, versionId: number, processKey: string): Promise<ProcessModel> {
  const model = await modelOf(ctx, versionId, processKey);
  const { key } = await ctx.definitions.byVersion(versionId);
  const live = ctx.definitions.all().find((each) => each.key === key);
  const follows = Object.values(model.nodes).some(({ call, decision }) => (call ?? decision)?.binding === "latest");
  if (!follows || !live || live.versionId === versionId) return model;
  return modelOf(ctx, versionId, processKey, live.versionId);
}

/** The BPMN text a process of that version was drawn with. @throws AppError 404. */
export async function processXml(ctx: AppContext, versionId: number, processKey: string): Promise<string> {
  const source = (await ctx.definitions.byVersion(versionId)).pkg.processes[processKey];
  if (!source) throw new AppError(404, "unknown-process", `定义的这个版本里没有流程“${processKey}”。`);
  return source.xml;
}

/**
 * The version that an instance pins: the record's own where its package draws the process, else the one of the package
 * that the record's form extends, as it was when the form was published.
 */
export async function processVersion(
  ctx: AppContext,
  versionId: number,
  recordType: string,
  processKey: string,
): Promise<number> {
  const own = await ctx.definitions.byVersion(versionId);
  if (own.pkg.processes[processKey]) return versionId;
  const base = recordType.slice(0, recordType.indexOf("/"));
  return own.dependencies[base] ?? ctx.definitions.live(base).versionId;
}
