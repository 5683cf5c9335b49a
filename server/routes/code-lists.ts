import { requireSubject } from "../auth/require.ts";
import { addCode, changeCode, type ItemChange, maintains } from "../commands/maintain-code-list.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";

const title = { type: "string", minLength: 1, maxLength: 100, pattern: "\\S" } as const;
const parent = { type: "string", minLength: 1, maxLength: 60 } as const;

const addition = validated<{ title: string; parent?: string }>({
  type: "object",
  properties: { title, parent },
  required: ["title"],
  additionalProperties: false,
});

const alteration = validated<ItemChange>({
  type: "object",
  properties: { title, parent, retired: { type: "boolean" } },
  minProperties: 1,
  additionalProperties: false,
});

/** Code lists: every value, retired ones included so that old records keep their words; officers maintain some. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const refOf = ({ params }: ApiContext) => `${params.package}/${params.key}`;
  const show = (request: ApiContext) => {
    const list = ctx.definitions.codeList(refOf(request));
    request.body = { ...list, canMaintain: maintains(requireSubject(request), list) };
  };

  router.get("/code-lists/:package/:key", (request) => {
    requireSubject(request);
    show(request);
  });

  router.post("/code-lists/:package/:key/items", async (request) => {
    const requester = requesterOf(request);
    const { title: name, ...rest } = addition(request.request.body ?? {});
    await addCode(ctx, requester, refOf(request), { title: name.trim(), ...rest });
    show(request);
    request.status = 201;
  });

  router.put("/code-lists/:package/:key/items/:code", async (request) => {
    const requester = requesterOf(request);
    const { title: name, ...rest } = alteration(request.request.body ?? {});
    const asked = { ...rest, ...(name !== undefined && { title: name.trim() }) };
    await changeCode(ctx, requester, refOf(request), request.params.code as string, asked);
    show(request);
  });
}
