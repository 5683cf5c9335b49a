import { Zip, ZipDeflate } from "fflate";
import { type CellKind, type CellValue, cell, columnLetters, escapeXml, styleOf, textCell } from "./cell.ts";
import { fixedParts, sheetHead } from "./parts.ts";

/** One column of the sheet. */
export interface SheetColumn {
  kind: CellKind;
  /** In characters of the default font; a Chinese one takes two. */
  width: number;
}

/** A header cell, or a cell of a row's head: spans as the pivot table has them, `column` counted from 0. */
export interface SpanCell {
  text: string;
  rowSpan: number;
  colSpan: number;
  column: number;
}

/** A row of values, or one whose first cells are heads that may span rows. */
export type SheetRow = CellValue[] | { head: SpanCell[]; cells: CellValue[]; kinds?: CellKind[] };

/** A sheet with a title, a note on where it came from, a header and any number of rows. */
export interface Sheet {
  title: string;
  note: string;
  columns: SheetColumn[];
  header: SpanCell[][];
  rows: AsyncIterable<SheetRow> | Iterable<SheetRow>;
}

/** Rows that one sheet takes, with room for title, note and header under Excel's limit of 1,048,576. */
const maxRows = 1_000_000;

/** XML text gathered before it is compressed. */
const chunkSize = 64 * 1024;

const range = (top: number, left: number, rows: number, columns: number) =>
  `${columnLetters(left)}${top}:${columnLetters(left + columns - 1)}${top + rows - 1}`;

class SheetWriter {
  private readonly merges: string[] = [];
  private row = 0;
  private readonly sheet: Sheet;

  constructor(sheet: Sheet) {
    this.sheet = sheet;
  }

  private open(height?: number): string {
    this.row += 1;
    return height ? `<row r="${this.row}" ht="${height}" customHeight="1">` : `<row r="${this.row}">`;
  }

  private wide(text: string, style: number, height: number): string {
    const start = this.open(height);
    const width = this.sheet.columns.length;
    if (width > 1) this.merges.push(range(this.row, 0, 1, width));
    return `${start}${textCell(`A${this.row}`, text, style)}</row>`;
  }

  private spans(cells: readonly SpanCell[], style: number): Map<number, string> {
    const written = new Map<number, string>();
    for (const { text, rowSpan, colSpan, column } of cells) {
      if (rowSpan === 0 || colSpan === 0) continue;
      if (rowSpan > 1 || colSpan > 1) this.merges.push(range(this.row, column, rowSpan, colSpan));
      written.set(column, textCell(columnLetters(column) + this.row, text, style));
    }
    return written;
  }

  private headerRow(cells: readonly SpanCell[]): string {
    const start = this.open(24);
    const written = this.spans(cells, styleOf.header);
    const all = this.sheet.columns.map(
      (_, at) => written.get(at) ?? `<c r="${columnLetters(at)}${this.row}" s="${styleOf.header}"/>`,
    );
    return `${start}${all.join("")}</row>`;
  }

  private body(row: SheetRow): string {
    const start = this.open();
    if (Array.isArray(row)) {
      const cells = this.sheet.columns.map(({ kind }, at) => cell(columnLetters(at) + this.row, row[at] ?? null, kind));
      return `${start}${cells.join("")}</row>`;
    }
    const heads = this.spans(row.head, styleOf.head);
    const first = this.sheet.columns.length - row.cells.length;
    const all = this.sheet.columns.map(({ kind }, at) => {
      const reference = columnLetters(at) + this.row;
      if (at < first) return heads.get(at) ?? `<c r="${reference}" s="${styleOf.head}"/>`;
      return cell(reference, row.cells[at - first] ?? null, row.kinds?.[at - first] ?? kind);
    });
    return `${start}${all.join("")}</row>`;
  }

  /** The worksheet's XML piece by piece. */
  async *parts(): AsyncGenerator<string> {
    const { columns, header, title, note, rows } = this.sheet;
    const top = 2 + header.length;
    const pane = `<pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/>`;
    const widths = columns.map(
      ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    );
    yield `${sheetHead}<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>`;
    yield this.wide(title, styleOf.title, 32) + this.wide(note, styleOf.note, 20);
    for (const cells of header) yield this.headerRow(cells);
    let count = 0;
    for await (const row of rows) {
      if (count === maxRows) {
        yield this.wide(`数据超过 ${maxRows} 行，其余未导出。请缩小筛选范围后分次导出。`, styleOf.note, 20);
        break;
      }
      count += 1;
      yield this.body(row);
    }
    const merged = this.merges.map((reference) => `<mergeCell ref="${reference}"/>`);
    yield `</sheetData>${merged.length > 0 ? `<mergeCells count="${merged.length}">${merged.join("")}</mergeCells>` : ""}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
  }
}

/** Excel forbids these in a sheet's name and more than 31 characters; quotes would have to be doubled in formulas. */
function sheetName(title: string): string {
  return escapeXml(title.replace(/[[\]:*?/\\'"&<>]/g, "").slice(0, 31)) || "Sheet1";
}

/**
 * An .xlsx as a stream of bytes, written while the rows arrive: nothing but one chunk and the list of merges is held.
 * Written from its parts because hucre's streaming writer knows no merges and no cell formats.
 */
export async function* writeWorkbook(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else if (chunk.length > 0) ready.push(chunk);
  });
  const add = (path: string) => {
    const part = new ZipDeflate(path, { level: 1 });
    zip.add(part);
    return part;
  };
  const drain = function* () {
    if (failure) throw failure;
    yield* ready.splice(0);
  };
  for (const [path, text] of Object.entries(fixedParts(sheetName(sheet.title), `$3:$${2 + sheet.header.length}`))) {
    add(path).push(Buffer.from(text), true);
  }
  const part = add("xl/worksheets/sheet1.xml");
  let gathered = "";
  for await (const text of new SheetWriter(sheet).parts()) {
    gathered += text;
    if (gathered.length < chunkSize) continue;
    part.push(Buffer.from(gathered));
    gathered = "";
    yield* drain();
  }
  part.push(Buffer.from(gathered), true);
  zip.end();
  yield* drain();
}
