import type { Seat } from "../../engine/assignment/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { Task } from "./task.ts";

/** A participant's seat with what people want to read of it. */
export interface SeatRow extends Seat {
  name: string;
  unitName: string;
  opinion: string | null;
  actedAt: string | null;
  /** The substitute who acted in his place. */
  actedBy: string | null;
  /** What was said to him when he was asked. */
  note: string | null;
}

const READ = `
  select p.id, p.account_id as "accountId", p.kind, p.of_id as "of", p.place as "order", p.state, p.outcome,
    p.added_by as "addedBy", a.name, u.name as "unitName", p.opinion, p.acted_at as "actedAt", b.name as "actedBy", p.note
  from task_participant p join account a on a.id = p.account_id join org_unit u on u.id = a.org_unit_id
  left join account b on b.id = p.acted_by
  where p.task_id = $1 order by p.place, p.created_at, p.id`;

/** Every seat a task has or had. */
export function seatsOf(tx: Tx, taskId: string): Promise<SeatRow[]> {
  return sql<SeatRow>(tx, READ, [taskId]);
}

/** Puts seats; one that is there already takes its new state, person and answer. */
export const WRITE_SEATS = `
  insert into task_participant (id, task_id, account_id, kind, of_id, place, state, outcome, opinion, acted_at, acted_by,
    added_by, created_at, org_unit_id, division_code, note)
  select id, task, account, kind, "of", place, state, outcome, opinion, acted, actor, added, at, unit, division, note
  from jsonb_to_recordset($$::jsonb) as x(id uuid, task uuid, account bigint, kind text, "of" uuid, place int, state text,
    outcome text, opinion text, acted timestamptz, actor bigint, added bigint, at timestamptz, unit bigint, division text, note text)
  on conflict (id) do update set account_id = excluded.account_id, state = excluded.state, outcome = excluded.outcome,
    opinion = coalesce(excluded.opinion, task_participant.opinion),
    acted_at = coalesce(excluded.acted_at, task_participant.acted_at),
    acted_by = coalesce(excluded.acted_by, task_participant.acted_by)`;

/** A participant's answer as it is being given. */
export interface Answer {
  seatId: string;
  opinion: string | null;
  at: string;
  /** The substitute, where he is the one who acts. */
  actedBy: number | null;
}

type Place = { id: string; orgUnitId: number; divisionCode: string };

/** The row of a seat for WRITE_SEATS. */
export function seatRow(
  seat: Seat,
  task: Place,
  at: string,
  { answer, note = null }: { answer?: Answer; note?: string | null } = {},
): Record<string, unknown> {
  const mine = answer?.seatId === seat.id ? answer : undefined;
  return {
    ...{ id: seat.id, task: task.id, account: seat.accountId, kind: seat.kind, of: seat.of, place: seat.order },
    ...{ state: seat.state, outcome: seat.outcome, added: seat.addedBy, at },
    ...{ opinion: mine?.opinion ?? null, acted: mine?.at ?? null, actor: mine?.actedBy ?? null },
    ...{ unit: task.orgUnitId, division: task.divisionCode, note },
  };
}

/** Stores the seats that an operation changed or added. */
export async function writeSeats(
  tx: Tx,
  task: Task,
  before: readonly Seat[],
  after: readonly Seat[],
  at: string,
  said: { answer?: Answer; note?: string | null } = {},
): Promise<void> {
  const same = (a: Seat, b: Seat): boolean =>
    a.state === b.state && a.accountId === b.accountId && a.outcome === b.outcome;
  const changed = after.filter((seat) => {
    const old = before.find(({ id }) => id === seat.id);
    return !old || !same(old, seat);
  });
  if (changed.length === 0) return;
  const isNew = (seat: Seat): boolean => !before.some(({ id }) => id === seat.id);
  const rows = changed.map((seat) => {
    const note = isNew(seat) && seat.addedBy !== null ? (said.note ?? null) : null;
    return seatRow(seat, task, at, { ...said, note });
  });
  await sql(tx, WRITE_SEATS.replaceAll("$$", "$1"), [JSON.stringify(rows)]);
}
