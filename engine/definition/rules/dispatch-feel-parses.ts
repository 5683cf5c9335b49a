import { checkExpression } from "../../expression/index.ts";
import type { Finding, Rule } from "./rule.ts";

/** Expressions of a dispatch, and defaults of filters that begin with `=`, are FEEL the product accepts. */
export const dispatchFeelParses: Rule = {
  name: "dispatch-feel-parses",
  check: ({ pkg: { views }, recordTypes }) => {
    const dispatched = recordTypes.flatMap(({ dispatch }, at) => {
      if (!dispatch) return [];
      const sources = { period: dispatch.period, year: dispatch.year };
      const prefill = Object.entries(dispatch.prefill ?? {}).map(([field, source]) => [`prefill/${field}`, source]);
      return [...Object.entries(sources), ...prefill].map(([part, source]) => ({
        file: "manifest.json",
        pointer: `/recordTypes/${at}/dispatch/${part}`,
        source: source ?? "",
      }));
    });
    const filters = [
      ...(views.lists ?? []).map((view, at) => ({ view, pointer: `/lists/${at}` })),
      ...(views.statistics ?? []).map((view, at) => ({ view, pointer: `/statistics/${at}` })),
    ].flatMap(({ view, pointer }) =>
      (view.filters ?? []).flatMap((filter, step) =>
        typeof filter.default === "string" && filter.default.startsWith("=")
          ? [{ file: "views.json", pointer: `${pointer}/filters/${step}/default`, source: filter.default }]
          : [],
      ),
    );
    return [...dispatched, ...filters].flatMap(({ file, pointer, source }): Finding[] => {
      const problem = checkExpression(source);
      return problem ? [{ file, pointer, message: problem.message, hint: "请改写这个 FEEL 表达式" }] : [];
    });
  },
};
