import type { Standing } from "../../support/prying.ts";
import type { Estate, Thing } from "./estate.ts";

/** What is asked about somebody else's thing: built so that nothing but his rights stands in the way. */
export interface Asked {
  /** Values of the address's parameters. */
  at?: Record<string, string | number>;
  query?: string;
  body?: object;
  /** A file instead of a body. */
  upload?: true;
  /** May be answered, as long as it tells and changes nothing of the thing: what everybody has a share of his own of. */
  open?: true;
}

export interface About extends Estate {
  thing: Thing;
  now: Standing;
  /** The asker himself. */
  me: number;
  /** A list, and a table of numbers, of the thing's package. */
  list: string;
  table: string;
  secret: string;
}

type Build = (about: About) => Asked;

/** An id of nothing. */
export const none = "00000000-0000-7000-8000-000000000000";
const open = (asked: Asked = {}): Asked => ({ ...asked, open: true });
/** For those only with a permission of the whole product, which none of the askers has. */
const managed: Build = ({ account, thing }) => ({
  at: { id: account, key: packOf(thing), number: 1, name: "2020_01" },
});
const packOf = ({ recordType }: Thing): string => recordType.split("/")[0] as string;
const typeOf = ({ recordType }: Thing): string => recordType.split("/")[1] as string;

const ofRecord =
  (more: (about: About) => Partial<Asked> = () => ({})): Build =>
  (about) => ({ at: { id: about.thing.record }, ...more(about) });
const ofTask =
  (body: (about: About) => object = () => ({})): Build =>
  (about) => ({ at: { id: about.thing.task, seat: none }, body: body(about) });
const ofProcess =
  (body?: object): Build =>
  ({ thing }) => ({ at: { id: thing.instance }, ...(body && { body }) });
const ofMigration = (): Asked => ({ at: { id: none, definition: "service-rating" } });
const ofList =
  (body: object = {}): Build =>
  ({ thing, list }) =>
    open({ at: { package: packOf(thing), view: list }, body });
const ofTable =
  (body: object = {}): Build =>
  ({ thing, table }) =>
    open({ at: { package: packOf(thing), view: table }, body });

const lastData = ({ now }: About): Record<string, unknown> => now.revisions.at(-1)?.data ?? {};
const lockVersion = ({ now }: About): number => now.lock_version;
const because = { reason: "试试看" };
const table = { table: { fields: [] } };

/** Every route of the API, each with a request about what the asker may not know of: a new route has to say its own here. */
export const requests: Record<string, Build> = {
  "GET /accounts": managed,
  "POST /accounts": ({ unit }) => ({ body: { login: "mine-now", name: "我", unitId: unit, roles: ["administrator"] } }),
  "PUT /accounts/:id": ({ unit, me }) => ({ at: { id: me }, body: { name: "我", unitId: unit, roles: ["leader"] } }),
  "GET /accounts/:id/records": managed,
  "POST /accounts/:id/records/hand-over": ({ account, unit, me }) => ({
    at: { id: account },
    body: { unitId: unit, to: me },
  }),
  "POST /accounts/:id/reset-password": managed,
  "POST /accounts/:id/unlock": managed,
  "POST /attachments": () => open({ upload: true }),
  "GET /attachments/:id": ({ attachment }) => ({ at: { id: attachment } }),
  "GET /audit": managed,
  "GET /code-lists/:package/:key": () => open({ at: { package: "service-rating", key: "channels" } }),
  "POST /code-lists/:package/:key/items": () => ({
    at: { package: "service-rating", key: "channels" },
    body: { title: "我的" },
  }),
  "PUT /code-lists/:package/:key/items/:code": () => ({
    ...{ at: { package: "service-rating", key: "channels", code: "08" }, body: { retired: true } },
  }),
  "GET /definitions": managed,
  "GET /definitions/:key/versions": managed,
  "GET /definitions/:key/versions/:number": managed,
  "GET /definitions/:key/diff": managed,
  "GET /definitions/:key": managed,
  "POST /definitions/:key/check": managed,
  "POST /definitions/:key/versions": managed,
  "POST /definitions/:key/rebuild": managed,
  "GET /definitions/:key/export": managed,
  "POST /definitions/import": () => ({ upload: true }),
  "GET /division-imports": managed,
  "GET /division-imports/:id": managed,
  "POST /division-imports": () => ({ upload: true }),
  "PUT /division-imports/:id": managed,
  "POST /division-imports/:id/confirm": managed,
  "POST /division-imports/:id/discard": managed,
  "GET /divisions": () => open(),
  "GET /forms/:recordId": ({ thing }) => ({ at: { recordId: thing.record } }),
  "POST /forms/:recordId/check": ({ keyWork }) => ({ at: { recordId: keyWork }, body: table }),
  "POST /forms/:recordId/derive": ({ keyWork }) => ({ at: { recordId: keyWork }, body: { ...table, data: {} } }),
  "GET /forms/:recordId/sources": ({ keyWork }) => ({ at: { recordId: keyWork } }),
  "PUT /forms/:recordId": ({ keyWork }) => ({ at: { recordId: keyWork }, body: { ...table, baseNumber: 0 } }),
  "GET /notifications": () => open(),
  "POST /notifications/read": ({ notification }) => open({ body: { ids: [notification] } }),
  "GET /org-units": () => open(),
  "GET /roles": managed,
  "GET /saved-filters": () => open(),
  "POST /saved-filters": () => open({ body: { view: "service-rating/pending", name: "东城", query: {} } }),
  "DELETE /saved-filters/:id": ({ filter }) => ({ at: { id: filter } }),
  "GET /imports/:package/:type/template": () => ({ at: { package: "service-rating", type: "rating" } }),
  "POST /imports/:package/:type": () => ({ at: { package: "service-rating", type: "rating" }, upload: true }),
  "GET /jobs/:id": ({ job }) => ({ at: { id: job } }),
  "POST /jobs/:id/cancel": ({ job }) => ({ at: { id: job } }),
  "GET /monitor/processes": managed,
  "GET /monitor/overview": managed,
  "GET /monitor/instances": managed,
  "GET /monitor/incidents": managed,
  "GET /monitor/nodes": () => ({ query: "?definition=service-rating&processKey=rectification" }),
  "GET /processes/:id/administration": ofProcess(),
  "POST /processes/:id/suspend": ofProcess(because),
  "POST /processes/:id/resume": ofProcess(because),
  "POST /processes/:id/terminate": ofProcess(because),
  "POST /processes/:id/repair-preview": ofProcess({ actions: [{ type: "move", to: "end" }] }),
  "POST /processes/:id/repair": ofProcess({ actions: [{ type: "move", to: "end" }], ...because }),
  "GET /process-history": managed,
  "POST /process-history/:name/archive": managed,
  "GET /process-history/archives/:name": managed,
  "GET /process-migrations": ofMigration,
  "POST /process-migrations": () => ({
    body: { definitionKey: "service-rating", processKey: "rectification", toVersionId: 1, dryRun: false },
  }),
  "GET /process-migrations/choices": () => ({ query: "?fromVersionId=1&toVersionId=1&processKey=rectification" }),
  "GET /process-migrations/versions/:definition": ofMigration,
  "GET /process-migrations/:id": ofMigration,
  "GET /process-migrations/:id/items": ofMigration,
  "GET /processes/:id": ofProcess(),
  "POST /processes/:id/retry": ofProcess({}),
  "POST /tasks/batch": ({ thing }) => open({ body: { ids: [thing.task], action: "approve", opinion: "同意" } }),
  "GET /tasks/below": () => open(),
  "POST /tasks/urge-below": () => open({ body: {} }),
  "GET /process-parameters": managed,
  "PUT /process-parameters/:package/:process": () => ({
    ...{ at: { package: "service-rating", process: "rectification" }, body: { values: { twoStep: true } } },
  }),
  "GET /tasks": ({ secret }) => open({ query: `?box=todo&q=${encodeURIComponent(secret.slice(0, 20))}` }),
  "GET /tasks/counts": () => open(),
  "GET /tasks/groups": () => open(),
  "GET /tasks/:id": ({ thing }) => ({ at: { id: thing.task } }),
  "POST /tasks/:id/claim": ofTask(),
  "POST /tasks/:id/unclaim": ofTask(),
  "POST /tasks/:id/complete": ofTask(() => ({ outcome: "approve", opinion: "同意" })),
  "GET /tasks/:id/return-targets": ({ thing }) => ({ at: { id: thing.task } }),
  "POST /tasks/:id/return": ofTask(() => ({ to: "fill", opinion: "退回去" })),
  "POST /tasks/:id/take-back": ofTask(),
  "POST /tasks/:id/transfer": ofTask(({ account }) => ({ people: [account] })),
  "POST /tasks/:id/delegate": ofTask(({ account }) => ({ people: [account] })),
  "POST /tasks/:id/participants": ofTask(({ account }) => ({ people: [account], where: "beside" })),
  "DELETE /tasks/:id/participants/:seat": ofTask(),
  "POST /tasks/:id/copies": ofTask(({ me }) => ({ people: [me] })),
  "POST /copies/:id/read": ({ copy }) => ({ at: { id: copy } }),
  "POST /tasks/:id/urge": ofTask(),
  "POST /tasks/:id/save": ofTask(() => ({ opinion: "先存一下" })),
  "GET /substitutions": () => open(),
  "POST /substitutions": ({ account, me }) => ({
    body: { principalId: account, substituteId: me, startsOn: "2020-01-01", endsOn: "2999-12-31" },
  }),
  "POST /substitutions/:id/end": ({ substitution }) => ({ at: { id: substitution } }),
  "GET /people": () => open({ query: "?limit=50" }),
  "POST /path-preview": (about) => ({ body: { recordId: about.thing.record, data: lastData(about) } }),
  "GET /processes/:id/explain": ofProcess(),
  "GET /calendar": () => open({ query: "?year=2026" }),
  "PUT /calendar/:day": () => ({ at: { day: "2026-10-01" }, body: { working: true } }),
  "DELETE /calendar/:day": () => ({ at: { day: "2026-10-01" } }),
  "GET /campaigns/options": ({ keyWork }) => ({ query: `?source=${keyWork}` }),
  "POST /campaigns/preview": ({ keyWork }) => ({ body: { sourceRecordId: keyWork, periods: ["2027-03"] } }),
  "POST /campaigns": ({ keyWork }) => ({ body: { sourceRecordId: keyWork, periods: ["2027-03"] } }),
  "GET /campaigns": () => open(),
  "GET /campaigns/:id": ({ campaign }) => open({ at: { id: campaign } }),
  "POST /campaigns/:id/remind": ({ campaign }) => ({ at: { id: campaign }, body: {} }),
  "POST /campaigns/:id/cancel": ({ campaign }) => ({ at: { id: campaign } }),
  "GET /obligations": () => open(),
  "POST /obligations/:id/open": ({ obligation }) => ({ at: { id: obligation } }),
  "GET /drafts": () => open(),
  "GET /drafts/:subject": ({ thing }) => open({ at: { subject: `record:${thing.record}` } }),
  "PUT /drafts/:subject": () => open({ at: { subject: `record:${none}` }, body: { data: {} } }),
  "DELETE /drafts/:subject": ({ thing }) => open({ at: { subject: `record:${thing.record}` } }),
  "GET /lists/:package/:view": ofList(),
  "POST /lists/:package/:view/query": ofList({ count: "exact", limit: 200 }),
  "POST /lists/:package/:view/export": ofList({}),
  "OPTIONS /public": () => open(),
  "OPTIONS /public/:package/:view": () => open({ at: { package: "community-station", view: "directory" } }),
  "GET /public": () => open(),
  "GET /public/:package/:view": ({ secret }) => ({
    ...open({ at: { package: "community-station", view: "directory" } }),
    query: `?q=${encodeURIComponent(secret.slice(0, 20))}`,
  }),
  "GET /records/:id/comments": ofRecord(),
  "POST /records/:id/comments": ofRecord(() => ({ body: { text: "说一句" } })),
  "GET /records/options": ({ thing }) => open({ query: `?recordType=${thing.recordType}&ids=${thing.record}` }),
  // Which windows an official centre offers is for everybody to choose from.
  "GET /records/:id/rows/:field": ({ thing }) => ({
    ...{ at: { id: thing.record, field: "windows" }, ...(thing.kind === "center" && { open: true as const }) },
  }),
  "GET /records/:id/children/:type": ofRecord(({ thing }) => ({ at: { id: thing.record, type: "workContent" } })),
  "GET /records/:id/history": ofRecord(),
  "GET /records/:id/uploads": ofRecord(),
  "GET /records/:id/revisions": ofRecord(),
  "GET /records/:id/diff": ofRecord(() => ({ query: "?from=1&to=1" })),
  // Who refers to an official centre is told to who may read both.
  "GET /records/:id/referrers": ofRecord(),
  "GET /record-types/:package/:type": ({ thing }) => open({ at: { package: packOf(thing), type: typeOf(thing) } }),
  "POST /record-types/:package/:type/derive": (about) =>
    open({
      at: { package: packOf(about.thing), type: typeOf(about.thing) },
      body: { form: packOf(about.thing), data: lastData(about) },
    }),
  "GET /record-types/:package/:type/already-filed": ({ thing }) =>
    open({ at: { package: packOf(thing), type: typeOf(thing) } }),
  "POST /records": ({ obligation, ...about }) => ({
    body: {
      recordType: "key-work/progressEntry",
      obligationId: obligation,
      data: lastData(about as About),
      submit: true,
    },
  }),
  "GET /records/:id": ofRecord(),
  "PUT /records/:id": ofRecord((about) => ({ body: { data: lastData(about), lockVersion: lockVersion(about) } })),
  "POST /records/:id/submit": ofRecord(() => ({ body: {} })),
  "POST /records/:id/withdraw": ofRecord(),
  "POST /records/:id/cancel": ofRecord(() => ({ body: { ...because, evenIfReferenced: true } })),
  "GET /statistics/:package/:view": ofTable(),
  "POST /statistics/:package/:view/query": ofTable(),
  "POST /statistics/:package/:view/export": ofTable(),
  "GET /lists/:package/:view/analysis": ofList(),
  "POST /lists/:package/:view/analysis/query": ofList(),
  "POST /lists/:package/:view/analysis/export": ofList(),
  "GET /tiles": () => open(),
};
