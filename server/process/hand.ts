/** Who took a step and what he said; nobody for timers and jobs. */
export interface Hand {
  accountId: number | null;
  orgUnitId: number | null;
  /** The opinion written beside the button. */
  opinion?: string | null;
}

/** The hand of timers, messages and jobs. */
export const nobody: Hand = { accountId: null, orgUnitId: null };
