import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { isLatest, type RevisionFacts } from "../models/record/facts.ts";
import { statusOf } from "../models/record/status.ts";
import { titleOf } from "../models/record/title.ts";
import type { ProjectedTable } from "../query/catalog.ts";
import { projectionRow } from "./row.ts";

/** The projection row of a revision, from what the record's own tables say. */
export function rowFromFacts(
  table: ProjectedTable,
  resolved: ResolvedRecordType,
  facts: RevisionFacts,
  titles?: ReadonlyMap<string, string>,
): object {
  const status = statusOf({
    isWorking: facts.revision_id === facts.working_revision_id,
    cancelledAt: facts.cancelled_at,
    submittedAt: facts.submitted_at,
    returnedAt: facts.returned_at,
  });
  const inForce = facts.revision_id === facts.in_force_revision_id && facts.cancelled_at === null;
  const latest = isLatest(facts);
  return projectionRow(
    table,
    {
      revision_id: facts.revision_id,
      record_id: facts.record_id,
      is_latest: latest,
      in_force: inForce,
      counted: facts.in_force_revision_id === null || facts.cancelled_at !== null ? latest : inForce,
      status,
      title: titleOf(resolved, facts.data, titles),
      org_unit_id: facts.org_unit_id,
      division_code: facts.division_code,
      open: facts.open,
      created_by: facts.created_by,
      created_at: facts.created_at,
      updated_at: facts.updated_at,
      submitted_at: facts.submitted_at,
      in_force_at: facts.in_force_at,
      obligation_id: facts.obligation_id,
      period_key: facts.period_key,
      subject_record_id: facts.subject_record_id,
    },
    facts.data,
  );
}
