import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";

/** GET /code-lists/:package/:key: a code list, retired codes included so that old records keep their words. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/code-lists/:package/:key", (request) => {
    requireSubject(request);
    const { package: packageKey, key } = request.params;
    request.body = ctx.definitions.codeList(`${packageKey}/${key}`);
  });
}
