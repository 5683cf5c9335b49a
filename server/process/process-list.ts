import type { AppContext } from "../context.ts";

/** A live process, named `<package>/<process>`. */
export interface ProcessChoice {
  key: string;
  title: string;
}

/** Every process that records may go through now. */
export function processChoices(ctx: AppContext): ProcessChoice[] {
  return [...ctx.definitions.packages()].flatMap(([name, pkg]) =>
    (pkg.manifest.processes ?? []).map(({ key, title }) => ({ key: `${name}/${key}`, title })),
  );
}
