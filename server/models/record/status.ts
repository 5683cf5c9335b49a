/** What decides a revision's status. */
export interface StatusFacts {
  isWorking: boolean;
  cancelledAt: string | null;
  submittedAt: string | null;
  returnedAt: string | null;
}

/** Where a record stands, as people say it. */
export type RecordStatus = "draft" | "inReview" | "returned" | "inForce" | "cancelled";

/** Chinese names of the statuses. */
export const statusTexts: Record<RecordStatus, string> = {
  draft: "草稿",
  inReview: "审核中",
  returned: "已退回",
  inForce: "已生效",
  cancelled: "已取消",
};

/** The status follows from what happened; it is stored nowhere but in the projection, which is derived as well. */
export function statusOf({ isWorking, cancelledAt, submittedAt, returnedAt }: StatusFacts): RecordStatus {
  if (cancelledAt !== null) return "cancelled";
  if (!isWorking) return "inForce";
  if (submittedAt !== null) return "inReview";
  return returnedAt === null ? "draft" : "returned";
}
