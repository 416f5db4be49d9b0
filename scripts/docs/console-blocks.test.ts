// Every terminal session of the README and the pages of docs, with the built command. `BULKHEAD_RENEW=1` writes into the pages what the calls
// print now, for a person to read.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtCommand } from '../built-command.ts';
import { isAsShown, renewedPage, runSteps, stepsOf } from './console-blocks.ts';

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].sort();
const withCalls = pages.filter((page) => /^```console$/m.test(readFileSync(page, 'utf8')));

/** True when the installed `diff` prints what POSIX asks for; Busybox's does not. */
const diffIsPosix =
  spawnSync('sh', ['-c', 'echo a | diff - /dev/null'], { encoding: 'utf8' }).stdout === '1d0\n< a\n';

describe('what the pages show of a terminal', () => {
  let top = '';
  beforeAll(async () => {
    top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-pages-')));
    const command = join(await builtCommand(), 'bulkhead.js');
    const shim = join(top, 'bulkhead');
    writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' -- '${command}' "$@"\n`);
    chmodSync(shim, 0o755);
  });
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  it.each(withCalls)('%s', (page) => {
    const text = readFileSync(page, 'utf8');
    const steps = stepsOf(text);
    const folder = mkdtempSync(join(top, 'page-'));
    const printed = runSteps(steps, folder, `${top}${delimiter}${process.env.PATH}`);
    expect(printed.size).toBeGreaterThan(0);
    // A page without the files of its calls would show that they are missing.
    expect([...printed.values()].flat()).not.toContainEqual(expect.stringMatching(/Name the file\.$/));
    if (process.env.BULKHEAD_RENEW === '1') writeFileSync(page, renewedPage(text, printed));
    else
      for (const [step, lines] of printed)
        if (
          step.kind === 'call' &&
          !isAsShown(step.shown, lines) &&
          (diffIsPosix || !/^diff /.test(step.call))
        )
          expect(lines.join('\n'), `${page}:${step.line}: $ ${step.call}`).toBe(step.shown.join('\n'));
  });
});

describe('a page', () => {
  const page = `Text.

<!-- file: shop/a.txt -->

\`\`\`yaml
one
\`\`\`

\`\`\`console
$ cat a.txt
one

$ printf '%s\\n' 1 2 \\
    3 4 # numbers
1
…
4
$ true
\`\`\`
`;
  const steps = stepsOf(page);

  it('is files and calls, with what each prints', () => {
    expect(steps).toEqual([
      { kind: 'file', path: 'shop/a.txt', text: 'one\n' },
      { kind: 'call', line: 10, call: 'cat a.txt', shown: ['one'] },
      {
        kind: 'call',
        line: 13,
        call: "printf '%s\\n' 1 2 \\\n    3 4 # numbers",
        shown: ['1', '…', '4'],
      },
      { kind: 'call', line: 18, call: 'true', shown: [] },
    ]);
    expect(() => stepsOf('<!-- file: a -->\n\ntext\n')).toThrow('no block follows');
    expect(() => stepsOf('```console\nbulkhead check\n```\n')).toThrow("begins with '$ '");
  });

  it('is compared line by line, but for what is left out', () => {
    expect(isAsShown(['a'], ['a'])).toBe(true);
    expect(isAsShown(['a'], ['a', 'b'])).toBe(false);
    expect(isAsShown(['a', 'b'], ['a'])).toBe(false);
    expect(isAsShown([], ['a'])).toBe(false);
    expect(isAsShown(['…'], ['a', 'b'])).toBe(true);
    expect(isAsShown(['a', '  …', 'c'], ['a', 'b', 'c'])).toBe(true);
    expect(isAsShown(['a', '…', 'c', '…', 'e'], ['a', 'b', 'c', 'd', 'e'])).toBe(true);
    expect(isAsShown(['a', '…', 'x', '…', 'e'], ['a', 'b', 'c', 'd', 'e'])).toBe(false);
    expect(isAsShown(['a', '…', 'a'], ['a'])).toBe(false);
  });

  it('gets what is printed now, and keeps what is left out and what is still so', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-page-'));
    try {
      const printed = runSteps(steps, folder, process.env.PATH ?? '');
      expect(renewedPage(page, printed)).toBe(page);
      const stale = page.replace('one\n\n$', 'two\n\n$').replace('\n1\n…\n4\n', '\n0\n…\n5\n');
      const old = stepsOf(stale);
      expect(renewedPage(stale, runSteps(old, join(folder, 'shop'), process.env.PATH ?? ''))).toBe(page);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
