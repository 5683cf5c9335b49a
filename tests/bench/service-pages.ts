import type { LoadRequest } from "./load-generator.ts";

/** One request of the product, and what an engineer would write for it alone, for the same rows by the same right. */
export interface Page {
  name: string;
  login: string;
  request: LoadRequest;
  handWritten: string;
}

const stations = "p_community_station__community_station";
const centers = "p_service_center__service_center";
const ratings = "p_service_rating__rating";
const cases = "p_unresolved_case__case";

/** What the right of an account comes to where somebody writes for him alone. */
const city = "p.division_code between '110000000000' and '119999999999'";
const district = "p.division_code between '110101000000' and '110101999999'";

/** The columns a page shows, the condition that picks its rows and the order they come in. */
interface Shown {
  columns: string;
  where: string;
  order?: string;
}

/** A page of twenty with its count, names by join; without row security, labels or abilities. */
const page = (table: string, { columns, where, order = "p.updated_at desc nulls last" }: Shown) => `
  select (select count(*) from (select from ${table} p where ${where} limit 1001) c) as total, page.*
  from (select p.record_id, ${columns}, p.status, u.name as unit, d.name as district, p.updated_at
    from ${table} p join org_unit u on u.id = p.org_unit_id join division d on d.code = p.district_code
    where ${where} order by ${order}, p.record_id limit 20) page`;

const list = (view: string, login: string, handWritten: string, search?: string): Page => ({
  name: `list-${view}${search ? "-search" : ""}-${login}`,
  login,
  request: { path: `/api/lists/${view}/query`, body: JSON.stringify(search ? { search } : {}) },
  handWritten,
});

const statistics = (view: string, handWritten: string): Page => ({
  name: `statistics-${view}`,
  login: "city-officer",
  request: { path: `/api/statistics/${view}/query`, body: "{}" },
  handWritten,
});

const tiles = (login: string, counts: string[]): Page => ({
  name: `tiles-${login}`,
  login,
  request: { path: "/api/tiles", method: "GET" },
  handWritten: `select ${counts.join(", ")}`,
});

const station = "p.f_name, p.f_kind, p.f_address, p.f_phone, p.f_window_count";
const byVillage = 'p.f_village_code collate "zh-x-icu"';
const rating = "p.f_title, p.f_channel, p.f_problem_class, p.f_satisfaction, p.f_route, p.f_deadline";
/** What is being done with a record. */
const step =
  "(select string_agg(distinct t.name, '、') from task t where t.record_id = p.record_id and t.state = 'open') as step";
const openRating = `${rating}, ${step}`;
const caseColumns = "p.f_title, p.f_service_item, p.f_reason, p.f_channel, p.f_registered_on, p.f_solved";
const center = "p.f_name, p.f_category, u.level, p.f_address, p.f_consult_phone, p.f_window_count";
const byLevel = "u.level, p.division_code, p.updated_at desc nulls last";

const sent = "p.is_latest and p.status in ('inReview', 'returned') and p.f_route <> 'history'";
const done = "p.is_latest and p.status = 'inForce' and p.f_route <> 'history'";
const overdue = `${sent} and p.f_deadline < current_date`;
const history = "p.is_latest and p.f_route = 'history'";

/** What waits for the officer and the drafts of his unit. */
const pending = (login: string) => `p.is_latest and p.f_route <> 'history' and p.record_id in (
  select t.record_id from task t join account a on a.login = '${login}'
  where t.state = 'open' and t.candidate_unit_id = a.org_unit_id and (t.assignee_id is null or t.assignee_id = a.id)
    and t.candidate_role in (select role_key from account_role r where r.account_id = a.id)
  union all
  select p.record_id from ${ratings} p join account a on a.login = '${login}'
  where p.is_latest and p.status = 'draft' and p.org_unit_id = a.org_unit_id)`;

const number = (table: string, where: string, name: string) =>
  `(select count(*) from ${table} p where ${where}) as ${name}`;

/** Several numbers of one table in one pass, as they are best asked for. */
const numbers = (table: string, where: string, filters: string[]) =>
  `(select array[${filters.map((filter) => `count(*) filter (where ${filter})`).join(", ")}] from ${table} p where ${where})`;

const ofRatings = ["p.status in ('inReview', 'returned')", "p.status = 'inForce'"].map(
  (status) => `${status} and p.f_route <> 'history'`,
);

const ofOneRating = "p.is_latest and p.f_route <> 'history'";

/** Numbers by district, by name, and by another field where there is one, with every total that the page shows. */
const byDistrict = (table: string, where: string, { measures, and }: { measures: string; and?: string }) =>
  `select d.name, ${and ? `${and}, ` : ""}${measures} from ${table} p join division d on d.code = p.district_code where ${where}
     group by ${and ? `cube ((d.code, d.name), ${and})` : "rollup ((d.code, d.name))"} order by d.code`;

/** The pages of the four-level service system. */
export const pages: Page[] = [
  list(
    "community-station/stations",
    "city-officer",
    page(stations, { columns: station, where: `p.in_force and ${city}`, order: byVillage }),
  ),
  list(
    "community-station/stations",
    "110101-filler",
    page(stations, {
      ...{ columns: station, order: byVillage },
      where: `p.in_force and ${district} and (p.f_name ilike '%幸福路%' or p.f_address ilike '%幸福路%')`,
    }),
    "幸福路",
  ),
  list(
    "service-center/centers",
    "city-officer",
    page(centers, { columns: `${center}, ${step}`, where: "p.is_latest and p.status <> 'cancelled'", order: byLevel }),
  ),
  list(
    "service-center/officialCenters",
    "110101-filler",
    page(centers, { columns: center, where: `p.in_force and ${district}`, order: byLevel }),
  ),
  list(
    "service-rating/pending",
    "city-officer",
    page(ratings, { columns: openRating, where: `${city} and ${pending("city-officer")}` }),
  ),
  list("service-rating/sent", "city-officer", page(ratings, { columns: openRating, where: `${city} and ${sent}` })),
  list(
    "service-rating/sent",
    "110101-filler",
    page(ratings, { columns: openRating, where: `${district} and ${sent}` }),
  ),
  list("service-rating/done", "city-officer", page(ratings, { columns: rating, where: `${city} and ${done}` })),
  list(
    "service-rating/overdue",
    "city-officer",
    page(ratings, { columns: openRating, where: `${city} and ${overdue}`, order: "p.f_deadline" }),
  ),
  list(
    "service-rating/history",
    "city-officer",
    page(ratings, { columns: rating, where: `${city} and ${history}`, order: "p.f_occurred_on desc nulls last" }),
  ),
  list(
    "service-rating/done",
    "city-officer",
    page(ratings, {
      columns: rating,
      where: `${city} and ${done} and (p.f_title like '%排队%' or p.f_content like '%排队%')`,
    }),
    "排队",
  ),
  list(
    "unresolved-case/cases",
    "city-officer",
    page(cases, { columns: caseColumns, where: `p.is_latest and ${city} and p.f_origin <> 'history'` }),
  ),
  list(
    "unresolved-case/cases",
    "110101-filler",
    page(cases, { columns: caseColumns, where: `p.is_latest and ${district} and p.f_origin <> 'history'` }),
  ),
  list(
    "unresolved-case/history",
    "city-officer",
    page(cases, {
      ...{ columns: caseColumns, order: "p.f_registered_on desc nulls last" },
      where: `p.is_latest and ${city} and p.f_origin = 'history'`,
    }),
  ),
  tiles("city-officer", [
    numbers(stations, `p.in_force and ${city}`, ["true", "p.f_address is null"]),
    number(centers, "p.is_latest and p.status = 'inReview'", "centers"),
    number(centers, "p.in_force", "official"),
    number(ratings, `${city} and ${pending("city-officer")}`, "pending"),
    numbers(ratings, `p.is_latest and ${city}`, [
      ...ofRatings,
      `${ofRatings[0]} and p.f_deadline < current_date`,
      "p.f_route = 'history'",
    ]),
    number(cases, `p.is_latest and ${city} and p.status = 'inReview' and p.f_origin <> 'history'`, "cases"),
  ]),
  tiles("110101-filler", [
    numbers(stations, `p.in_force and ${district}`, ["true", "p.f_address is null"]),
    number(centers, `p.is_latest and ${district} and p.status = 'inReview'`, "centers"),
    number(centers, `p.in_force and ${district}`, "official"),
    number(ratings, `${district} and ${pending("110101-filler")}`, "pending"),
    numbers(ratings, `${ofOneRating} and ${district} and p.status in ('inReview', 'returned', 'inForce')`, [
      ...ofRatings,
      `${ofRatings[0]} and p.f_deadline < current_date`,
    ]),
    number(
      cases,
      `p.is_latest and ${district} and p.status in ('draft', 'returned') and p.f_origin <> 'history'`,
      "cases",
    ),
  ]),
  statistics(
    "community-station/stationStatistics",
    byDistrict(stations, `in_force and ${city}`, {
      and: "f_kind",
      measures: "count(*), count(*) filter (where f_address is not null), sum(f_window_count), sum(f_staff_count)",
    }),
  ),
  statistics(
    "service-center/centerStatistics",
    byDistrict(centers, "in_force", {
      and: "f_category",
      measures: "count(*), sum(f_window_count), sum(f_comprehensive_count), sum(f_staff_total), sum(f_item_count)",
    }),
  ),
  statistics(
    "service-rating/problems",
    byDistrict(ratings, `in_force and ${city}`, {
      measures:
        "count(*), count(*) filter (where f_satisfaction in ('1', '2')), count(*) filter (where f_result = 'done')",
    }),
  ),
  statistics(
    "unresolved-case/quarterly",
    `select f_reason, date_trunc('quarter', f_registered_on::timestamp), count(*), count(*) filter (where f_solved = 'yes'),
       count(*) filter (where f_improved = 'yes') from ${cases} p where in_force and ${city} group by cube (1, 2)`,
  ),
  statistics(
    "unresolved-case/concentrated",
    `select 'rating', f_service_item, count(*) from ${ratings} p where in_force and ${city} group by rollup (2) union all
     select 'case', f_service_item, count(*) from ${cases} p where in_force and ${city} group by rollup (2)`,
  ),
];
