// Rows of bits, one bit per active service: what keeps a thousand services from becoming a million objects.
// Knows nothing of services.

export type BitRow = Uint32Array;

/** An empty row for `size` bits. */
export function newRow(size: number): BitRow {
  return new Uint32Array((size + 31) >>> 5);
}

/** Several empty rows at once, out of one piece of memory. */
export function newRows(count: number, size: number): readonly BitRow[] {
  const words = (size + 31) >>> 5;
  const memory = new Uint32Array(count * words);
  return Array.from({ length: count }, (_, row) => memory.subarray(row * words, (row + 1) * words));
}

/** Sets one bit in place. */
export function setBit(row: BitRow, index: number): void {
  row[index >>> 5] = wordOf(row, index >>> 5) | (1 << (index & 31));
}

/** Clears one bit in place. */
export function clearBit(row: BitRow, index: number): void {
  row[index >>> 5] = wordOf(row, index >>> 5) & ~(1 << (index & 31));
}

export function hasBit(row: BitRow, index: number): boolean {
  return (wordOf(row, index >>> 5) & (1 << (index & 31))) !== 0;
}

/** Adds all bits of `other` to `row`, in place. */
export function addRow(row: BitRow, other: BitRow): void {
  for (let word = 0; word < row.length; word++) row[word] = wordOf(row, word) | wordOf(other, word);
}

/** Keeps only the bits that `other` has, too, in place. */
export function keepRow(row: BitRow, other: BitRow): void {
  for (let word = 0; word < row.length; word++) row[word] = wordOf(row, word) & wordOf(other, word);
}

/** Removes the bits that `other` has, in place. */
export function dropRow(row: BitRow, other: BitRow): void {
  for (let word = 0; word < row.length; word++) row[word] = wordOf(row, word) & ~wordOf(other, word);
}

export function wordOf(row: BitRow, word: number): number {
  return row[word] ?? 0;
}
