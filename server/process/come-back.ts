import type { CompleteTask } from "../../engine/process/index.ts";
import { AppError } from "../http/problem.ts";
import { advance, type Step } from "./step.ts";
import type { ComeBack } from "./task.ts";

/**
 * Completes a returned task so that its token goes straight back to whoever returned it. Where the way back is closed
 * by now - the model was moved to another version, say - it goes the whole way instead of nowhere.
 */
export function advanceBack(step: Step, command: CompleteTask, back: ComeBack | null): Step {
  if (!back) return advance(step, command);
  try {
    return advance(step, { ...command, to: back.nodeId });
  } catch (error) {
    if (!(error instanceof AppError) || error.status === 409) throw error;
    return advance(step, command);
  }
}
