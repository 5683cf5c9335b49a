import { raw } from "objection";
import { divisionRange } from "../../engine/access/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { containsPattern } from "../query/like-pattern.ts";
import { Account } from "./account.ts";

/** What a list of accounts may narrow by. */
export interface AccountFilter {
  q?: string;
  unit?: number;
  role?: string;
  disabled?: boolean;
  offset: number;
  limit: number;
}

const lockedUntil = raw(
  "(select locked_until from sign_in_failure f where f.login = account.login and f.locked_until > now()) as locked_until",
);

/** Accounts at units of the manager's division and below. */
function managed(tx: Tx, manager: Subject) {
  const { from, to } = divisionRange(manager.divisionCode);
  return Account.query(tx)
    .select("account.*", lockedUntil)
    .withGraphFetched("[unit, roles]")
    .where("account.is_system", false)
    .whereIn("account.org_unit_id", (units) =>
      units.select("id").from("org_unit").whereBetween("division_code", [from, to]),
    );
}

/** One page of the accounts a manager looks after, and how many there are. */
export async function findAccounts(
  tx: Tx,
  manager: Subject,
  filter: AccountFilter,
): Promise<{ rows: Account[]; total: number }> {
  const found = managed(tx, manager);
  if (filter.q) {
    const pattern = containsPattern(filter.q);
    found.where((q) => q.where("account.login", "like", pattern).orWhere("account.name", "like", pattern));
  }
  if (filter.unit) found.where("account.org_unit_id", filter.unit);
  if (filter.disabled !== undefined) found[filter.disabled ? "whereNotNull" : "whereNull"]("account.disabled_at");
  if (filter.role) {
    const role = filter.role;
    found.whereExists(Account.relatedQuery("roles").where("role_key", role));
  }
  const total = await found.clone().resultSize();
  const rows = await found.orderBy("account.id").offset(filter.offset).limit(filter.limit);
  return { rows, total };
}

/** One account the manager looks after. @throws AppError 404. */
export async function findAccount(tx: Tx, manager: Subject, id: number): Promise<Account> {
  const [account] = Number.isSafeInteger(id) ? await managed(tx, manager).where("account.id", id) : [];
  if (!account) throw new AppError(404, "unknown-account", "没有找到这个账号，或它不在您管理的范围内。");
  return account;
}
