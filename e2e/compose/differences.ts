// Where two readings of a file part: one line per place, so that a failure can be read.

/** The places where `ours` and `theirs` differ, in byte order of their names. */
export function differences(ours: unknown, theirs: unknown, place: string): readonly string[] {
  if (!isRecord(ours) || !isRecord(theirs)) {
    const [mine, other] = [JSON.stringify(ours), JSON.stringify(theirs)];
    return mine === other ? [] : [`${place}: ours ${mine}, Docker Compose ${other}`];
  }
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
  return keys.flatMap((key) => differences(ours[key], theirs[key], place === '' ? key : `${place} › ${key}`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
