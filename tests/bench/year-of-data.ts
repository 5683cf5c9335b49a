import { inTransaction, sql } from "../../server/database/transaction.ts";
import { until } from "../server/jobs/context.ts";
import { fillRecords, type Population } from "./fill-records.ts";
import { type FilledProduct, sharedProduct } from "./filled-product.ts";
import { benchContext } from "./own-database.ts";

/** The delivered product on the whole division tree with a year of data. */
export interface YearOfData extends FilledProduct {
  /** Seconds that the job took which made a station for every village. */
  syncSeconds: number;
  stations: number;
}

/** Rectified by the district where the city filed it, reviewed by the city where a district did. */
const ratings: Population = {
  ...{ recordType: "service-rating/rating", count: 50_000, unitKinds: ["bureau"], seed: 12 },
  fixed: ({ divisionCode, random }) => ({
    district: divisionCode,
    route: random() < 0.2 ? "history" : random() < 0.5 ? "dispatched" : "reported",
  }),
  isOfficial: ({ route }) => route === "history",
  waitsFor: ({ route }) =>
    route === "dispatched" ? { role: "district-filler", unit: "own" } : { role: "city-officer", unit: "city" },
};

const cases: Population = {
  ...{ recordType: "unresolved-case/case", count: 10_000, unitKinds: ["bureau"], seed: 13 },
  fixed: ({ divisionCode, random }) => ({
    district: divisionCode,
    origin: random() < 0.2 ? "history" : "reported",
  }),
  isOfficial: ({ origin }) => origin === "history",
  waitsFor: () => ({ role: "city-officer", unit: "city" }),
};

/** One year of the four-level service system. */
const populations: Population[] = [
  {
    ...{ recordType: "service-center/serviceCenter", count: 500, unitKinds: ["center", "bureau", "street"], seed: 11 },
    waitsFor: () => ({ role: "city-center-reviewer", unit: "city" }),
  },
  ratings,
  cases,
];

/** Two publications may have put a job each, which then share the work. */
const finished = `
  select extract(epoch from max(finished_at) - min(started_at))::float as seconds from job where kind = 'division-records'
  having bool_and(state = 'done') and sum((result->>'created')::int) > 7000`;

/** Four stations in five are maintained; the content goes where lists and statistics read it, and into the records. */
const maintainStations = `
  with filled as (
    update record_revision v set data = v.data || jsonb_build_object('address', '幸福路 ' || right(r.division_code, 3) || ' 号', 'phone', '010-65250001',
      'windowCount', n.windows, 'staffCount', n.windows * 2, 'introduction', '办理社保、医保、养老等延伸事项')
    from record r, lateral (select right(r.division_code, 2)::int % 4 as windows) n
    where v.id = r.in_force_revision_id and r.record_type = 'community-station/communityStation' and right(r.division_code, 2)::int % 5 > 0
    returning v.id, v.data)
  update p_community_station__community_station p set f_address = filled.data->>'address', f_phone = filled.data->>'phone',
    f_window_count = (filled.data->>'windowCount')::int, f_staff_count = (filled.data->>'staffCount')::int
  from filled where p.revision_id = filled.id`;

async function fill(databaseUrl: string): Promise<{ syncSeconds: number; stations: number }> {
  const ctx = await benchContext(databaseUrl, 4);
  try {
    const isDone = () => inTransaction(ctx, "system", async (tx) => (await sql(tx, finished)).length > 0);
    await until("every village has its station", isDone, 180);
    await ctx.definitions.reload();
    for (const population of populations) await fillRecords(ctx, population);
    const [found] = await inTransaction(ctx, "system", async (tx) => {
      await sql(tx, maintainStations);
      return sql<{ seconds: number; stations: number }>(
        tx,
        `select (${finished}) as seconds, (select count(*)::int from record where record_type = 'community-station/communityStation') as stations`,
      );
    });
    await ctx.db.owner.raw("vacuum analyze");
    return { syncSeconds: found?.seconds ?? 0, stations: found?.stations ?? 0 };
  } finally {
    await ctx.db.close();
  }
}

/** Started and filled on first use and shared by the benches of one run. */
export const yearOfData = sharedProduct<YearOfData>(
  "year",
  async (product) => ({ ...product, ...(await fill(product.databaseUrl)) }),
  { jobs: true },
);
