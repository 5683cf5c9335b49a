import { actorOf, audit } from "../audit/audit.ts";
import { requirePermission } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import {
  chooseParameters,
  declaredParameters,
  type ParameterValues,
  parameterValues,
} from "../models/process-parameters.ts";

const choice = validated<{ values: ParameterValues }>({
  type: "object",
  properties: { values: { type: "object", maxProperties: 20, additionalProperties: { type: ["boolean", "number"] } } },
  required: ["values"],
  additionalProperties: false,
});

/** Switches and figures of the processes in use, for those who publish definitions. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const present = async (tx: Tx, packageKey: string, processKey: string) => {
    const values = (await parameterValues(ctx, tx, packageKey, processKey)) ?? {};
    const { pkg } = ctx.definitions.live(packageKey);
    return {
      ...{ package: packageKey, process: processKey, packageTitle: pkg.title },
      title: pkg.manifest.processes?.find(({ key }) => key === processKey)?.title ?? processKey,
      parameters: declaredParameters(ctx, packageKey, processKey).map((one) => ({ ...one, value: values[one.key] })),
    };
  };

  router.get("/process-parameters", async (request) => {
    const subject = requirePermission(request, "definition.publish");
    const declaring = ctx.definitions
      .all()
      .flatMap(({ key, pkg }) =>
        (pkg.manifest.processes ?? [])
          .filter(({ parameters }) => parameters?.length)
          .map((process) => ({ packageKey: key, processKey: process.key })),
      );
    request.body = await inTransaction(ctx, subject, async (tx) => {
      const found: unknown[] = [];
      for (const { packageKey, processKey } of declaring) found.push(await present(tx, packageKey, processKey));
      return found;
    });
  });

  router.put("/process-parameters/:package/:process", async (request) => {
    const subject = requirePermission(request, "definition.publish");
    const { values } = choice(request.request.body ?? {});
    const { package: packageKey = "", process: processKey = "" } = request.params;
    request.body = await inTransaction(ctx, subject, async (tx) => {
      await chooseParameters(ctx, tx, { packageKey, processKey, values });
      const target = `${packageKey}/${processKey}`;
      await audit(tx, actorOf(request), { action: "process.parameters", target, detail: values });
      return present(tx, packageKey, processKey);
    });
  });
}
