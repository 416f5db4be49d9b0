// Characters as their bytes in octal, which shells and git read back.

/** Returns a character's UTF-8 bytes in octal, each after `lead`. A lone surrogate becomes the replacement character. */
export function octalOf(character: string, lead: string): string {
  const text = /\p{Cs}/u.test(character) ? '\ufffd' : character;
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})|[^%]/g, (plain: string, hex?: string) => {
    const byte = hex === undefined ? plain.charCodeAt(0) : Number.parseInt(hex, 16);
    return lead + byte.toString(8).padStart(3, '0');
  });
}
