import { type Actor, actorOf } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import type { ApiContext } from "../http/state.ts";

/** Who asks for a change: what he may do, and what the audit trail says of him. */
export interface Requester {
  subject: Subject;
  actor: Actor;
}

/** The requester behind a signed-in request. @throws AppError 401. */
export function requesterOf(request: ApiContext): Requester {
  return { subject: requireSubject(request), actor: actorOf(request) };
}
