// Rows of bits, one bit per active service: the pairs of a thousand services would be a million objects otherwise.

export type BitRow = Uint32Array;

/** An empty row for `size` bits. */
export function newRow(size: number): BitRow {
  return new Uint32Array((size + 31) >>> 5);
}

/** Several empty rows at once, out of one piece of memory. */
export function newRows(count: number, size: number): readonly BitRow[] {
  const words = (size + 31) >>> 5;
  const memory = new Uint32Array(count * words);
  const rows: BitRow[] = [];
  for (let row = 0; row < count; row++) rows.push(memory.subarray(row * words, (row + 1) * words));
  return rows;
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

/** Whether any bit is set. */
export function hasAny(row: BitRow): boolean {
  for (let word = 0; word < row.length; word++) if (row[word] !== 0) return true;
  return false;
}

/** The indexes of all bits that are set, ascending. */
export function bitsOf(row: BitRow): readonly number[] {
  const bits: number[] = [];
  for (let word = 0; word < row.length; word++) {
    for (let left = wordOf(row, word); left !== 0; left &= left - 1) {
      bits.push(word * 32 + 31 - Math.clz32(left & -left));
    }
  }
  return bits;
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
