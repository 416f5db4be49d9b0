// Sizes as Compose reads them.

/** Returns the bytes of `512m`, `1.5gb`, `2GiB` or `1024`, each unit 1024 times the previous; null when the text is no size. */
export function bytesOf(text: string): number | null {
  const [, number, unit = ''] = /^(\d+(?:\.\d*)?|\.\d+) ?([kmgtp]?)(?:i?b)?$/i.exec(text) ?? [];
  if (number === undefined) return null;
  const power = ' kmgtp'.indexOf(unit.toLowerCase() || ' ');
  return Math.floor(Number(number) * 1024 ** power);
}
