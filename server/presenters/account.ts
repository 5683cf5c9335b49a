import type { DefinitionRegistry } from "../definitions/registry.ts";
import type { Account } from "../models/account.ts";

/** An account as its managers see it. */
export interface AccountView {
  id: number;
  login: string;
  name: string;
  phone: string | null;
  unit: { id: number; name: string; level: number; kind: string };
  roles: { key: string; title: string }[];
  disabled: boolean;
  lockedUntil: string | null;
  createdAt: string;
}

/** A role that no definition declares any more is shown by its key. */
export function presentAccount(account: Account, definitions: DefinitionRegistry): AccountView {
  const titles = new Map(definitions.roles().map((role) => [role.key, role.title]));
  const { unit } = account;
  return {
    id: account.id,
    login: account.login,
    name: account.name,
    phone: account.phone,
    unit: { id: account.org_unit_id, name: unit?.name ?? "", level: unit?.level ?? 0, kind: unit?.kind ?? "" },
    roles: (account.roles ?? []).map(({ role_key: key }) => ({ key, title: titles.get(key) ?? key })),
    disabled: account.disabled_at !== null,
    lockedUntil: account.locked_until ?? null,
    createdAt: account.created_at,
  };
}
