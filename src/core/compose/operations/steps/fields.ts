// The arguments of an operation on the command line, cut at colons.

/** At most `count` fields; the last one takes the rest. */
export function splitFields(text: string, count: number): readonly string[] {
  const parts = text.split(':');
  if (parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}
