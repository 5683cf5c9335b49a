import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { may } from "../models/record/rights.ts";
import type { DuePeriod } from "./due-periods.ts";
import type { CampaignSubject } from "./source.ts";
import type { Reach } from "./units.ts";

/** What a campaign was told to do; kept in its row. */
export interface CampaignSettings {
  periods: DuePeriod[];
  subjects: CampaignSubject[];
  reach: Reach;
  unitCount: number;
  count: number;
  fillerRole: string | null;
}

/** A campaign as commands and views work with it. */
export interface Campaign {
  id: string;
  title: string;
  recordType: string;
  formDefinitionId: number;
  sourceRecordId: string;
  periodKind: string;
  year: number;
  settings: CampaignSettings;
  createdAt: string;
  createdBy: string;
  cancelledAt: string | null;
  jobId: string | null;
}

/** Columns of a campaign under the alias `c`, its author under `a`. */
export const CAMPAIGN_COLUMNS = `c.id, c.title, c.record_type as "recordType", c.form_definition_id as "formDefinitionId",
  c.source_record_id as "sourceRecordId", c.period_kind as "periodKind", c.year, c.settings,
  c.created_at as "createdAt", a.name as "createdBy", c.cancelled_at as "cancelledAt", c.job_id as "jobId"`;

const notFound = (): AppError => new AppError(404, "unknown-campaign", "没有找到这次下发，或它不在您的管辖范围内。");

/**
 * Reads a campaign whose source record the subject may dispatch or, for looking only, count.
 * @throws AppError 404 out of scope, 403 without the right.
 */
export async function loadCampaign(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  id: string,
  purpose: "look" | "act",
): Promise<Campaign & { canManage: boolean }> {
  const [campaign] = await sql<Campaign>(
    tx,
    `select ${CAMPAIGN_COLUMNS} from campaign c join account a on a.id = c.created_by where c.id = $1`,
    [id],
  );
  if (!campaign) throw notFound();
  const record = await loadRecord(ctx, tx, campaign.sourceRecordId);
  if (may(record, subject, "dispatch")) return { ...campaign, canManage: true };
  if (purpose === "look" && may(record, subject, "statistics")) return { ...campaign, canManage: false };
  if (!may(record, subject, "read")) throw notFound();
  throw new AppError(403, "forbidden", `您没有下发“${record.live.title}”的权限，不能办理这次下发。`);
}
