/** Who took a step and what he said; nobody for timers and jobs. */
export interface Hand {
  accountId: number | null;
  orgUnitId: number | null;
  /** The opinion written beside the button. */
  opinion?: string | null;
  /** In whose place he acted, as a substitute. */
  forId?: number | null;
  /** The task that was acted on. */
  taskId?: string;
}

/** The hand of timers, messages and jobs. */
export const nobody: Hand = { accountId: null, orgUnitId: null };
