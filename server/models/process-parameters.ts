import type { ProcessParameter } from "../../engine/definition/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";

/** Values by parameter key. */
export type ParameterValues = Record<string, boolean | number>;

const settingKey = (packageKey: string, processKey: string) => `process.${packageKey}/${processKey}`;

/** The parameters a live process declares. @throws AppError 404 for a process that does not exist. */
export function declaredParameters(
  ctx: Pick<AppContext, "definitions">,
  packageKey: string,
  processKey: string,
): ProcessParameter[] {
  const { pkg } = ctx.definitions.live(packageKey);
  const process = pkg.manifest.processes?.find(({ key }) => key === processKey);
  if (!process) throw new AppError(404, "unknown-process", `“${pkg.title}”中没有流程“${processKey}”。`);
  return process.parameters ?? [];
}

/** The values in force: what was chosen, else the declared default; what is no longer declared is left out. */
export async function parameterValues(
  ctx: Pick<AppContext, "definitions">,
  tx: Tx,
  packageKey: string,
  processKey: string,
): Promise<ParameterValues | undefined> {
  const declared = declaredParameters(ctx, packageKey, processKey);
  if (declared.length === 0) return undefined;
  const [row] = await sql<{ value: ParameterValues }>(tx, "select value from setting where key = $1", [
    settingKey(packageKey, processKey),
  ]);
  const chosen = (parameter: ProcessParameter) => {
    const value = row?.value[parameter.key];
    return typeof value === typeof parameter.default ? (value as boolean | number) : parameter.default;
  };
  return Object.fromEntries(declared.map((parameter) => [parameter.key, chosen(parameter)]));
}

/** Chooses values; instances that already run keep theirs. @throws AppError 422 for one that is not declared so. */
export async function chooseParameters(
  ctx: Pick<AppContext, "definitions">,
  tx: Tx,
  { packageKey, processKey, values }: { packageKey: string; processKey: string; values: ParameterValues },
): Promise<void> {
  const declared = declaredParameters(ctx, packageKey, processKey);
  for (const [key, value] of Object.entries(values)) {
    const known = declared.find((parameter) => parameter.key === key);
    if (known && typeof value === typeof known.default) continue;
    const message = known ? `“${known.title}”的值类型不对` : `这个流程没有参数“${key}”`;
    throw new AppError(422, "invalid-parameter", `${message}，请刷新页面后重试。`, {
      errors: [{ pointer: `/values/${key}`, message }],
    });
  }
  await sql(
    tx,
    `insert into setting (key, value) values ($1, $2::jsonb)
     on conflict (key) do update set value = setting.value || excluded.value`,
    [settingKey(packageKey, processKey), JSON.stringify(values)],
  );
}
