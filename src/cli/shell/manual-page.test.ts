import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { operationKinds } from '../../core/compose/operations/registry.ts';
import { createProgram } from '../create-program.ts';
import { call } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { programShape } from './program-shape.ts';

describe('the manual page', () => {
  let out: string;
  let shown: string;
  beforeAll(async () => {
    ({ out } = await call(['manual']));
    shown = out.replaceAll('\\-', '-');
  });

  it('names every command, option and operation', () => {
    for (const { name, options } of programShape(createProgram(fakeIo(), () => {})).commands) {
      expect(shown).toContain(`.SS "bulkhead ${name} `);
      for (const { long } of options) expect(shown).toContain(long);
    }
    for (const { type } of operationKinds) expect(shown).toContain(`.B ${type}=`);
  });

  it('has no line that man would take for a macro it is not', () => {
    const macros = out.split('\n').filter((line) => /^[.']/.test(line));
    expect(macros.filter((line) => !/^\.(?:TH|SH|SS|TP|PP|B|BR|I|nf|fi)(?: |$)/.test(line))).toEqual([]);
  });

  const machine = { PATH: process.env.PATH, HOME: '/', LC_ALL: 'C.UTF-8' };
  const there = spawnSync('groff', ['--version'], { env: machine }).status === 0;

  it.skipIf(!there)('is set by groff without a warning about it', () => {
    // Bold as escape sequences, or as letters that are struck twice, is the choice of each release: neither is asked for.
    const plain = ['-P-c', '-P-b', '-P-o', '-P-u'];
    const { status, stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', ...plain], {
      input: out,
      encoding: 'utf8',
      env: machine,
    });
    // Older releases warn of their own macros, too.
    const aboutThePage = stderr.split('\n').filter((line) => line.includes('<standard input>'));
    expect({ status, aboutThePage }).toEqual({ status: 0, aboutThePage: [] });
    expect(stdout).toContain('EXIT STATUS');
  });
});
