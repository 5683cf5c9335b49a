import { useSearchParams } from "react-router-dom";
import { beijing } from "../../i18n/format.ts";

/** What the whole monitor is narrowed to; it lives in the address, so that it can be kept and passed on. */
export interface Filter {
  definition?: string;
  version?: number;
  district?: string;
  /** Started within so many days; absent: whenever. */
  days?: number;
}

const numberOf = (text: string | null): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined);

/** The filter in the address, and how to change a part of it. */
export function useFilter(): { filter: Filter; set: (part: Partial<Filter>) => void; clear: () => void } {
  const [params, setParams] = useSearchParams();
  const filter: Filter = {
    definition: params.get("definition") ?? undefined,
    version: numberOf(params.get("version")),
    district: params.get("district") ?? undefined,
    days: numberOf(params.get("days")),
  };
  const set = (part: Partial<Filter>): void => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...filter, ...part })) {
      if (value !== undefined) next.set(name, String(value));
    }
    setParams(next, { replace: true });
  };
  return { filter, set, clear: () => setParams({}, { replace: true }) };
}

/** The filter as the API takes it. Whole days, so that the answer stays the same while one looks at it. */
export function asQuery({ definition, version, district, days }: Filter) {
  const from = days === undefined ? undefined : beijing().startOf("day").subtract(days, "day").toISOString();
  return { definition, version, district, from };
}
