import { chinaDate } from "../../engine/assignment/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { peopleById, peopleInReach, subjectOfAccount } from "../process/people.ts";
import { processChoices } from "../process/process-list.ts";
import { tellAccounts } from "../process/tell.ts";
import type { Requester } from "./requester.ts";

/** Somebody acts for another from one day to another. */
export interface NewSubstitution {
  substituteId: number;
  /** Whom he stands in for; the asker himself unless he manages accounts. */
  principalId?: number;
  /** `<package>/<process>`; none given means all. */
  processes?: string[];
  startsOn: string;
  endsOn: string;
  reason?: string;
}

/** A substitution as the screen shows it. */
export interface Substitution {
  id: string;
  principal: { id: number; name: string; unitName: string };
  substitute: { id: number; name: string; unitName: string };
  processes: string[] | null;
  startsOn: string;
  endsOn: string;
  reason: string | null;
  endedAt: string | null;
}

const person = (account: string, unit: string) =>
  `jsonb_build_object('id', ${account}.id, 'name', ${account}.name, 'unitName', ${unit}.name)`;

const READ = `
  select s.id, ${person("p", "pu")} as principal, ${person("b", "bu")} as substitute, s.processes,
    s.starts_on::text as "startsOn", s.ends_on::text as "endsOn", s.reason, s.ended_at as "endedAt"
  from substitution s join account p on p.id = s.principal_id join org_unit pu on pu.id = p.org_unit_id
  join account b on b.id = s.substitute_id join org_unit bu on bu.id = b.org_unit_id`;

/** Where the account stands in for others or others for it, the latest first. */
export function substitutionsOf(tx: Tx, accountId: number): Promise<Substitution[]> {
  const text = `${READ} where s.principal_id = $1 or s.substitute_id = $1 order by s.starts_on desc, s.id limit 200`;
  return sql<Substitution>(tx, text, [accountId]);
}

function checked(given: NewSubstitution, today: string, processes: ReadonlySet<string>): void {
  const wrong = (pointer: string, message: string): AppError =>
    new AppError(422, "invalid-substitution", message, { errors: [{ pointer, message }] });
  if (given.endsOn < given.startsOn) throw wrong("/endsOn", "结束日期不能早于开始日期。");
  if (given.endsOn < today) throw wrong("/endsOn", "结束日期已经过去，请选择今天或以后的日期。");
  const unknown = given.processes?.find((name) => !processes.has(name));
  if (unknown !== undefined) throw wrong("/processes", `没有“${unknown}”这个流程，请重新选择。`);
}

const INSERT = `
  insert into substitution (id, principal_id, substitute_id, processes, starts_on, ends_on, reason, created_by, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Lets somebody act in one's place for a range of dates; it ends by itself. @throws AppError 403 or 422. */
export function saveSubstitution(
  ctx: AppContext,
  { subject, actor }: Requester,
  given: NewSubstitution,
): Promise<Substitution> {
  const { accountId } = subject;
  const principal = given.principalId ?? accountId;
  if (principal !== accountId && !subject.permissions.includes("account.manage")) {
    throw new AppError(403, "forbidden", "只能为本人设置代理人；为他人设置请联系账号管理员。");
  }
  return inTransaction(ctx, "system", async (tx) => {
    const at = ctx.now().toISOString();
    checked(given, chinaDate(at), new Set(processChoices(ctx).map(({ key }) => key)));
    if (given.substituteId === principal) {
      const message = "代理人不能是被代理人本人，请选择其他人员。";
      throw new AppError(422, "wrong-person", message, { errors: [{ pointer: "/substituteId", message }] });
    }
    const [stoodIn] = await peopleById(tx, [principal]);
    const { divisionCode } = (await subjectOfAccount(ctx, tx, principal)) ?? subject;
    const [substitute] = await peopleInReach(tx, divisionCode, [given.substituteId], "/substituteId");
    const id = uuidv7(Date.parse(at));
    const processes = given.processes?.length ? given.processes : null;
    const { startsOn, endsOn } = given;
    const reason = given.reason?.trim() || null;
    await sql(tx, INSERT, [id, principal, given.substituteId, processes, startsOn, endsOn, reason, accountId, at]);
    const title = `${stoodIn?.name ?? ""}委托您在 ${startsOn} 至 ${endsOn} 期间代理审批`;
    const told = { kind: "substitute", title, body: reason, link: "/", sender: accountId, at };
    await tellAccounts(tx, [substitute?.id ?? given.substituteId], told);
    const detail = { principal, substitute: given.substituteId, startsOn, endsOn, processes };
    await audit(tx, actor, { action: "substitution.create", target: `substitution/${id}`, detail });
    const [made] = await sql<Substitution>(tx, `${READ} where s.id = $1`, [id]);
    return made as Substitution;
  });
}

/** Ends a substitution before its last day. @throws AppError 404. */
export function endSubstitution(ctx: AppContext, { subject, actor }: Requester, id: string): Promise<void> {
  return inTransaction(ctx, "system", async (tx) => {
    const [ended] = await sql(
      tx,
      `update substitution set ended_at = coalesce(ended_at, $2) where id = $1
         and (principal_id = $3 or substitute_id = $3 or $4) returning id`,
      [id, ctx.now().toISOString(), subject.accountId, subject.permissions.includes("account.manage")],
    );
    if (!ended) throw new AppError(404, "unknown-substitution", "没有找到这项代理，它可能不是您设置的。");
    await audit(tx, actor, { action: "substitution.end", target: `substitution/${id}` });
  });
}
