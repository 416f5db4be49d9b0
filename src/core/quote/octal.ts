// Characters as their bytes in octal, which shells and git read back.

/** The bytes of a character in UTF-8, `lead` before each. Half of a surrogate pair is no text: it becomes a replacement mark. */
export function octalOf(character: string, lead: string): string {
  const text = /\p{Cs}/u.test(character) ? '\ufffd' : character;
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})|[^%]/g, (plain: string, hex?: string) => {
    const byte = hex === undefined ? plain.charCodeAt(0) : Number.parseInt(hex, 16);
    return lead + byte.toString(8).padStart(3, '0');
  });
}
