import { describe, expect, it } from 'vitest';
import { createProgram } from './create-program.ts';
import { runCommandLine } from './run-command-line.ts';
import { call, withShop } from './testing/call.ts';
import { fakeIo } from './testing/fake-io.ts';

describe('bulkhead', () => {
  it('prints help and version to standard output', async () => {
    const help = await call(['--help']);
    expect(help.code).toBe(0);
    for (const word of ['check', 'reach', 'explain', 'edit', 'export']) expect(help.out).toContain(word);
    const version = await call(['--version']);
    expect(version).toMatchObject({ code: 0, err: '' });
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await call(['reach', '--help'])).out).toContain('--sparse');
  });

  it('makes one command of a call that names one, and all for what is about all', () => {
    const made = (word?: string) => createProgram(fakeIo(), () => {}, word).commands.map((one) => one.name());
    expect(made('check')).toEqual(['check', 'completion', 'manual', 'help']);
    expect(made('--version')).toEqual(['completion', 'manual', 'help']);
    for (const word of [undefined, '--help', 'help', 'completion', 'manual', 'chek', 'constructor'])
      expect(made(word).length).toBeGreaterThan(20);
  });

  it('has help for every command', async () => {
    const names = [...(await call(['--help'])).out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
    expect(names).toEqual(expect.arrayContaining(['check', 'fix', 'reach', 'open', 'verify', 'completion']));
    for (const name of names) {
      const { code, out, err } = await call([name, '--help']);
      expect({ code, err }, name).toEqual({ code: 0, err: '' });
      expect(out).toContain(`Usage: bulkhead ${name}`);
    }
  });

  it.each([
    [[], 'Usage: bulkhead'],
    [['sink'], "unknown command 'sink'"],
    [['check', '--loud'], "unknown option '--loud'"],
    [['check', '--engine', '19'], '--engine 19: no such Engine'],
    [['check', '--fail-on', 'doom'], '--fail-on doom'],
    [['check', '--rules', 'mine'], '--rules mine: no such rule set'],
    [['check', '--format', 'xml'], '--format xml: no such format'],
    [['check', '-p', 'My Shop'], "'My Shop' is not a project name"],
    [['reach', '--format', 'xml'], '--format xml: no such format'],
    [['reach', 'a/a.yaml', 'b/b.yaml'], 'files of different folders. Add --merge'],
    [['reach', 'gone.yaml'], 'gone.yaml:1:1: there is no such file'],
    [['reach', '--env-file', 'gone.env'], 'gone.env:1:1: there is no such file'],
    [['explain', 'web'], 'explain needs two names'],
    [['explain', 'web', 'nobody'], 'nobody: no such service'],
    [['explain', 'web', 'web'], 'two different sides'],
    [['explain', 'host', 'outside'], 'one of them a service'],
    [['edit', 'compose.yaml'], 'edit needs an operation'],
    [['edit', 'attach=web:back', 'compose.yaml'], 'Files come before operations'],
    [['edit', 'sink=web:back'], 'sink'],
    [['edit', 'attach=nobody:back'], 'nobody'],
    [['edit', 'attach=web:nowhere'], 'nowhere'],
    [['edit', '--write', '-', 'attach=web:back'], '--write needs a file'],
    [['export'], "required option '--to <format>'"],
    [['export', '--to', 'png'], '--to png: no such format'],
  ])('%j is a wrong call: 2, and a word on standard error', async (words, message) => {
    const { code, out, err } = await call(words);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it.each([
    ['not YAML', 'services: [\n'],
    ['not Compose', 'just text\n'],
    ['empty', ''],
  ])('a file that is %s: 2, with file, line and column', async (_, text) => {
    const { code, out, err } = await call(['check', 'bad.yaml'], withShop({ '/shop/bad.yaml': text }));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^bad\.yaml:\d+:\d+: .+\. .+\.\n/);
  });

  it('refuses two projects by name in one call, with the choice', async () => {
    const machine = withShop({
      '/shop/one.yaml': 'name: one\nservices:\n  a:\n    image: x\n',
      '/shop/two.yaml': 'name: two\nservices:\n  b:\n    image: x\n',
      '/shop/compose.override.yaml': 'name: two\nservices:\n  web:\n    image: y\n',
    });
    for (const command of ['check', 'reach']) {
      const { code, out, err } = await call([command, 'one.yaml', 'two.yaml'], machine);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toBe(
        "one.yaml is the project 'one', two.yaml is 'two'. Add --merge to merge them in this order as one project named 'two', or give each in a call of its own.\n",
      );
    }
    expect((await call(['check', '--merge', 'one.yaml', 'two.yaml'], machine)).code).toBe(0);
    // As Compose does: an override may say another name, and a name that is given counts.
    expect((await call(['check', 'one.yaml', 'compose.override.yaml'], machine)).code).not.toBe(2);
    expect((await call(['check', '-p', 'x', 'one.yaml', 'two.yaml'], machine)).code).toBe(0);
    const listed = { ...machine, env: { COMPOSE_FILE: 'one.yaml:two.yaml' } };
    expect((await call(['check'], listed)).code).toBe(0);
  });

  it('refuses a file above 5 MB before parsing it', async () => {
    const huge = `services:\n  a:\n    image: x\n${'# padding\n'.repeat(600_000)}`;
    const { code, err } = await call(['reach', 'huge.yaml'], withShop({ '/shop/huge.yaml': huge }));
    expect(code).toBe(2);
    expect(err).toMatch(/^huge\.yaml:1:1: /);
  });

  it('ends with 2 and one line where it fails in a way that nobody foresaw; BULKHEAD_DEBUG=1 shows where', async () => {
    const failing = async (error: unknown, env = {}) => {
      const io = fakeIo({ files: { '/shop/compose.yaml': 'services: { a: { image: x } }\n' }, env });
      const fail = () => {
        throw error;
      };
      const code = await runCommandLine({ ...io, print: fail, printPainted: fail }, ['check']);
      return { code, err: io.written.err };
    };
    expect(await failing(new TypeError('x is not a function\nsecond line'))).toEqual({
      code: 2,
      err: 'bulkhead failed: TypeError: x is not a function. Please report it. Set BULKHEAD_DEBUG=1 for a stack trace.\n',
    });
    const refused = Object.assign(new Error('EMFILE: too many open files, watch'), { syscall: 'watch' });
    expect((await failing(refused)).err).toBe(
      'bulkhead failed: Error: EMFILE: too many open files, watch. Set BULKHEAD_DEBUG=1 for a stack trace.\n',
    );
    expect((await failing(new RangeError('Maximum call stack size exceeded'))).err).toMatch(
      /^bulkhead failed: the files are nested, or refer to each other, too deeply[^\n]+\n$/,
    );
    expect((await failing('\u001b[2J')).err).toMatch(/^bulkhead failed: \\u001b\[2J\. [^\n]+\n$/);
    const result = await failing(new TypeError('x is not a function'), { BULKHEAD_DEBUG: '1' });
    expect(result.code).toBe(2);
    expect(result.err).toMatch(/^bulkhead failed: .+\nTypeError: .+\n +at .+\.ts:\d+/);
  });

  it.each([
    ['lists', `services: ${'['.repeat(10_000)}`],
    ['maps in braces', `services: ${'{a: '.repeat(10_000)}`],
    ['maps', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['lists of lists', `services:\n  ${'- '.repeat(10_000)}a\n`],
  ])('says of %s within one another, thousands of them, that this is too deep', async (_, text) => {
    const { code, out, err } = await call(['check', 'deep.yaml'], withShop({ '/shop/deep.yaml': text }));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^deep\.yaml:\d+:\d+: this is nested more than 200 levels deep\. [^\n]+\n$/);
  });
});
