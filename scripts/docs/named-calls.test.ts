// Every call of the command that a page names, in a block or in a sentence, is one that the command takes: its name and its options.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProgram } from '../../src/cli/create-program.ts';
import { programShape } from '../../src/cli/shell/program-shape.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';

const shape = programShape(createProgram(fakeIo(), () => {}));
const flagsOf = (options: typeof shape.options) =>
  options.flatMap(({ long, short }) => [long, ...(short === null ? [] : [short])]);
const own = flagsOf(shape.options);
const known = new Map(
  shape.commands.map(({ name, options }) => [name, new Set([...flagsOf(options), ...own])]),
);

/** Returns the arguments of each `bulkhead` call in the code of a page, up to the next operator of the shell. */
function callsIn(page: string): readonly (readonly string[])[] {
  const blocks = [...page.matchAll(/^```(?:sh|console)\n(.*?)^```$/gms)].flatMap(([, body = '']) =>
    body.replaceAll('\\\n', ' ').split('\n'),
  );
  const spans = [...page.matchAll(/`((?:\$ )?bulkhead [^`\n]+)`/g)].map(([, code = '']) => code);
  return [...blocks, ...spans].flatMap((line) => {
    const [, call] = /(?:^|[ (])bulkhead (?!--? )([^|>#;&)"…]*)/.exec(line) ?? [];
    return call === undefined ? [] : [call.trim().split(/\s+/)];
  });
}

const pages = [
  'README.md',
  ...readdirSync('docs', { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

it.each(pages)('%s', (page) => {
  for (const [command = '', ...words] of callsIn(readFileSync(page, 'utf8'))) {
    if (own.includes(command) || command === command.toUpperCase()) continue;
    const flags = known.get(command);
    expect(flags, `bulkhead ${command}`).toBeDefined();
    const options = words.flatMap((word) => /^--?[a-z][a-z-]*/.exec(word)?.[0] ?? []);
    expect(options.filter((option) => !flags?.has(option), `bulkhead ${command}`)).toEqual([]);
  }
});

it('finds the calls of a page, and what is none of them', () => {
  const page = '`bulkhead chekc -x`\n\n```sh\nA=1 bulkhead check --docker | cat --show\n```\n';
  expect(callsIn(page)).toEqual([
    ['check', '--docker'],
    ['chekc', '-x'],
  ]);
});
