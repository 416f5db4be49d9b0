import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { parts, predicted, proofPage, withSummary } from '../proof/page.mjs';

const about = {
  date: '2026-11-29',
  commit: 'abc',
  seconds: 61,
  machine: { cpu: 'a processor', cores: 2, node: '20.19.0', load: 0.3 },
};
const line = {
  on: 'Docker Engine 26.1.5',
  what: 'who reaches whom, IPv4',
  cases: { count: 11, of: 'topologies' },
  equal: 12_345,
  different: 0,
  unknown: 3,
  seed: 7,
};

describe('the page of the proof', () => {
  it('has a row for each thing that was measured, its date, seed and the command that repeats it', () => {
    const engine = {
      ...about,
      command: 'npm run test:engine -- --seed 7',
      passed: 40,
      failed: 0,
      lines: [line],
    };
    const page = proofPage({ version: 1, parts: { engine } });
    expect(page).toContain(
      '| Docker Engine 26.1.5 | who reaches whom, IPv4 | 11 topologies | 12,345 | 0 | 3 |\n',
    );
    expect(page).toContain('Seed 7. 40 tests passed, 0 failed.\n');
    expect(page).toContain(
      'Run on 2026-11-29 at abc, 61 seconds, on 2 cores (a processor), Node 20.19.0, load 0.3:',
    );
    expect(page).toContain('```sh\nnpm run test:engine -- --seed 7\n```');
  });

  it('says of each part that was not run, and of what could not be measured, that it was not', () => {
    const podman = { ...line, on: 'Podman', equal: 0, skipped: 'no podman here' };
    const engine = { ...about, command: 'x', passed: 1, failed: 0, lines: [podman] };
    const waysIn = { ...about, command: 'y', skipped: 'there are none.' };
    const page = proofPage({ version: 1, parts: { engine, 'ways-in': waysIn } });
    expect(page).toContain('- Podman, who reaches whom, IPv4: not measured, no podman here.\n');
    expect(page).not.toContain('| Podman |');
    expect(page).toContain('Not run: there are none.\n');
    expect(page.split('Not run yet.')).toHaveLength(Object.keys(parts).length - 1);
  });

  it('keeps what differs in sight', () => {
    const engine = { ...about, command: 'x', passed: 1, failed: 1, lines: [{ ...line, different: 2 }] };
    expect(proofPage({ version: 1, parts: { engine } })).toContain('| 12,345 | 2 | 3 |\n');
  });

  it('sets times beside each other', () => {
    const rows = [
      { tool: 'bulkhead check', median: 200, ratio: 1, failed: 0 },
      { tool: 'dclint', median: 500, ratio: 2.5, failed: 4 },
    ];
    const version = { command: 40, node: 38, rounds: 7, ratio: 1.05 };
    const page = proofPage({
      version: 1,
      parts: { times: { ...about, command: 'z', files: 30, from: 'a/b 1234', rows, version } },
    });
    expect(page).toContain('| dclint | 30 files | 500 | 2.50 | 4 |\n');
    expect(page).toContain('The files are spread over a/b 1234.\n');
    expect(page).toContain('takes 1.05 × bare Node (40 and 38 ms, medians of 7).\n');
  });
});

it('names the Engine that page and command predict, as README does', () => {
  expect(predicted).toBe(defaultReachOptions.engine.text);
  for (const file of ['README.md', 'docs/proof.md'])
    expect(readFileSync(file, 'utf8')).toContain(`predict Docker Engine ${predicted} unless`);
});

describe('the table of README', () => {
  it('sums what was measured on each program', () => {
    const engine = {
      ...about,
      command: 'x',
      passed: 2,
      failed: 0,
      lines: [line, { ...line, what: 'names' }],
    };
    const podman = { ...line, on: 'Podman', skipped: 'no podman here' };
    const readme = 'before\n<!-- proof: begin -->\nold\n<!-- proof: end -->\nafter\n';
    const page = withSummary(readme, { parts: { engine, firewall: { ...engine, lines: [podman] } } });
    expect(page).toContain('| measured on | equal | different | unknown |\n| --- | --: | --: | --: |\n');
    expect(page).toContain('| Docker Engine 26.1.5 | 24,690 | 0 | 6 |\n');
    expect(page).not.toMatch(/Podman|old/);
    expect(withSummary(page, { parts: {} })).not.toContain('24,690');
    expect(page.startsWith('before\n')).toBe(true);
    expect(page.endsWith('<!-- proof: end -->\nafter\n')).toBe(true);
  });

  it('is that of docs/proof.json', () => {
    const readme = readFileSync('README.md', 'utf8');
    const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}:?|-+:/g, '-');
    expect(plain(withSummary(readme, JSON.parse(readFileSync('docs/proof.json', 'utf8'))))).toBe(
      plain(readme),
    );
  });
});
