// The one order for names: by UTF-8 bytes, as Docker sorts them; never by locale.

/**
 * Returns a negative number, zero or a positive number as `a` sorts before, equal to or after `b` by bytes, which is the order of code
 * points.
 */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return weight(x) - weight(y);
  }
  return a.length - b.length;
}

/** Returns a sort weight for a code unit: UTF-16 puts surrogates before U+E000–U+FFFF, bytes put them after. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/**
 * Compares names for lists that people read: runs of digits count as numbers (`app-2` before `app-10`), everything else by bytes. Names
 * that differ only in leading zeros sort by bytes.
 */
export function compareNatural(a: string, b: string): number {
  const [own, others] = [a, b].map((text) => text.match(/[0-9]+|[^0-9]+/g) ?? []);
  for (const [at, part] of (own ?? []).entries()) {
    const other = others?.[at];
    if (other === undefined) return 1;
    const numbers = [part, other].every((each) => /^[0-9]/.test(each));
    const [one, two] = numbers ? [part, other].map((each) => each.replace(/^0+(?=.)/, '')) : [part, other];
    if (one === undefined || two === undefined || one === two) continue;
    return (numbers ? one.length - two.length : 0) || compareBytes(one, two);
  }
  return (own?.length ?? 0) - (others?.length ?? 0) || compareBytes(a, b);
}
