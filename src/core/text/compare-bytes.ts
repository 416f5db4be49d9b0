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
