import type { AppContext } from "../../server/context.ts";
import { inTransaction, sql, type Tx } from "../../server/database/transaction.ts";
import { uuidv7 } from "../../server/database/uuid.ts";
import type { RegisteredRecordType } from "../../server/definitions/registry.ts";
import type { RevisionFacts } from "../../server/models/record/facts.ts";
import { rowFromFacts } from "../../server/projection/from-facts.ts";
import { tablesOf } from "../../server/projection/refresh.ts";
import { insertRows } from "../../server/projection/row.ts";
import { openTasks, type Waiting } from "./open-tasks.ts";
import { plausibleData, type Stock, seeded } from "./plausible.ts";

/** Records of one type, filed over a year by units of a level. */
export interface Population {
  recordType: string;
  count: number;
  /** Kinds of the units that file. */
  unitKinds: string[];
  seed: number;
  /** Fields every record must have so. */
  fixed?: (filer: Filer) => Record<string, unknown>;
  /** Whether a record with this content is official in any case, as what was imported is. */
  isOfficial?: (data: Record<string, unknown>) => boolean;
  /** Whose tasks the records in review wait for; none where it is left out. */
  waitsFor?: (data: Record<string, unknown>) => Waiting;
}

/** Who files a record, the which of them it is, and numbers to draw from. */
export interface Filer {
  n: number;
  divisionCode: string;
  level: number;
  random: () => number;
}

interface Unit {
  id: number;
  divisionCode: string;
  level: number;
  accountId: number;
}

const batch = 1000;

/** Units with somebody to file for them; where a kind has no account the administrator stands in. */
function unitsOf(tx: Tx, kinds: readonly string[]): Promise<Unit[]> {
  return sql<Unit>(
    tx,
    `select u.id, u.division_code as "divisionCode", u.level,
       coalesce((select min(a.id) from account a where a.org_unit_id = u.id), (select min(id) from account)) as "accountId"
     from org_unit u where u.kind = any($1::text[]) order by u.id`,
    [kinds],
  );
}

/** Of a year nine in ten are official, the rest under way: in review, sent back, drafts. */
function stateOf(share: number, at: string, revision: string): Partial<RevisionFacts> {
  const official = share < 0.9;
  return {
    in_force_revision_id: official ? revision : null,
    working_revision_id: official ? null : revision,
    submitted_at: share < 0.98 ? at : null,
    in_force_at: official ? at : null,
    returned_at: share >= 0.97 && share < 0.98 ? at : null,
  };
}

const insert = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb) as g(record_id uuid, revision_id uuid, record_type text, definition_id bigint,
      definition_version_id bigint, org_unit_id bigint, division_code text, open boolean, created_by bigint, created_at timestamptz,
      submitted_at timestamptz, in_force_at timestamptz, returned_at timestamptz, in_force_revision_id uuid, working_revision_id uuid, data jsonb)
  ), rev as (
    insert into record_revision (id, record_id, number, definition_version_id, data, created_by, created_at, updated_at,
      submitted_at, in_force_at, returned_at, org_unit_id, division_code, open)
    select revision_id, record_id, 1, definition_version_id, data, created_by, created_at, created_at, submitted_at, in_force_at,
      returned_at, org_unit_id, division_code, open from given
  )
  insert into record (id, record_type, definition_id, org_unit_id, division_code, open, created_by, created_at, updated_at,
    in_force_revision_id, working_revision_id)
  select record_id, record_type, definition_id, org_unit_id, division_code, open, created_by, created_at, created_at,
    in_force_revision_id, working_revision_id from given`;

function factsOf(
  type: RegisteredRecordType,
  unit: Unit,
  data: Record<string, unknown>,
  { random, isOfficial }: { random: () => number; isOfficial: boolean },
): RevisionFacts {
  const revision = uuidv7();
  const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 330 * 86_400) * 1000).toISOString();
  return {
    ...{ record_id: uuidv7(), record_type: type.storedKey, definition_id: type.definitionId, org_unit_id: unit.id },
    ...{ unit_level: unit.level, division_code: unit.divisionCode, open: false, created_by: unit.accountId },
    ...{ created_at: at, updated_at: at, cancelled_at: null, lock_version: 1, obligation_id: null, period_key: null },
    ...{ subject_record_id: null, revision_id: revision, number: 1, definition_version_id: type.versionId, data },
    ...stateOf(isOfficial ? 0 : random(), at, revision),
  } as RevisionFacts;
}

async function writeBatch(
  ctx: AppContext,
  tx: Tx,
  type: RegisteredRecordType,
  facts: readonly RevisionFacts[],
): Promise<void> {
  await sql(tx, insert, [JSON.stringify(facts)]);
  for (const table of await tablesOf(ctx, tx, type)) {
    await sql(tx, insertRows(table, "$1"), [JSON.stringify(facts.map((one) => rowFromFacts(table, type, one)))]);
  }
}

/** Files a population through the record tables; the same in every run but for ids. @throws where the type is not there. */
export async function fillRecords(ctx: AppContext, population: Population): Promise<void> {
  const type = ctx.definitions.recordTypes().find(({ key }) => key === population.recordType);
  if (!type) throw new Error(`no record type ${population.recordType}`);
  const random = seeded(population.seed);
  const codes = new Map<string, string[]>();
  const codesOf = (list: string) => {
    const known = codes.get(list) ?? ctx.definitions.codeList(list).items.map(({ code }) => code);
    codes.set(list, known);
    return known;
  };
  for (let from = 0; from < population.count; from += batch) {
    await inTransaction(ctx, "system", async (tx) => {
      const units = await unitsOf(tx, population.unitKinds);
      const facts = Array.from({ length: Math.min(batch, population.count - from) }, (_, at) => {
        const n = from + at;
        const unit = units[n % units.length] as Unit;
        const stock: Stock = { random, n, codes: codesOf, unit, record: () => undefined };
        const data = {
          ...plausibleData(type.schema, type.schema, stock),
          ...population.fixed?.({ ...unit, n, random }),
        };
        return factsOf(type, unit, data, { random, isOfficial: population.isOfficial?.(data) ?? false });
      });
      await writeBatch(ctx, tx, type, facts);
      if (population.waitsFor) await openTasks(tx, facts, population.waitsFor);
    });
  }
}
