import { describe, expect, it } from 'vitest';
import { sizesOf } from '../layout/metrics.ts';
import { cardText, leastNamedScale, type TextFacts } from './card-text.ts';

const facts = (text: string, more: Partial<TextFacts> = {}): TextFacts => ({
  name: { text, differsAt: null },
  width: sizesOf.near.cardWidth,
  boxed: false,
  counted: false,
  dangerous: false,
  signs: [],
  needs: { in: 1, out: 2 },
  ...more,
});
const at = (scale: number, card: TextFacts) => cardText(card, sizesOf.near, 0.92 / scale);

describe('the text of a card', () => {
  it('is all at its full size, then name and needs, then the name alone', () => {
    const shown = [0.92, 0.75, 0.5, 0.35, 0.15].map((scale) => at(scale, facts('memcached')));
    expect(shown.map(({ detail }) => detail)).toEqual(['near', 'middle', 'far', 'name', 'none']);
    expect(shown.map(({ foot }) => foot)).toEqual([true, true, true, false, false]);
    expect(shown.map(({ icon }) => icon)).toEqual([true, true, false, false, false]);
  });

  it('gives up the icon, then room between letters, before any of its name', () => {
    const icon = at(0.92, facts('uptime-checker-of-all'));
    expect([icon.icon, icon.name]).toEqual([false, ['uptime-checker-of-all']]);
    const tight = at(0.56, facts('objects-cleanu'));
    expect([tight.isTight, tight.name.length]).toEqual([true, 1]);
  });

  it('sets the name on two lines before the needs have theirs', () => {
    const long = facts('snooper-subscriptions');
    expect(at(0.56, long)).toMatchObject({ name: ['snooper-', 'subscriptions'], foot: true });
    expect(at(0.46, long)).toMatchObject({ name: ['snooper-su', 'bscriptions'], foot: false });
  });

  it('has room for the sign of the gravest danger without a last line', () => {
    const danger = facts('firewall', { dangerous: true, signs: ['privileged', 'host net'] });
    expect(at(0.35, danger).signs).toMatchObject({ shown: 1, worded: 0 });
    expect(at(0.6, danger).signs.shown).toBe(2);
    expect(at(0.5, danger).signs.shown).toBe(1);
    expect(at(0.92, facts('cron', { dangerous: true, signs: ['socket'] })).signs.worded).toBe(1);
  });
});

describe('the least scale at which names are shown', () => {
  it('is the one below which one of them loses its first twelve letters', () => {
    const unitAt = (scale: number) => 0.92 / scale;
    const least = (...names: string[]) =>
      leastNamedScale(
        names.map((name) => facts(name)),
        sizesOf.near,
        0.92,
        unitAt,
      );
    const long = least('web', 'snooper-subscriptions-transactions');
    expect(least('web')).toBeLessThan(long);
    const { name } = cardText(facts('snooper-subscriptions-transactions'), sizesOf.near, unitAt(long));
    expect(name.join('').indexOf('…')).toBeGreaterThanOrEqual(12);
  });
});
