import { sourceView } from "../../view/sources.ts";
import type { StatisticsSource, StatisticsView, Views } from "../meta/views.gen.ts";
import { type RuleContext, ruleContext } from "./rule.ts";

/** One record type that a statistics view counts, in that record type's own words. */
export interface CountedView {
  /** As if it were of this record type alone; `recordType` is the short key in its package. */
  view: StatisticsView;
  source?: StatisticsSource;
  /** Views of the record type's package. */
  views: Views;
  /** Of the record type's package. */
  context: RuleContext;
  pointer: string;
}

/** Every statistics view, taken apart into its sources; sources of packages that are not here are left out. */
export function countedViews(context: RuleContext): CountedView[] {
  const { pkg, packages } = context;
  return (pkg.views.statistics ?? []).flatMap((view, at): CountedView[] => {
    const pointer = `/statistics/${at}`;
    if (!view.sources) return [{ view, views: pkg.views, context, pointer }];
    return view.sources.flatMap((source, step): CountedView[] => {
      const [packageKey = "", recordType = ""] = source.recordType.split("/");
      const other = packages.get(packageKey);
      if (!other) return [];
      return [
        {
          view: { ...sourceView(view, source), recordType },
          source,
          views: other.views,
          context: packageKey === pkg.key ? context : ruleContext(other, packages),
          pointer: `${pointer}/sources/${step}`,
        },
      ];
    });
  });
}
