import type { Identity } from "../auth/session-cache.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import type { MenuItem } from "../definitions/registry.ts";

/** What the web app learns about who is signed in. */
export interface SessionView {
  account: { id: number; login: string; name: string };
  unit: { id: number; name: string; kind: string; level: number; divisionCode: string; divisionName: string };
  roles: { key: string; title: string }[];
  permissions: string[];
  csrfToken: string;
  menus: Omit<MenuItem, "roles">[];
}

/** The session as its own account sees it; menus are those of its roles. */
export async function presentSession(ctx: AppContext, identity: Identity): Promise<SessionView> {
  const { subject, account } = identity;
  const [division] = await inTransaction(ctx, subject, (tx) =>
    sql<{ name: string }>(tx, "select name from division where code = $1", [subject.divisionCode]),
  );
  const mine = (roles: string[]): boolean => roles.some((role) => role === "*" || subject.roles.includes(role));
  return {
    account: { id: account.id, login: account.login, name: account.name },
    unit: {
      id: subject.orgUnitId,
      name: account.unitName,
      kind: subject.unitKind,
      level: subject.level,
      divisionCode: subject.divisionCode,
      divisionName: division?.name ?? subject.divisionCode,
    },
    roles: ctx.definitions
      .roles()
      .filter((role) => subject.roles.includes(role.key))
      .map(({ key, title }) => ({ key, title })),
    permissions: subject.permissions,
    csrfToken: identity.csrfToken,
    menus: ctx.definitions
      .menus()
      .filter((menu) => mine(menu.roles))
      .map(({ roles: _, ...menu }) => menu),
  };
}
