import { loadOrder, loadPackages, type PackageFiles, type Problem } from "../../engine/definition/index.ts";
import { systemActor } from "../audit/audit.ts";
import { publishDefinition } from "../commands/publish-definition.ts";
import type { AppContext } from "../context.ts";
import { AppError } from "../http/problem.ts";
import { hasErrors } from "./check-package.ts";

function refuse(key: string, problems: readonly Problem[], cause?: unknown): never {
  const errors = problems.filter((problem) => problem.severity === "error");
  const lines = errors.map((problem) => `  ${problem.file}：${problem.message}`);
  throw new Error([`随程序提供的定义“${key}”无法发布：`, ...lines].join("\n"), { cause });
}

/**
 * Publishes the packages whose content is new, through the same command as an officer's. A version that officers
 * published after the shipped one stays live: only content that was never published before is.
 * @param packages by folder name
 * @returns the keys that were published now.
 * @throws an Error that lists what is wrong; a program whose own packages are broken must not start.
 */
export async function deployShipped(ctx: AppContext, packages: Record<string, PackageFiles>): Promise<string[]> {
  const loaded = loadPackages(packages);
  for (const [key, problems] of Object.entries(loaded.problems)) {
    if (hasErrors(problems)) refuse(key, problems);
  }
  const published: string[] = [];
  await ctx.definitions.reload();
  for (const { key, files } of loadOrder([...loaded.packages.values()])) {
    try {
      const request = { files, origin: "shipped", note: "随程序发布", onlyNewContent: true } as const;
      const { outcome } = await publishDefinition(ctx, systemActor, request);
      if (outcome === "published") published.push(key);
    } catch (error) {
      if (error instanceof AppError) refuse(key, (error.extra.problems ?? []) as Problem[], error);
      throw error;
    }
  }
  return published;
}
