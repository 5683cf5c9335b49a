import { type FormError, formatPointer, resolve } from "../../engine/form/index.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { AppError } from "../http/problem.ts";
import { type Job, type JobTools, PermanentJobError } from "../jobs/job.ts";
import { subjectOfAccount } from "../process/people.ts";
import { cellValue, WrongCell } from "./cell-value.ts";
import { importColumns } from "./columns.ts";
import { fileRow } from "./file-row.ts";
import { namesFor } from "./names.ts";
import { resolveNames } from "./references.ts";

/** Kind of the job that takes a sheet's rows in. */
export const IMPORT_JOB = "import-records";

/** check: only says what is wrong; good: takes the rows that are right; all: takes all rows or, if one is wrong, none. */
export type ImportMode = "check" | "good" | "all";

/** What the job is handed. */
export interface ImportPayload {
  recordType: string;
  mode: ImportMode;
  accountId: number;
  orgUnitId: number;
  /** Texts of the sheet, its header first. */
  rows: string[][];
}

/** One thing wrong with one cell. */
export interface RowProblem {
  /** As the sheet numbers it. */
  row: number;
  /** E.g. `C7`; empty where the row as a whole is meant. */
  cell: string;
  title: string;
  message: string;
}

/** What came of it. */
export interface ImportResult {
  rows: number;
  imported: number;
  wrong: number;
  /** The first ones; `wrong` counts all rows concerned. */
  problems: RowProblem[];
}

const mostProblems = 500;
const batch = 100;

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

interface Row {
  number: number;
  data: Record<string, unknown>;
  problems: RowProblem[];
}

/** Which column of the sheet holds which field, by the titles in its first row. */
function placesOf(resolved: RegisteredRecordType, header: readonly string[]): Map<string, number> {
  const columns = importColumns(resolved);
  const places = new Map<string, number>();
  for (const { field, title } of columns) {
    const at = header.findIndex((cell) => cell.replace(/^\*\s*/, "").trim() === title);
    if (at >= 0) places.set(field, at);
  }
  const missing = columns.filter(({ field, required }) => required && !places.has(field));
  if (missing.length > 0) {
    const named = missing.map(({ title }) => `“${title}”`).join("、");
    throw new PermanentJobError(`表头缺少${named}，请用下载的模板填写，不要改动第一行。`);
  }
  return places;
}

function problemOf(row: Row, places: ReadonlyMap<string, number>, { pointer, title, message }: FormError): RowProblem {
  const at = places.get(pointer.split("/")[1] ?? "");
  return { row: row.number, cell: at === undefined ? "" : `${letters(at)}${row.number}`, title, message };
}

async function readRows(
  tx: Tx,
  tools: JobTools,
  resolved: RegisteredRecordType,
  { rows: [header = [], ...rows] }: ImportPayload,
): Promise<{ rows: Row[]; places: Map<string, number> }> {
  const places = placesOf(resolved, header);
  const names = await namesFor(tools.ctx, tx, resolved);
  const read = rows.flatMap((cells, at): Row[] => {
    if (cells.every((cell) => cell === "")) return [];
    const row: Row = { number: at + 2, data: {}, problems: [] };
    for (const [field, place] of places) {
      const schema = resolve(resolved.schema.properties?.[field] ?? {}, resolved.schema);
      try {
        const value = cellValue(schema, cells[place], names);
        if (value !== undefined) row.data[field] = value;
      } catch (error) {
        if (!(error instanceof WrongCell)) throw error;
        const wrong = { pointer: formatPointer([field]), keyword: "cell", title: schema.title ?? field };
        row.problems.push(problemOf(row, places, { ...wrong, message: error.message }));
      }
    }
    return [row];
  });
  return { rows: read, places };
}

/** Turns names of records and units into ids, as the importer may choose them. */
async function nameRows(
  { ctx }: JobTools,
  resolved: RegisteredRecordType,
  { accountId }: ImportPayload,
  { rows, places }: { rows: readonly Row[]; places: ReadonlyMap<string, number> },
): Promise<void> {
  const subject = await inTransaction(ctx, "system", (tx) => subjectOfAccount(ctx, tx, accountId));
  if (!subject) throw new PermanentJobError("导入人的账号已停用，请由在用的账号重新导入。");
  const named = rows.map((row) => ({
    data: row.data,
    wrong(field: string, message: string) {
      const title = resolve(resolved.schema.properties?.[field] ?? {}, resolved.schema).title ?? field;
      row.problems.push(problemOf(row, places, { pointer: formatPointer([field]), keyword: "cell", title, message }));
    },
  }));
  await inTransaction(ctx, subject, (tx) => resolveNames(ctx, tx, subject, resolved, named));
}

type Take = (tx: Tx, row: Row) => Promise<void>;

/** Files one row, or notes what is wrong with it. */
function taking(
  job: Job<ImportPayload>,
  tools: JobTools,
  resolved: RegisteredRecordType,
  places: Map<string, number>,
): Take {
  const dry = job.payload.mode === "check";
  return async (tx, row) => {
    if (row.problems.length > 0) return;
    try {
      await fileRow(tools.ctx, tx, { resolved, job, number: row.number, data: row.data, dry });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const errors = (error.extra?.errors as FormError[] | undefined) ?? [
        { pointer: "", keyword: error.code, title: "", message: error.message },
      ];
      row.problems.push(...errors.map((one) => problemOf(row, places, one)));
    }
  };
}

function resultOf(rows: readonly Row[], imported: number): ImportResult {
  const problems = rows.flatMap((row) => row.problems);
  const wrong = rows.filter((row) => row.problems.length > 0).length;
  return { rows: rows.length, imported, wrong, problems: problems.slice(0, mostProblems) };
}

/** Thrown to take everything back when all rows or none are wanted. */
class NoneTaken extends Error {}

/** Reads the rows, says what is wrong with which cell, and files the good ones as the mode wants. */
export async function runImport(job: Job<ImportPayload>, tools: JobTools): Promise<ImportResult> {
  const { ctx } = tools;
  const resolved = ctx.definitions.recordType(job.payload.recordType);
  const system = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(ctx, "system", work);
  const { rows, places } = await system((tx) => readRows(tx, tools, resolved, job.payload));
  await nameRows(tools, resolved, job.payload, { rows, places });
  const take = taking(job, tools, resolved, places);
  const wholly = job.payload.mode === "all";
  let done = 0;
  const each = async (tx: Tx, part: readonly Row[]) => {
    for (const row of part) {
      await take(tx, row);
      done += 1;
    }
  };
  try {
    if (wholly) {
      await system(async (tx) => {
        await each(tx, rows);
        if (rows.some((row) => row.problems.length > 0)) throw new NoneTaken();
      });
    } else {
      for (let at = 0; at < rows.length && !tools.cancelled(); at += batch) {
        await system((tx) => each(tx, rows.slice(at, at + batch)));
        await tools.progress(done, rows.length);
      }
    }
  } catch (error) {
    if (!(error instanceof NoneTaken)) throw error;
    return resultOf(rows, 0);
  }
  const good = rows.slice(0, done).filter((row) => row.problems.length === 0).length;
  return resultOf(rows, job.payload.mode === "check" ? 0 : good);
}
