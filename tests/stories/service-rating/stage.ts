import { startTestApp, type TestApp } from "../../support/app.ts";
import { City, District } from "./people.ts";

/** The product as it is delivered, on a database of its own, with the people of these stories. */
export interface Stage {
  app: TestApp;
  /** The city bureau's officer, who files for the city. */
  officer: City;
  systemOffice: City;
  projectTeam: City;
  /** By a district's six digits. */
  district(code: string): Promise<District>;
  /** Moves the clock forward by days. */
  wait(days: number): void;
  /** A day from the stage's now, `YYYY-MM-DD` in Beijing. */
  day(fromNow: number): string;
}

export const dongcheng = "110101";
export const xicheng = "110102";

const dayLength = 86_400_000;

/** Opens the stage; call `app.close` in `test.after.always`. */
export async function openStage(): Promise<Stage> {
  let later = 0;
  const now = () => new Date(Date.now() + later);
  const app = await startTestApp({ shipped: true, working: true, now });
  const day = (fromNow: number) =>
    new Date(now().getTime() + 8 * 3_600_000 + fromNow * dayLength).toISOString().slice(0, 10);
  const city = async (login: string) => new City(await app.client(login), day);
  return {
    app,
    officer: await city("city-officer"),
    systemOffice: await city("system-office"),
    projectTeam: await city("project-team"),
    district: async (code) => new District(await app.client(`${code}-filler`), day),
    day,
    wait(days) {
      later += days * dayLength;
    },
  };
}
