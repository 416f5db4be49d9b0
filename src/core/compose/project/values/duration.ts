// Durations as Compose reads them.

/** Returns the seconds of `1m30s` or `500ms`; null when the text is no duration. */
export function secondsOf(text: string): number | null {
  if (text === '0') return 0;
  const units = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86_400 } as const;
  let seconds = 0;
  let unparsed = text;
  while (unparsed !== '') {
    const [whole, number = '', unit = ''] =
      /^(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d)/.exec(unparsed) ?? [];
    if (whole === undefined) return null;
    seconds += Number(number) * units[unit as keyof typeof units];
    unparsed = unparsed.slice(whole.length);
  }
  return text === '' ? null : seconds;
}
