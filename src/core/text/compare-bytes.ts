// The one order for names: by UTF-8 bytes, as Docker sorts them; never by locale.

/** Negative, zero or positive as `a` sorts before, with or after `b` by bytes (equal to the order of code points). */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return weight(x) - weight(y);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates before U+E000–U+FFFF; bytes put them after. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/**
 * The order of names in lists for people: runs of digits count as numbers (`app-2` before `app-10`), all else by bytes. Names that differ in
 * leading zeros alone are in the order of bytes.
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
