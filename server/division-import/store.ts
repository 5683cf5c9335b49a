import type { Tx } from "../database/transaction.ts";
import { sql } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import type { Division } from "../organization/divisions.ts";
import type { Successor } from "./compare.ts";

/** An imported table with what was said about it. */
export interface DivisionImport {
  id: string;
  fileName: string;
  root: string;
  effectiveOn: string;
  rows: Division[];
  successors: Successor[];
  state: "draft" | "scheduled" | "applied" | "discarded";
  jobId: string | null;
  createdBy: number;
  creator: string;
  createdAt: string;
  appliedAt: string | null;
  result: Record<string, unknown> | null;
}

const columns = `i.id, i.file_name as "fileName", i.root_code as root, i.effective_on as "effectiveOn", i.successors, i.state,
  i.job_id as "jobId", i.created_by as "createdBy", a.name as creator, i.created_at as "createdAt", i.applied_at as "appliedAt", i.result`;

/** Keeps a checked table; nothing follows from it yet. @returns its id. */
export async function insertImport(
  tx: Tx,
  {
    fileName,
    root,
    effectiveOn,
    rows,
    accountId,
  }: Pick<DivisionImport, "fileName" | "root" | "effectiveOn" | "rows"> & { accountId: number },
): Promise<string> {
  const id = uuidv7();
  await sql(
    tx,
    "insert into division_import (id, file_name, root_code, effective_on, rows, created_by) values ($1, $2, $3, $4, $5, $6)",
    [id, fileName.slice(0, 255), root, effectiveOn, JSON.stringify(rows), accountId],
  );
  return id;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One import, locked for whoever changes it. @throws AppError 404. */
export async function readImport(tx: Tx, id: string): Promise<DivisionImport> {
  const text = `select ${columns}, i.rows from division_import i join account a on a.id = i.created_by where i.id = $1 for update of i`;
  const [found] = uuid.test(id) ? await sql<DivisionImport>(tx, text, [id]) : [];
  if (!found) throw new AppError(404, "unknown-import", "没有找到这次区划导入，请从导入记录重新进入。");
  return found;
}

/** The latest imports, newest first. */
export function listImports(tx: Tx): Promise<Omit<DivisionImport, "rows">[]> {
  const text = `select ${columns} from division_import i join account a on a.id = i.created_by order by i.created_at desc limit 100`;
  return sql(tx, text);
}

/** @throws AppError 409 when it is past changing. */
export function requireState({ state }: DivisionImport, ...allowed: DivisionImport["state"][]): void {
  if (allowed.includes(state)) return;
  const texts = { draft: "尚未确认", scheduled: "已确认，等待生效", applied: "已经生效", discarded: "已经作废" };
  throw new AppError(409, "wrong-state", `这次区划导入${texts[state]}，不能再这样操作，请重新上传区划表。`, { state });
}

/** The divisions of a subtree that are in force on a day. */
export function divisionsOn(tx: Tx, root: string, day: string): Promise<Division[]> {
  const below = root.replace(/(000000000000|0000000000|000000|000)$/, "");
  return sql<Division>(
    tx,
    `select code, name, level, parent_code as "parentCode" from division
     where code like $1 and valid_from <= $2::date and (valid_to is null or valid_to > $2::date) order by level, code`,
    [`${root.endsWith("000") ? below : root}%`, day],
  );
}
