// How a record of what was seen to flow is said as a whole: how long it was watched, when, and what it cannot know.

import type { ObservedRecord } from './record.ts';

type Watched = Pick<ObservedRecord, 'from' | 'to' | 'interval'>;

/** Returns the observed period, such as `10 minutes`, `24 hours` or `45 seconds`, in the largest unit that gives at least two. */
export function periodText({ from, to }: Pick<Watched, 'from' | 'to'>): string {
  return durationText((Date.parse(to) - Date.parse(from)) / 1000);
}

/** Returns a duration given in seconds, in the largest unit that gives at least two. */
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

/** Returns the observation in words: `watched for 10 minutes, until 2026-11-02 10:10 UTC, a look every 1 s`. */
export function watchedText(record: Watched): string {
  const until = new Date(record.to).toISOString().slice(0, 16).replace('T', ' ');
  if (record.from === record.to) return `looked at once, ${until} UTC`;
  return `watched for ${periodText(record)}, until ${until} UTC, a look every ${roundedSeconds(record.interval)} s`;
}

/** Returns seconds rounded for reading; the measured interval is never exact. */
function roundedSeconds(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}

/** Returns sentences about the gaps of a record: short connections, and parts that could not be observed. */
export function gapSentences({
  interval,
  unseen,
}: Pick<ObservedRecord, 'interval' | 'unseen'>): readonly string[] {
  return [
    `A connection shorter than ${roundedSeconds(interval)} s may be missed.`,
    ...(unseen.length === 0
      ? []
      : [`Not looked at: ${unseen.map(({ what, why }) => `${what} (${why})`).join('; ')}.`]),
  ];
}
