import type { AddedWhere } from "../../engine/assignment/index.ts";
import { copyTask, readCopy } from "../commands/copy-task.ts";
import { removeParticipant } from "../commands/remove-participant.ts";
import { requesterOf } from "../commands/requester.ts";
import { type Return, returnChoices, returnTask } from "../commands/return-task.ts";
import { type SavedWork, saveTask } from "../commands/save-task.ts";
import { takeBackTask } from "../commands/take-back-task.ts";
import { addParticipants, delegateTask, type Handover, transferTask } from "../commands/transfer-task.ts";
import { urgeTask } from "../commands/urge-task.ts";
import type { AppContext } from "../context.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { uuidOf } from "../process/task-view.ts";

const account = { type: "integer", minimum: 1 } as const;
const people = { type: "array", minItems: 1, maxItems: 50, uniqueItems: true, items: account } as const;
const note = { type: "string", maxLength: 2000 } as const;
const lockVersion = { type: "integer" } as const;
const files = { type: "array", maxItems: 20, uniqueItems: true, items: { type: "string", format: "uuid" } } as const;

const object = (properties: object, required: string[] = []) => ({
  ...{ type: "object", properties, required, additionalProperties: false },
});

const returning = validated<Return>(
  object(
    {
      to: { type: "string", minLength: 1, maxLength: 200 },
      way: { type: "string", enum: ["again", "direct"] },
      fields: { type: "array", maxItems: 500, uniqueItems: true, items: { type: "string", maxLength: 200 } },
      ...{ opinion: note, attachments: files, lockVersion },
    },
    ["to", "opinion"],
  ),
);
const handover = validated<Handover>(object({ people, note, lockVersion }, ["people"]));
const addition = validated<Handover & { where: AddedWhere }>(
  object({ people, note, lockVersion, where: { type: "string", enum: ["before", "beside", "after"] } }, [
    "people",
    "where",
  ]),
);
const copy = validated<{ people: number[]; note?: string }>(object({ people, note }, ["people"]));
const urging = validated<{ note?: string }>(object({ note }));
const work = validated<SavedWork>(object({ opinion: note, data: { type: "object" } }));

/** What may be done about a task besides deciding it; each refusal says why and what would be allowed. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const id = (request: ApiContext): string => uuidOf(request.params.id);
  const body = (request: ApiContext): unknown => request.request.body ?? {};
  const done = (request: ApiContext): void => {
    request.status = 204;
  };

  router.get("/tasks/:id/return-targets", async (request) => {
    request.body = { targets: await returnChoices(ctx, requesterOf(request), id(request)) };
  });

  router.post("/tasks/:id/return", async (request) => {
    await returnTask(ctx, requesterOf(request), id(request), returning(body(request)));
    done(request);
  });

  router.post("/tasks/:id/take-back", async (request) => {
    await takeBackTask(ctx, requesterOf(request), id(request));
    done(request);
  });

  router.post("/tasks/:id/transfer", async (request) => {
    await transferTask(ctx, requesterOf(request), id(request), handover(body(request)));
    done(request);
  });

  router.post("/tasks/:id/delegate", async (request) => {
    await delegateTask(ctx, requesterOf(request), id(request), handover(body(request)));
    done(request);
  });

  router.post("/tasks/:id/participants", async (request) => {
    await addParticipants(ctx, requesterOf(request), id(request), addition(body(request)));
    done(request);
  });

  router.delete("/tasks/:id/participants/:seat", async (request) => {
    await removeParticipant(ctx, requesterOf(request), id(request), uuidOf(request.params.seat));
    done(request);
  });

  router.post("/tasks/:id/copies", async (request) => {
    request.body = await copyTask(ctx, requesterOf(request), id(request), copy(body(request)));
  });

  router.post("/copies/:id/read", async (request) => {
    await readCopy(ctx, requesterOf(request), id(request));
    done(request);
  });

  router.post("/tasks/:id/urge", async (request) => {
    request.body = await urgeTask(ctx, requesterOf(request), id(request), urging(body(request)).note);
  });

  router.post("/tasks/:id/save", async (request) => {
    await saveTask(ctx, requesterOf(request), id(request), work(body(request)));
    done(request);
  });
}
