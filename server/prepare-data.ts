import type { PackageFiles } from "../engine/definition/index.ts";
import type { AppContext, Demo } from "./context.ts";
import { deployShipped } from "./definitions/deploy-shipped.ts";
import { type Division, readDivisions } from "./organization/divisions.ts";
import { type DemoLogin, demoPassword, seedDemoAccounts, seedFirstAccount } from "./organization/seed-accounts.ts";
import { seedOrganization } from "./organization/seed-organization.ts";
import { syncAllTables } from "./projection/sync-indexes.ts";

/** What whoever started the program should be told. */
export interface Prepared {
  /** Keys of packages published now. */
  published: string[];
  /** Where the demo is on. */
  demo?: Demo;
  /** The random password of the first account, told this once. */
  firstPassword?: string;
}

/** Brings the data up to the shipped packages: definitions, then divisions and org units, then accounts. */
export async function prepareData(
  ctx: AppContext,
  packages: Record<string, PackageFiles>,
  divisions: () => Promise<Division[]> = readDivisions,
): Promise<Prepared> {
  const published = await deployShipped(ctx, packages);
  await syncAllTables(ctx);
  const logins: DemoLogin[] = [];
  for (const { pkg } of ctx.definitions.all()) {
    if (!pkg.organization) continue;
    await seedOrganization(ctx, pkg.organization, divisions);
    if (ctx.config.demo) logins.push(...(await seedDemoAccounts(ctx, pkg.organization)));
  }
  if (ctx.config.demo) {
    ctx.demo = { logins, password: demoPassword };
    return { published, demo: ctx.demo };
  }
  const managing = ctx.definitions.roles().filter((role) => role.permissions?.includes("account.manage"));
  const firstPassword = await seedFirstAccount(
    ctx,
    managing.map((role) => role.key),
  );
  return { published, ...(firstPassword && { firstPassword }) };
}
