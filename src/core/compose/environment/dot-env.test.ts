import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFiles, newSession } from '../../session/session-files.ts';
import { step } from '../../session/step.ts';
import { envFileOf, isEnvFile, parseDotEnv } from './dot-env.ts';
import { writeDotEnv } from './write-dot-env.ts';

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
    ['A=1\n=2\n', '2:1: this line is not KEY=VALUE'],
    ['A b\n', "1:3: '=' is missing after A"],
    ['\nA="x\n', '2:3: the quotes around the value of A are not closed'],
    ['A="x" y\n', '1:6: text follows the closing quote'],
  ])('refuses %j with its place', (text, message) => {
    expect(parse(text)).toContain(message);
  });
});

const write = (text: string, values: Record<string, string>) =>
  writeDotEnv(text, new Map(Object.entries(values)));

describe('writeDotEnv', () => {
  it.each([
    ['', { A: '1' }, 'A=1\n'],
    ['# kept\nA=1 # why\nB=2\n', { B: 'x y', C: '' }, "# kept\nA=1 # why\nB='x y'\nC=\n"],
    ['A=1\r\nexport B=2', { B: '3' }, 'A=1\r\nexport B=3\r\n'],
    ['A=1\nA=2\n', { A: '3' }, 'A=1\nA=3\n'],
    ['#A=1\n', { A: '$x' }, "#A=1\nA='$x'\n"],
    ['A="one\ntwo"\n', { A: '3' }, 'A="one\ntwo"\nA=3\n'],
  ])('%j and %j', (text, values, expected) => {
    expect(write(text, values)).toBe(expected);
  });

  it('is read back as it was meant, and changes nothing else', () => {
    const value = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[ -~\n'"\\$#]*$/),
      fc.constantFrom("it's $5", 'a#b', ' # ', '"'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'NEW'), value), (values) => {
        const before = '# note\nA=\'x\'\n\nOTHER=kept # so\nB="1\n2"\n';
        const read = parseDotEnv(write(before, values), new Map());
        if (!read.ok) throw new Error(JSON.stringify(read.error));
        const expected = { A: 'x', OTHER: 'kept', B: '1\n2', ...values };
        expect(Object.fromEntries(read.value)).toEqual(expected);
      }),
    );
  });
});

const compose = 'services:\n  a:\n    image: ${IMAGE}\n    ports: ["${PORT}:80"]\n';
const input = (environment: readonly (readonly [string, string])[] = [], dotEnv: string | null = null) => ({
  order: ['compose.yaml'],
  texts: new Map([['compose.yaml', compose], ...(dotEnv === null ? [] : [['.env', dotEnv] as const])]),
  environment: new Map(environment),
});

/** Returns the session after `.env` was given another text. */
function typeInto(session: ReturnType<typeof newSession>, text: string) {
  const before = session.workspace.input.texts.get('.env') ?? '';
  const edits = [{ from: 0, to: before.length, insert: text }];
  return step(session, { type: 'edit-text', file: '.env', edits, label: 'Give variables a value' }).session;
}

const imageOf = ({ workspace }: ReturnType<typeof newSession>) => workspace.topology.services.get('a')?.image;

describe('a .env file of a project', () => {
  it('is known by its name', () => {
    expect(['.env', 'a/.env', 'prod.env', '.env.local'].map(isEnvFile)).toEqual([true, true, true, true]);
    expect(['env.yaml', 'compose.yaml', 'environment', 'x.environment'].map(isEnvFile)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(envFileOf({ order: ['shop/compose.yaml'] })).toBe('shop/.env');
  });

  it('gives values as an edit does, there and back', () => {
    const session = newSession(input());
    const after = typeInto(session, 'IMAGE=nginx:1\n');
    expect(imageOf(after)).toBe('nginx:1');
    expect(after.workspace.topology.unsetVariables).toEqual(['PORT']);
    expect(after.workspace.files.map(({ document }) => document.file)).toEqual(['compose.yaml']);
    expect(changedFiles(after)).toEqual(['.env']);
    const undone = step(after, { type: 'undo' }).session;
    expect(imageOf(undone)).toBe(null);
    expect(changedFiles(undone)).toEqual([]);
    expect(imageOf(step(undone, { type: 'redo' }).session)).toBe('nginx:1');
  });

  it('changes what it said, and leaves what the shell says', () => {
    const session = newSession(
      input(
        [
          ['IMAGE', 'old'],
          ['PORT', '80'],
        ],
        'IMAGE=old\nPORT=8080\n',
      ),
    );
    const after = typeInto(session, 'IMAGE=new\nPORT=9090\n');
    expect([...after.workspace.input.environment]).toEqual([
      ['PORT', '80'],
      ['IMAGE', 'new'],
    ]);
    expect(imageOf(typeInto(after, 'PORT=1\n'))).toBe(null);
  });

  it('says nothing while it cannot be read', () => {
    const after = typeInto(newSession(input([['IMAGE', 'old']], 'IMAGE=old\n')), 'IMAGE="x\n');
    expect(imageOf(after)).toBe(null);
    expect(after.workspace.input.texts.get('.env')).toBe('IMAGE="x\n');
  });
});
