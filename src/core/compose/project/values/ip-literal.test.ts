import { describe, expect, it } from 'vitest';
import { isIpLiteral } from './ip-literal.ts';

describe('isIpLiteral', () => {
  it.each([
    '0.0.0.0',
    '127.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    '2001:DB8::',
    '1:2:3:4:5:6:7:8',
  ])('%s is one', (text) => expect(isIpLiteral(text)).toBe(true));
  it.each(['::ffff:10.0.0.1', '1:2:3:4:5:6:10.0.0.1'])('%s is one with an IPv4 tail', (text) =>
    expect(isIpLiteral(text)).toBe(true),
  );
  it.each([
    '',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.256',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    'fe80::1%eth0',
    '[::1]',
    '12345::',
    '10.0.0.1::',
    ':1',
  ])('%s is none', (text) => expect(isIpLiteral(text)).toBe(false));
});
