import { decide } from "../../../engine/access/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { subjectOfAccount } from "../../process/people.ts";
import { compiledOf } from "./compiled.ts";

/** Records of one unit that an account filed and can no longer keep, and who may keep them from now on. */
export interface Estate {
  unit: { id: number; name: string };
  types: { recordType: string; title: string; count: number }[];
  heirs: { id: number; login: string; name: string }[];
}

interface Left {
  unitId: number;
  unitName: string;
  recordType: string;
  count: number;
}

const LEFT = `
  select r.org_unit_id as "unitId", u.name as "unitName", r.record_type as "recordType", count(*)::int as count
  from record r join org_unit u on u.id = r.org_unit_id join account a on a.id = r.created_by
  where r.created_by = $1 and r.record_type = any($2::text[]) and r.cancelled_at is null
    and (a.disabled_at is not null or a.org_unit_id <> r.org_unit_id)
  group by 1, 2, 3 order by 2, 3`;

/** Record types whose records another account may take over. */
function inheritableTypes({ definitions }: Pick<AppContext, "definitions">): RegisteredRecordType[] {
  return definitions.recordTypes().filter(({ base, recordType }) => base === undefined && recordType.inheritable);
}

/** Whether an account may change what it files of all these types. */
const keeps = (heir: Subject, types: readonly RegisteredRecordType[]): boolean =>
  types.every((type) => decide(compiledOf(type).policy, heir, "edit") !== false);

async function heirsOf(
  ctx: AppContext,
  tx: Tx,
  { unitId, from }: { unitId: number; from: number },
  types: readonly RegisteredRecordType[],
) {
  const known = await sql<Estate["heirs"][number]>(
    tx,
    `select id, login, name from account
     where org_unit_id = $1 and id <> $2 and disabled_at is null and not is_system order by login limit 200`,
    [unitId, from],
  );
  const able: Estate["heirs"] = [];
  for (const one of known) {
    const subject = await subjectOfAccount(ctx, tx, one.id);
    if (subject && keeps(subject, types)) able.push(one);
  }
  return able;
}

/** What an account that is disabled or has moved left behind, unit by unit; nothing while it can still keep its records. */
export async function estatesOf(ctx: AppContext, tx: Tx, accountId: number): Promise<Estate[]> {
  const types = new Map(inheritableTypes(ctx).map((type) => [type.storedKey as string, type]));
  const left = await sql<Left>(tx, LEFT, [accountId, [...types.keys()]]);
  const estates: Estate[] = [];
  for (const unitId of new Set(left.map((one) => one.unitId))) {
    const own = left.filter((one) => one.unitId === unitId);
    const named = own.flatMap(({ recordType }) => types.get(recordType) ?? []);
    estates.push({
      unit: { id: unitId, name: own[0]?.unitName ?? "" },
      types: own.map(({ recordType, count }) => ({
        ...{ recordType, title: types.get(recordType)?.title ?? recordType, count },
      })),
      heirs: await heirsOf(ctx, tx, { unitId, from: accountId }, named),
    });
  }
  return estates;
}
