import test from "ava";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { escapeXml } from "../../../server/export/cell.ts";
import { attachmentHeader } from "../../../server/export/file-name.ts";
import { type Sheet, writeWorkbook } from "../../../server/export/workbook.ts";

async function written(sheet: Sheet): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeWorkbook(sheet)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function read(sheet: Sheet): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await written(sheet)) as unknown as ArrayBuffer);
  return workbook.worksheets[0] as ExcelJS.Worksheet;
}

const header = (texts: string[]) => [texts.map((text, column) => ({ text, rowSpan: 1, colSpan: 1, column }))];
const textSheet = (texts: string[]): Sheet => ({
  title: "文字",
  note: "无",
  columns: [{ kind: "text", width: 20 }],
  header: header(["列"]),
  rows: texts.map((text) => [text]),
});

test("dates, times, numbers and yes or no arrive as what they are in a second reader", async (t) => {
  const sheet = await read({
    title: "各种值",
    note: "导出人：甲",
    columns: (["date", "timestamp", "integer", "number", "percent", "text"] as const).map((kind) => ({
      kind,
      width: 12,
    })),
    header: header(["日期", "时间", "整数", "小数", "比例", "文字"]),
    rows: [
      ["2026-03-01", "2026-03-01T16:30:00.000Z", 7, 1.25, 0.875, true],
      [null, null, null, null, null, null],
    ],
  });
  const row = sheet.getRow(4);
  t.deepEqual(row.getCell(1).value, new Date("2026-03-01T00:00:00Z"));
  // 16:30 in London is half past midnight of the next day in Beijing.
  t.deepEqual(row.getCell(2).value, new Date("2026-03-02T00:30:00Z"));
  t.is(row.getCell(3).value, 7);
  t.is(row.getCell(4).value, 1.25);
  t.is(row.getCell(5).value, 0.875);
  t.is(row.getCell(5).numFmt, "0.0%");
  t.is(row.getCell(6).value, "是");
  t.is(sheet.getCell(5, 1).value, null);
});

test("no text becomes a formula, whatever it begins with", async (t) => {
  const starts = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    " =1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
  ];
  const texts = Array.from({ length: 1000 }, (_, at) => `${starts[at % starts.length]}${at}`);
  const sheet = await read(textSheet(texts));
  for (const [at, text] of texts.entries()) {
    const cell = sheet.getCell(4 + at, 1);
    t.is(cell.type, ExcelJS.ValueType.String);
    t.is(cell.formula, undefined as never);
    t.is(String(cell.value).replaceAll("\r", "\n"), text.replaceAll("\r", "\n"));
  }
});

test("any text survives, but for characters that XML cannot hold", async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 20 }),
      async (texts) => {
        const sheet = await read(textSheet(texts));
        const plain = (text: string) => text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "");
        t.deepEqual(
          texts.map((_, at) => String(sheet.getCell(4 + at, 1).value ?? "")),
          texts.map(plain),
        );
      },
    ),
    { numRuns: 40 },
  );
  t.is(escapeXml("a\u0000<b>\ud800&"), "a&lt;b&gt;&amp;");
});

test("a hundred thousand rows flow through in flat memory", async (t) => {
  const rows = function* () {
    for (let n = 0; n < 100_000; n++) yield [n, `第 ${n} 行，一些文字`, n / 3, "2026-03-01"];
  };
  const kinds = ["integer", "text", "number", "date"] as const;
  const sheet: Sheet = {
    title: "大表",
    note: "",
    columns: kinds.map((kind) => ({ kind, width: 12 })),
    header: header([...kinds]),
    rows: rows(),
  };
  let bytes = 0;
  let most = 0;
  const before = process.memoryUsage().rss;
  for await (const chunk of writeWorkbook(sheet)) {
    bytes += chunk.length;
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  t.true(bytes > 1_000_000);
  t.true(most < 200 * 1024 * 1024, `${most} bytes more`);
});

test("a file name keeps its Chinese and loses what file systems refuse", (t) => {
  t.is(
    attachmentHeader('月/份"表'),
    "attachment; filename=\"export.xlsx\"; filename*=UTF-8''%E6%9C%88%E4%BB%BD%E8%A1%A8.xlsx",
  );
  t.regex(attachmentHeader("a\r\nX: y\ud800"), /UTF-8''aX%20y\.xlsx$/);
});
