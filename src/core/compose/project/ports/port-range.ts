// A port or a range of ports in text. Knows nothing of sides or protocols.

/** First and last port, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Reads `80` or `8000-8010`; null when it is no port, out of range or runs backwards. */
export function parsePortRange(text: string): PortRange | null {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  if (match === null) return null;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return last > 65535 || last < first ? null : { first, last };
}
