// Every terminal session of the README and the pages of docs, with the built command. `BULKHEAD_RENEW=1` writes into the pages what the calls
// print now, for a person to read.

import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
const withCalls = pages.filter((page) => readFileSync(page, 'utf8').includes('```console'));

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
    if (process.env.BULKHEAD_RENEW === '1') writeFileSync(page, renewedPage(text, printed));
    else
      for (const [step, lines] of printed)
        if (step.kind === 'call' && !isAsShown(step.shown, lines))
          expect(lines.join('\n'), `${page}:${step.line}: $ ${step.call}`).toBe(step.shown.join('\n'));
  });
});
