import { describe, expect, it } from 'vitest';
import { checkPasswords, isPassword, passwordLine, readPasswordLine, usualCost } from './password-record.ts';

const cheap = 14;

describe('the line of a password', () => {
  it('holds a salt and a hash, never the password, and is another each time', async () => {
    const [first, second] = [
      await passwordLine('correct horse battery', cheap),
      await passwordLine('correct horse battery', cheap),
    ];
    expect(first).toMatch(/^scrypt\$14\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toContain('horse');
    expect(first).not.toBe(second);
  });

  it('is that of the password alone, however its letters are written', async () => {
    const record = readPasswordLine(await passwordLine('Käse und Brot', cheap));
    if (record === null) throw new Error('no record');
    expect(await isPassword('Käse und Brot', record)).toBe(true);
    expect(await isPassword('Ka\u0308se und Brot', record)).toBe(true);
    for (const other of ['', 'Käse und Bro', 'Käse und Brot ', 'käse und brot'])
      expect(await isPassword(other, record)).toBe(false);
  });

  it('is refused where it is cheap to guess, dear to check, or something else', async () => {
    const line = await passwordLine('correct horse battery', cheap);
    expect(readPasswordLine(line)).not.toBeNull();
    for (const [from, to] of [
      ['$14$', '$13$'],
      ['$14$8$', '$14$1$'],
      ['$14$', '$20$'],
      ['$8$1$', '$8$0$'],
      ['scrypt', 'bcrypt'],
    ] as const)
      expect(readPasswordLine(line.replace(from, to)), to).toBeNull();
    expect(readPasswordLine(`${line}x`)).toBeNull();
    expect(readPasswordLine('correct horse battery')).toBeNull();
  });

  it('is made as OWASP asks for: N of 2^17', () => {
    expect(usualCost).toBe(17);
  });
});

describe('a check of passwords', () => {
  it('looks at one after the other, and lets no more than four wait', async () => {
    const record = readPasswordLine(await passwordLine('correct horse battery', cheap));
    if (record === null) throw new Error('no record');
    const check = checkPasswords(record);
    const asked = ['a', 'b', 'correct horse battery', 'd', 'correct horse battery', 'f'];
    expect(await Promise.all(asked.map(check))).toEqual([false, false, true, false, null, null]);
    expect(await check('correct horse battery')).toBe(true);
  });
});
