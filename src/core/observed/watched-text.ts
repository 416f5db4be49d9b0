// How a record of what was seen to flow is said as a whole: how long it was watched, when, and what it cannot know.

import type { ObservedRecord } from './record.ts';

type Watched = Pick<ObservedRecord, 'from' | 'to' | 'interval'>;

/** `10 minutes`, `24 hours`, `45 seconds`: how long it was watched, in the largest unit that leaves a number of two or more. */
export function watchedFor({ from, to }: Pick<Watched, 'from' | 'to'>): string {
  return durationText((Date.parse(to) - Date.parse(from)) / 1000);
}

/** A time in seconds, likewise. */
export function durationText(time: number): string {
  const seconds = Math.max(0, Math.round(time));
  // Whoever looked once watched for no time.
  if (seconds === 0) return 'one look';
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  for (const [unit, size] of units) if (seconds >= 2 * size) return `${Math.round(seconds / size)} ${unit}s`;
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}

/** `watched for 10 minutes, until 2026-11-02 10:10 UTC, a look every 1 s` */
export function watchedText(record: Watched): string {
  const until = new Date(record.to).toISOString().slice(0, 16).replace('T', ' ');
  if (record.from === record.to) return `looked at once, ${until} UTC`;
  return `watched for ${watchedFor(record)}, until ${until} UTC, a look every ${rounded(record.interval)} s`;
}

/** Seconds as people say them; looks are never exactly as far apart as was wanted. */
function rounded(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}

/** What the record does not say, in sentences: short connections, and what could not be looked at. */
export function unseenSentences({
  interval,
  unseen,
}: Pick<ObservedRecord, 'interval' | 'unseen'>): readonly string[] {
  return [
    `A connection shorter than ${rounded(interval)} s may be missed.`,
    ...(unseen.length === 0
      ? []
      : [`Not looked at: ${unseen.map(({ what, why }) => `${what} (${why})`).join('; ')}.`]),
  ];
}
