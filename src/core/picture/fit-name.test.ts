import { describe, expect, it } from 'vitest';
import { cardNames, cutName, fitName, isNamed, textWidth } from './fit-name.ts';

const named = (name: string, ...others: string[]) => {
  const found = cardNames([name, ...others]).get(name);
  if (!found) throw new Error(`no name ${name}`);
  return found;
};
const room = { width: 100, lines: 1, size: 12, isTight: false, taken: { first: 0, last: 0 } } as const;
const joined = (lines: readonly string[]) => lines.join('|');

describe('a name without its middle', () => {
  it('keeps its first twelve letters and its end', () => {
    expect(cutName(named('symbolicator-cleanup', 'symbolicator'), 17)).toBe('symbolicator…anup');
    expect(cutName(named('uptime-checker'), 14)).toBe('uptime-checker');
  });

  it('keeps what tells it from siblings with the same beginning and end', () => {
    const siblings = [
      'snooper-api-errors-worker',
      'snooper-api-outcomes-worker',
      'snooper-api-metrics-worker',
    ];
    const names = cardNames(siblings);
    const cut = siblings.map((name) => cutName(names.get(name) ?? { text: name, differsAt: null }, 19));
    expect(cut).toEqual(
      ['snooper-api-errors…', 'snooper-api-outcom…', 'snooper-api-metric…'].map(() =>
        expect.stringMatching(/^snooper-api-/),
      ),
    );
    expect(new Set(cut).size).toBe(3);
  });

  it('is a different one for each of many that differ in one place', () => {
    const siblings = Array.from({ length: 9 }, (_, at) => `subscription-consumer-${at}-of-the-eu`);
    const names = cardNames(siblings);
    const cut = siblings.map((name) => cutName(names.get(name) ?? { text: name, differsAt: null }, 20));
    expect(new Set(cut).size).toBe(9);
  });

  it('differs where the nearest of its siblings does', () => {
    const names = cardNames([
      'worker-number-1010-eu',
      'worker-number-1011-eu',
      'worker-number-2010-eu',
      'other',
    ]);
    expect([...names.values()].map(({ differsAt }) => differsAt)).toEqual([17, 17, 14, null]);
  });

  it('of any length, and of any number, is found at once', () => {
    const long = named(`${'x'.repeat(200_000)}-end`);
    expect(fitName(long, { ...room, lines: 2 }).join('').length).toBeLessThan(60);
    const siblings = Array.from({ length: 20_000 }, (_, at) => `worker-number-${at + 100_000}-of-the-eu`);
    expect([...cardNames(siblings).values()].every(({ differsAt }) => differsAt === 19)).toBe(true);
  });

  it('says what it can in less room', () => {
    expect(cutName(named('authentik-server-worker-2'), 8)).toBe('authe…-2');
  });
});

describe('a name in its room', () => {
  it('is whole on one line where it fits', () => {
    expect(fitName(named('memcached'), room)).toEqual(['memcached']);
  });

  it('breaks after a separator, else anywhere', () => {
    const two = { ...room, width: 70, lines: 2 } as const;
    expect(joined(fitName(named('uptime-checker'), two))).toBe('uptime-|checker');
    expect(joined(fitName(named('taskscheduler'), two))).toMatch(/^\w{5,}\|\w{3,}$/);
    expect(joined(fitName(named('16 × snooper'), two))).toBe('16 × |snooper');
  });

  it('leaves signs their room at the ends of its lines', () => {
    const two = { ...room, width: 70, lines: 2, taken: { first: 20, last: 15 } } as const;
    const [first = '', last = ''] = fitName(named('objects-and-their-cleanup'), two);
    expect(textWidth(first, 12)).toBeLessThanOrEqual(50);
    expect(textWidth(last, 12)).toBeLessThanOrEqual(55);
  });

  it('is cut where two lines are too short for it', () => {
    const lines = fitName(named('snooper-subscriptions-transactions'), { ...room, lines: 2 });
    expect(lines).toHaveLength(2);
    expect(joined(lines)).toContain('…');
    expect(isNamed(named('snooper-subscriptions-transactions'), lines)).toBe(true);
    expect(
      isNamed(
        named('snooper-subscriptions-transactions'),
        fitName(named('snooper-subscriptions-transactions'), { ...room, width: 50 }),
      ),
    ).toBe(false);
  });
});
