// Rows of one bit per active service. A thousand services would otherwise need a million pair objects.

export type BitRow = Uint32Array;

/** Returns an empty row of `size` bits. */
export function newRow(size: number): BitRow {
  return new Uint32Array((size + 31) >>> 5);
}

/** Returns several empty rows that share one block of memory. */
export function newRows(count: number, size: number): readonly BitRow[] {
  const words = (size + 31) >>> 5;
  const memory = new Uint32Array(count * words);
  const rows: BitRow[] = [];
  for (let row = 0; row < count; row++) rows.push(memory.subarray(row * words, (row + 1) * words));
  return rows;
}

/** Sets one bit of a row in place. */
export function setBit(row: BitRow, index: number): void {
  row[index >>> 5] = wordOf(row, index >>> 5) | (1 << (index & 31));
}

/** Clears one bit of a row in place. */
export function clearBit(row: BitRow, index: number): void {
  row[index >>> 5] = wordOf(row, index >>> 5) & ~(1 << (index & 31));
}

export function hasBit(row: BitRow, index: number): boolean {
  return (wordOf(row, index >>> 5) & (1 << (index & 31))) !== 0;
}

/** True when any bit is set. */
export function hasAny(row: BitRow): boolean {
  for (let word = 0; word < row.length; word++) if (row[word] !== 0) return true;
  return false;
}

/** Returns the indexes of all set bits, ascending. */
export function bitsOf(row: BitRow): readonly number[] {
  const bits: number[] = [];
  for (let word = 0; word < row.length; word++) {
    for (let remaining = wordOf(row, word); remaining !== 0; remaining &= remaining - 1) {
      bits.push(word * 32 + 31 - Math.clz32(remaining & -remaining));
    }
  }
  return bits;
}

/** Adds all bits of `other` to `row`, in place. */
export function addRow(row: BitRow, other: BitRow): void {
  for (let word = 0; word < row.length; word++) row[word] = wordOf(row, word) | wordOf(other, word);
}

/** Keeps only the bits of `row` that `other` also has, in place. */
export function intersectRow(row: BitRow, other: BitRow): void {
  for (let word = 0; word < row.length; word++) row[word] = wordOf(row, word) & wordOf(other, word);
}

/** Removes the bits of `other` from `row`, in place. */
export function subtractRow(row: BitRow, other: BitRow): void {
  for (let word = 0; word < row.length; word++) row[word] = wordOf(row, word) & ~wordOf(other, word);
}

export function wordOf(row: BitRow, word: number): number {
  return row[word] ?? 0;
}
