import { describe, expect, it } from 'vitest';
import { plainNumber } from './plain-number.ts';

describe('a plain text that Compose takes for a whole number', () => {
  it.each([
    ['80', '80'],
    ['-7', '-7'],
    ['+12', '12'],
    ['00', '0'],
    ['0444', '292'],
    ['-017', '-15'],
    ['0o444', '292'],
    ['-0o17', '-15'],
    ['0x1F', '31'],
    ['0b11', '3'],
    ['1_000', '1000'],
    ['10_', '10'],
    ['0777777777777777777777', '9223372036854775807'],
    ['18446744073709551615', '18446744073709551615'],
  ])('%s is %s', (source, text) => {
    expect(plainNumber(source)).toMatchObject({ whole: true, text });
  });
});

describe('a plain text that Compose takes for a floating-point number', () => {
  it.each([
    ['080', '80'],
    ['09.5', '9.5'],
    ['3.10', '3.1'],
    ['1.0', '1'],
    ['.5', '0.5'],
    ['1.', '1'],
    ['1e3', '1000'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['999999.0', '999999'],
    ['1e6', '1e+06'],
    ['100000000.5', '1.000000005e+08'],
    ['1e21', '1e+21'],
    ['18446744073709551616', '1.8446744073709552e+19'],
    ['-9223372036854775809', '-9.223372036854776e+18'],
  ])('%s is %s', (source, text) => {
    expect(plainNumber(source)).toMatchObject({ whole: false, text });
  });
});

it.each(['', 'app', '_10', '0x', '0o9', '1.2.3', '1-2', '22:22', '8080:80', '2024-01-02', '-', '+', '.inf'])(
  '%s is no number',
  (source) => {
    expect(plainNumber(source)).toBeNull();
  },
);
