import { describe, expect, it } from 'vitest';
import { exactAddress, internetAddress, isWithin, type KnownAddress, parseRange } from './addresses.ts';

const range = (text: string) => {
  const found = parseRange(text, text.includes(':') ? 'ipv6' : 'ipv4');
  if (!found) throw new RangeError(text);
  return found;
};
const within = (text: string, ...beside: readonly string[]): KnownAddress => ({
  text,
  within: [range(text)],
  excluded: beside.map((one) => range(one).first),
});

describe('parseRange', () => {
  it('reads addresses, prefixes and masks of its family', () => {
    expect(range('10.0.0.0/255.255.0.0')).toEqual(range('10.0.0.0/16'));
    expect(parseRange('10.0.0.0/33', 'ipv4')).toBeNull();
    expect(parseRange('10.0.0.0/255.0.255.0', 'ipv4')).toBeNull();
    expect(parseRange('fd00::/8', 'ipv4')).toBeNull();
  });
});

describe('isWithin', () => {
  it('knows an address by its network', () => {
    const member = within('10.1.0.0/24', '10.1.0.1');
    expect(isWithin(member, [range('10.0.0.0/8')])).toBe(true);
    expect(isWithin(member, [range('10.2.0.0/16')])).toBe(false);
    expect(isWithin(member, [range('10.1.0.7')])).toBe('unknown');
    expect(isWithin(member, [range('10.1.0.1')])).toBe(false); // the host's own
    expect(isWithin(member, [])).toBe(false);
  });

  it('takes a list of single networks as not about the Internet, and half of it as unknown', () => {
    const internet = internetAddress.ipv4;
    expect(isWithin(internet, [range('0.0.0.0/0')])).toBe(true);
    expect(isWithin(internet, [range('198.51.100.0/24')])).toBe(false);
    expect(isWithin(internet, [range('192.168.0.0/16')])).toBe(false);
    expect(isWithin(internet, [range('128.0.0.0/1')])).toBe('unknown');
  });

  it('finds each range of a long list, also beside one that holds others', () => {
    const list = Array.from({ length: 20 }, (_, at) => range(`10.0.${2 * at}.0/24`));
    const named = [...list, range('10.1.0.0/16'), range('10.1.7.0/24')];
    for (const [text, held] of [
      ['10.0.0.0/24', true],
      ['10.0.6.128/25', true],
      ['10.0.7.0/24', false],
      ['10.0.38.0/24', true],
      ['10.1.9.0/24', true],
      ['10.2.0.0/24', false],
    ] as const)
      expect([text, isWithin(within(text), named)]).toEqual([text, held]);
  });

  it('compares single addresses', () => {
    const one = exactAddress('2001:db8::1', 'ipv6');
    expect(one && isWithin(one, [range('2001:db8::/32')])).toBe(true);
  });
});
