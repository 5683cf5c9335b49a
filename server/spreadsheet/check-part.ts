/**
 * What a workbook's parts may hold together. A reader keeps a place for every cell up to the last of a row, and for every
 * row up to the last of a sheet, and takes its time over texts and attributes, however few bytes write them.
 */
export const partLimits = {
  tag: 65_536,
  tags: 2_500_000,
  texts: 200_000,
  cells: 800_000,
  rows: 200_000,
  beyond: 2_000_000,
};

/** Columns that are no matter, however many rows have them. */
const ordinary = 256;

/** Why a part is not read: it is none of a workbook, or holds too much. */
export class WrongPart extends Error {
  readonly tooMuch: boolean;

  constructor(tooMuch: boolean) {
    super(tooMuch ? "too much" : "damaged");
    this.tooMuch = tooMuch;
  }
}

/** What was met so far, over all parts. */
export interface Met {
  tags: number;
  rows: number;
  texts: number;
  cells: number;
  beyond: number;
}

const [open, close, double, single] = [0x3c, 0x3e, 0x22, 0x27];
/** What is no tag: comments, texts as they stand, instructions. */
const skipped = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/** Beginnings of tags that cost a reader something: cells, rows, shared texts, of whatever prefix. */
const counted = /^<(?:[^\s:/>]*:)?(c|row|si)[\s/>]/;
const place = /\sr\s*=\s*["']\s*([^"']*)["']/;

function placeIn(tag: string): string {
  const found = place.exec(tag)?.[1] ?? "";
  if (found.includes("&")) throw new WrongPart(false);
  return found;
}

/** 1 for A, 27 for AA. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[a-z]{0,6}/i.exec(reference)?.[0].toUpperCase() ?? "") {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column;
}

function meet(tag: string, met: Met): void {
  const name = counted.exec(tag)?.[1];
  if (name === "si") met.texts += 1;
  if (name === "row") {
    met.rows += 1;
    if (Number(placeIn(tag)) > partLimits.rows) throw new WrongPart(true);
  }
  if (name === "c") {
    const column = columnOf(placeIn(tag));
    met.cells += 1;
    if (column > ordinary) met.beyond += column;
  }
  const kinds = ["tags", "rows", "texts", "cells", "beyond"] as const;
  if (kinds.some((kind) => met[kind] > partLimits[kind])) throw new WrongPart(true);
}

/** Where what begins here and is no tag ends; -1 where a tag begins. */
function pastOther(xml: Buffer, at: number): number {
  if (xml[at + 1] !== 0x21 && xml[at + 1] !== 0x3f) return -1;
  for (const [begin, end] of skipped) {
    if (xml.toString("latin1", at, at + begin.length) !== begin) continue;
    const found = xml.indexOf(end, at + begin.length, "latin1");
    if (found < 0) throw new WrongPart(false);
    return found + end.length;
  }
  return -1;
}

/** The end of the tag that begins here, past quoted values; @throws WrongPart for one that has none within bounds. */
function endOfTag(xml: Buffer, begin: number): number {
  let quote = 0;
  const last = Math.min(xml.length, begin + partLimits.tag);
  for (let at = begin + 1; at < last; at += 1) {
    const byte = xml[at] as number;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === close) return at;
    else if (byte === double || byte === single) quote = byte;
  }
  throw new WrongPart(last < xml.length);
}

/**
 * Counts what reading an unpacked part would cost, without reading it: one pass over its tags.
 * @throws WrongPart
 */
export function checkPart(xml: Buffer, met: Met): void {
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at)) {
    const past = pastOther(xml, at);
    if (past >= 0) {
      at = past;
      continue;
    }
    if (xml[at + 1] === 0x21) throw new WrongPart(false);
    const end = endOfTag(xml, at);
    met.tags += 1;
    if (xml[at + 1] !== 0x2f) meet(xml.toString("latin1", at, end + 1), met);
    at = end + 1;
  }
}
