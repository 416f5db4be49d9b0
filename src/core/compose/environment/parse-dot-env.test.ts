import { describe, expect, it } from 'vitest';
import { parseDotEnv } from './parse-dot-env.ts';

function parse(text: string, outer: Record<string, string> = {}): unknown {
  const read = parseDotEnv(text, new Map(Object.entries(outer)));
  if (read.ok) return Object.fromEntries(read.value);
  return `${read.error.line}:${read.error.column}: ${read.error.message}`;
}

describe('parseDotEnv', () => {
  it.each([
    ['A=1\nB=two words \n', { A: '1', B: 'two words' }],
    ['\uFEFF# note\r\n\r\nexport A=1\r\nB: 2\r\n', { A: '1', B: '2' }],
    ['A=x # comment\nB=x#y\nC=# none\n', { A: 'x', B: 'x#y', C: '' }],
    ['A=\nB=2', { A: '', B: '2' }],
    ["A='$B \\n #x' # c\n", { A: '$B \\n #x' }],
    ['A="x\\ty\\"z" # c\n', { A: 'x\ty"z' }],
    ['A="one\ntwo"\nB=3\n', { A: 'one\ntwo', B: '3' }],
    ['A=1\nB=${A}2\nC="$B"\nD=${E:-d}\n', { A: '1', B: '12', C: '12', D: 'd' }],
    ['A="\\$B"\nC=$$B\n', { A: '$B', C: '$B' }],
    [
      '__proto__=x\nconstructor=y\n',
      Object.fromEntries([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    ],
  ])('reads %j', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it('lets the process environment win in references, and fill a bare key', () => {
    expect(parse('A=file\nB=$A\nC\nD\n', { A: 'shell', C: 'c' })).toEqual({ A: 'file', B: 'shell', C: 'c' });
  });

  it.each([
    ['A=1\n=2\n', '2:1: this is no KEY=VALUE'],
    ['A b\n', "1:3: '=' is missing after A"],
    ['\nA="x\n', '2:3: the quoted value of A does not end'],
    ['A="x" y\n', '1:6: text follows the closing quote'],
  ])('refuses %j with its place', (text, message) => {
    expect(parse(text)).toContain(message);
  });
});
