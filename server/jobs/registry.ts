import type { JobHandler } from "./job.ts";

const handlers = new Map<string, JobHandler>();

/** Says who does jobs of a kind; a kind has one handler, and a kind ending in `:` answers for every kind it begins. */
export function registerJob<Payload>(kind: string, handler: JobHandler<Payload>): void {
  const known = handlers.get(kind);
  if (known && known !== handler) throw new Error(`Two handlers for jobs of kind ${kind}`);
  handlers.set(kind, handler as JobHandler);
}

/** The handler of a kind, or none when this process does not know the kind. */
export function handlerOf(kind: string): JobHandler | undefined {
  return handlers.get(kind) ?? handlers.get(kind.slice(0, kind.indexOf(":") + 1));
}
