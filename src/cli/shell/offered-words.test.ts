import { describe, expect, it } from 'vitest';
import { createProgram } from '../create-program.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { cobraCompletion, offeredWords } from './offered-words.ts';
import { programShape } from './program-shape.ts';

const program = programShape(createProgram(fakeIo(), () => {}));

/** Returns the words offered for the last word of `line`, and whether files are offered. */
function offered(line: string) {
  const words = line.split(' ');
  const { words: found, files } = offeredWords(program, words.slice(0, -1), words.at(-1) ?? '');
  return [found.map(([word]) => word).join(' '), files];
}

describe('what docker is told to offer', () => {
  it.each([
    ['ex', 'explain export', false],
    ['--ver', '--version', false],
    ['check --fail', '--fail-on', false],
    ['check --rules ', 'default strict cis homelab', false],
    ['check --rules s', 'strict', false],
    ['check --rules=c', 'cis', false],
    ['check --baseline ', '', true],
    ['check -p ', '', false],
    ['check comp', '', true],
    ['check -- --rules ', '', true],
    ['completion ', 'bash zsh fish', false],
    ['nothing ', '', true],
    ['check --none=x', '', false],
  ])('%j', (line, words, files) => {
    expect(offered(line)).toEqual([words, files]);
  });

  it('has every command with its summary', () => {
    const { words } = offeredWords(program, [], '');
    expect(words).toEqual(program.commands.map(({ name, summary }) => [name, summary]));
  });

  it('is said as Cobra reads it', () => {
    expect(
      cobraCompletion({
        words: [
          ['a', 'the first'],
          ['b', ''],
        ],
        files: false,
      }),
    ).toBe('a\tthe first\nb\n:4\n');
    expect(cobraCompletion({ words: [], files: true })).toBe(':0\n');
  });
});
