import { startTestApp, type TestApp } from "../../support/app.ts";
import { Filler } from "./filler.ts";
import { Officer } from "./officer.ts";
import { Reviewer } from "./reviewer.ts";

/** The product as it is delivered, on a database of its own, with the people of the stories. */
export interface Stage {
  app: TestApp;
  asOfficer: Officer;
  /** By a district's six digits, e.g. 110101 for 东城区. */
  asFiller(district: string): Promise<Filler>;
  asReviewer(district: string): Promise<Reviewer>;
  asCityReviewer: Reviewer;
  /** Refusals (403, 404) of this account that the audit trail holds, oldest first, as `METHOD /path`. */
  denials(login: string): Promise<string[]>;
  /** Moves the clock forward. */
  wait(milliseconds: number): void;
}

export const dongcheng = "110101";
export const xicheng = "110102";

/** Years around today: all duties of the last lie behind us, none of the next is due yet, whenever the story is told. */
export const lastYear = new Date().getFullYear() - 1;
export const nextYear = new Date().getFullYear() + 1;

/** Opens the stage; call `app.close` in `test.after.always`. */
export async function openStage(): Promise<Stage> {
  let later = 0;
  const app = await startTestApp({ shipped: true, working: true, now: () => new Date(Date.now() + later) });
  return {
    app,
    asOfficer: new Officer(await app.client("city-officer")),
    asCityReviewer: new Reviewer(await app.client("city-reviewer")),
    asFiller: async (district) => new Filler(await app.client(`${district}-filler`)),
    asReviewer: async (district) => new Reviewer(await app.client(`${district}-reviewer`)),
    async denials(login) {
      const rows = await app.db
        .owner("audit_log as l")
        .join("account as a", "a.id", "l.account_id")
        .where({ "l.result": "denied", "a.login": login })
        .orderBy("l.id")
        .select("l.target");
      return rows.map(({ target }) => target);
    },
    wait(milliseconds) {
      later += milliseconds;
    },
  };
}
