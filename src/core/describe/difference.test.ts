import { describe, expect, it } from 'vitest';
import { changedConnection, changeSentence, pairArrow, pairedChanges, wayArrow } from './difference.ts';

const asCode = { code: (name: string) => `\`${name}\`` };

describe('a change of a connection', () => {
  it('is a sentence whose names the output shows, and whose places are words', () => {
    const pair = changedConnection({ from: 'web', to: 'db', kind: 'host', family: 'ipv6' }, ['db', 'cache']);
    expect(changeSentence(pair, asCode)).toBe(
      '`web` reaches `db`, `cache` through a published port over IPv6',
    );
    const way = changedConnection({ service: 'web', kind: 'from-host', port: '' });
    expect(changeSentence(way, asCode)).toBe('the host reaches `web`');
  });

  it('agrees with a subject of several, and says what is not certain', () => {
    expect(changeSentence({ kind: 'name', from: ['a', 'b'], to: ['db'] })).toBe('a, b resolve db');
    expect(changeSentence({ kind: 'name', from: ['a'], to: ['db'], alias: 'store' })).toBe(
      'a resolves db as store',
    );
    const way = changedConnection({ service: 'web', kind: 'way-out', port: '', unsure: true });
    expect(changeSentence(way)).toBe('web may have a way out');
  });

  it('names the family unless the address of its port shows it', () => {
    const way = { service: 'web', kind: 'way-in', family: 'ipv6' } as const;
    const text = (port: string) => changeSentence(changedConnection({ ...way, port }));
    expect(text('0.0.0.0:80/tcp')).toBe('outside reaches web at 0.0.0.0:80/tcp over IPv6');
    expect(text('::1:80/tcp')).toBe('outside reaches web at ::1:80/tcp');
  });

  it('is an arrow, of both ways where the other way changed alike', () => {
    const both = pairedChanges([
      { from: 'a', to: 'b', kind: 'direct' },
      { from: 'b', to: 'a', kind: 'direct' },
      { from: 'b', to: 'a', kind: 'host' },
    ]);
    expect(both.map((each) => pairArrow(each))).toEqual(['a ↔ b', 'b → a']);
    const style = { port: (port: string) => ` (${port})`, outside: 'out' };
    expect(wayArrow({ service: 'a', kind: 'way-in', port: '127.0.0.1:80/tcp' }, style)).toBe(
      'Host → a (127.0.0.1:80/tcp)',
    );
    expect(wayArrow({ service: 'a', kind: 'way-out', port: '' }, style)).toBe('a → out');
  });
});
