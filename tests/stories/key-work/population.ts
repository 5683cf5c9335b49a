import fc from "fast-check";
import { parsePeriod } from "../../../engine/period/index.ts";
import type { Duty, Filler } from "./filler.ts";
import { got } from "./got.ts";
import type { Entry } from "./ledger.ts";
import { lastYear, nextYear, type Stage } from "./stage.ts";

const districts = ["110101", "110102", "110105", "110106", "110107", "110108", "110109", "110111"].concat([
  "110112",
  "110113",
  "110114",
  "110115",
  "110116",
  "110117",
  "110118",
  "110119",
]);

/** How far a clerk gets with a duty. */
const ends = ["draft", "submitted", "returned", "approved"] as const;

async function tasks({ asOfficer }: Stage): Promise<void> {
  const monthly = await asOfficer.define({ title: "一件事集成办", year: nextYear });
  await asOfficer.addContent(monthly, "出生一件事");
  await asOfficer.addContent(monthly, "开办企业一件事", { order: 2 });
  await asOfficer.dispatch(
    monthly,
    ["01", "02", "03"].map((month) => `${nextYear}-${month}`),
  );
  const former = await asOfficer.define({ title: "综合窗口改革", year: lastYear });
  await asOfficer.addContent(former, "综窗改造");
  await asOfficer.dispatch(
    former,
    ["09", "10"].map((month) => `${lastYear}-${month}`),
  );
  const annual = await asOfficer.define({ title: "政务服务标准化", year: nextYear, taskType: "year" });
  await asOfficer.addContent(annual, "标准化达标");
  await asOfficer.dispatch(annual, [String(nextYear)]);
}

function entryOf(district: string, { id, period, subject, sourceRecordId }: Duty): Entry {
  const { year = 0, month } = parsePeriod(period.key) ?? {};
  const place = { keyWork: sourceRecordId, workContent: subject.id, district: `${district}000000` };
  return { id, year, month: month ?? null, ...place, late: year === lastYear, submitted: false, completion: null };
}

async function work(stage: Stage, asFiller: Filler, entry: Entry, end: (typeof ends)[number], done: boolean) {
  const proof = done ? { completion: "done", attachments: [await asFiller.upload("证明.pdf")] } : {};
  const data = { amount: 7, cumulative: 7, ...proof };
  const filed = got(await asFiller.send(entry, data, end !== "draft"), 201);
  entry.completion = done ? "done" : "inProgress";
  entry.submitted = end === "submitted" || end === "approved";
  const asReviewer = await stage.asReviewer(entry.district.slice(0, 6));
  if (end === "returned") await asReviewer.sendBack(filed.id, "请核实");
  if (end === "approved") {
    await asReviewer.approve(filed.id);
    await stage.asCityReviewer.approve(filed.id);
  }
}

/** Three key works of two years, dispatched to all districts and filled here and there; the ledger says how far. */
export async function populate(stage: Stage): Promise<Entry[]> {
  await tasks(stage);
  const ledger: Entry[] = [];
  for (const district of districts) {
    const duties = await (await stage.asFiller(district)).duties();
    ledger.push(...duties.map((duty) => entryOf(district, duty)));
  }
  const choices = fc.tuple(fc.nat({ max: ledger.length - 1 }), fc.constantFrom(...ends), fc.boolean());
  for (const [at, end, done] of fc.sample(choices, { numRuns: 22, seed: 11 })) {
    const entry = ledger[at];
    if (!entry || entry.completion !== null) continue;
    await work(stage, await stage.asFiller(entry.district.slice(0, 6)), entry, end, done);
  }
  return ledger;
}
