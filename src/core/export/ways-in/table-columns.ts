// A table as columns that say how a row reads: one list for page, terminal and spreadsheet.

import { csvText } from '../../quote/csv-text.ts';

export interface TableColumn<Row> {
  readonly title: string;
  text(row: Row): string;
}

/** Returns the columns that say something about at least one of the rows. */
export function filledColumns<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): readonly TableColumn<Row>[] {
  return columns.filter((column) => rows.some((row) => column.text(row) !== ''));
}

/** Returns the heads, then the cells of each row. */
export function tableCells<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): readonly (readonly string[])[] {
  return [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => column.text(row)))];
}

/** Returns the table as comma-separated values. */
export function tableCsv<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  return csvText(tableCells(columns, rows));
}

/** Returns the rows that contain all of these words, in any column. */
export function rowsWith<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  words: string,
): readonly Row[] {
  const asked = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (asked.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => column.text(row))
      .join('\n')
      .toLowerCase();
    return asked.every((word) => text.includes(word));
  });
}
