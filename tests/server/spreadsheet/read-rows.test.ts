import test from "ava";
import { strToU8, zipSync } from "fflate";
import { AppError } from "../../../server/http/problem.ts";
import { readRows } from "../../../server/spreadsheet/read-rows.ts";
import { workbookOf } from "../../support/workbook.ts";

const directoryEntry = 0x02014b50;
const endOfDirectory = 0x06054b50;

/** Zeros pack a thousand to one. */
const packed = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(49 * 1024 * 1024) });
const bomb = (): Buffer => Buffer.from(packed);

/** Where the first entry of the directory stands. */
const entryOf = (file: Buffer): number => {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(directoryEntry);
  return file.indexOf(mark);
};

const endOf = (file: Buffer): number => {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(endOfDirectory);
  return file.lastIndexOf(mark);
};

const lying = (file: Buffer, size: number): Buffer => {
  file.writeUInt32LE(size, entryOf(file) + 24);
  return file;
};

const read = async (file: Buffer): Promise<AppError | string[][]> => {
  try {
    return await readRows(new Uint8Array(file), "表.xlsx");
  } catch (error) {
    return error as AppError;
  }
};

test("a workbook is read as texts, and a table saved as CSV by an old office program too", async (t) => {
  const file = await workbookOf([
    ["名称", "数量"],
    ["甲", 3],
  ]);
  t.deepEqual(await readRows(new Uint8Array(file), "表.XLSX"), [
    ["名称", "数量"],
    ["甲", "3"],
  ]);
  const chinese = Buffer.from([0xb1, 0xed, 0x2c, 0x31, 0x0a]);
  t.deepEqual((await readRows(new Uint8Array(chinese), "表.csv"))[0], ["表", "1"]);
  await t.throwsAsync(readRows(new TextEncoder().encode("a\nb\nc\n"), "表.csv", 1), { message: /超过 1 行/ });
});

test("what unpacks to more than it may is refused, also where its directory says that it is small", async (t) => {
  for (const file of [bomb(), lying(bomb(), 1000), lying(bomb(), 0)]) {
    const refused = await read(file);
    t.true(refused instanceof AppError);
    t.like(refused, { status: 422, code: "unreadable-table" });
    t.regex((refused as AppError).message, /解开后太大/);
  }
});

test("no second directory, no unknown packing and no place outside the file is followed", async (t) => {
  const second = bomb();
  second.writeUInt32LE(0xffffffff, endOf(second) + 12);
  const unknown = lying(bomb(), 1000);
  unknown.writeUInt16LE(12, entryOf(unknown) + 10);
  const outside = lying(bomb(), 1000);
  outside.writeUInt32LE(0xfffffff0, entryOf(outside) + 42);
  const beyond = lying(bomb(), 1000);
  beyond.writeUInt32LE(0xfffffff0, entryOf(beyond) + 20);
  const cut = bomb().subarray(0, 40);
  const many = Buffer.from(
    zipSync(Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`p${n}.xml`, strToU8("x")]))),
  );
  for (const file of [second, unknown, outside, beyond, cut, many, Buffer.alloc(0), Buffer.from("不是工作簿")]) {
    t.like(await read(file), { status: 422, code: "unreadable-table" });
  }
});

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";

/** A workbook whose parts are what they are, as no office program would write them. */
function bookOf(rows: string, texts = ""): Buffer {
  const parts = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<?xml version="1.0"?><!-- "<c>' --><worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    "xl/sharedStrings.xml": `<sst xmlns="${main}">${texts}</sst>`,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)]))));
}
const cellAt = (reference: string) => `<c r="${reference}" t="inlineStr"><is><t>甲</t></is></c>`;
const rowAt = (row: number, column: string) => `<row r="${row}">${cellAt(column + row)}</row>`;
const rowsTo = (count: number, column: string) =>
  Array.from({ length: count }, (_, at) => rowAt(at + 1, column)).join("");

test("what makes a reader keep more places than there are cells, or texts, is refused before it is read", async (t) => {
  const rows = (await read(bookOf(`${rowAt(1, "A")}${rowAt(2, "AB")}`))) as string[][];
  t.deepEqual([rows[0]?.[0], rows[1]?.[0], rows[1]?.[27]], ["甲", "", "甲"]);
  const hostile: Record<string, Buffer> = {
    "cells at the last column": bookOf(rowsTo(5000, "XFD")),
    "the same behind a quoted bracket": bookOf(rowsTo(5000, "XFD").replaceAll("<c r=", '<c s=">" r=')),
    "the same under a prefix": bookOf(rowsTo(5000, "XFD").replaceAll("<c r=", "<x:c r=")),
    "a place that is written as entities": bookOf(rowAt(1, "&#88;FD")),
    "a cell in the last row": bookOf(rowAt(1, "A") + rowAt(1_048_576, "A")),
    "more texts than cells": bookOf("", "<si><t>甲</t></si>".repeat(200_001)),
    "more rows than a table has": bookOf("<row/>".repeat(200_001)),
    "a tag without an end": bookOf(`<row ${'a="1" '.repeat(20_000)}/>`),
    "nested tags": bookOf("<a>".repeat(2_600_000)),
    "own entities": bookOf("<!DOCTYPE x [<!ENTITY a 'aaaa'>]>"),
  };
  for (const [what, file] of Object.entries(hostile)) {
    const before = process.memoryUsage().rss;
    const refused = await read(file);
    t.like(refused, { status: 422, code: "unreadable-table" }, what);
    const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
    t.true(grown < 100, `${what}: ${grown} MiB`);
  }
});

test("a table of nothing but separators is refused", async (t) => {
  await t.throwsAsync(readRows(new Uint8Array(Buffer.alloc(4_000_000, ",")), "表.csv"), { message: /列太多/ });
});
