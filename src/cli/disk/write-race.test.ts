// The built command against other programs: processes that write at the same time, and kills. Each round starts the command some
// fifteen times: a few rounds in CI and none in `npm test`, `BULKHEAD_WRITE_ROUNDS` as many as one likes.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtCommand } from '../../../scripts/built-command.ts';

const rounds = Number(process.env.BULKHEAD_WRITE_ROUNDS ?? (process.env.CI ? 3 : 0));
const patience = 30_000 + rounds * 20_000;
const shop = 'services:\n  web:\n    image: example/web:1\n';

let root = '';
let command = '';
let folder = '';
let file = '';
beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-race-')));
  command = join(await builtCommand(), 'bulkhead.js');
});
beforeEach(() => {
  folder = mkdtempSync(join(root, 'stack-'));
  file = join(folder, 'compose.yaml');
  writeFileSync(file, shop);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly err: string }>;
}

function edit(...operations: readonly string[]): Running {
  const child = spawn(process.execPath, [command, 'edit', '--write', 'compose.yaml', ...operations], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<{ code: number | null; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, err }));
  });
  return { child, ended };
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const content = () => readFileSync(file, 'utf8');
const left = () => readdirSync(folder).filter((name) => name !== 'compose.yaml');

describe('edit --write beside other programs', () => {
  const race = it.skipIf(rounds === 0);

  race(
    `two at once, ${rounds} times: whoever says done has its change in the file`,
    async () => {
      const codesByRound: string[] = [];
      for (let round = 0; round < rounds; round++) {
        writeFileSync(file, shop);
        const names = ['one', 'two', 'three'];
        const codes = await Promise.all(
          names.map(async (name) => (await edit(`env=web:${name}:1`).ended).code),
        );
        const text = content();
        names.forEach((name, index) => {
          expect([round, name, text.includes(`${name}:`)]).toEqual([round, name, codes[index] === 0]);
        });
        expect(codes.filter((code) => code === 0).length).toBeGreaterThan(0);
        expect(codes.every((code) => code === 0 || code === 2)).toBe(true);
        codesByRound.push(codes.join(' '));
      }
      expect(left()).toEqual([]);
      if (process.env.BULKHEAD_WRITE_ROUNDS)
        console.log(`race: exit codes of each round: ${codesByRound.join(', ')}`);
    },
    patience,
  );

  race(
    `a line appended at seven moments, ${rounds} times: is there afterwards`,
    async () => {
      const counts = new Map<string, number>();
      const began = performance.now();
      await edit('env=web:first:1').ended;
      const whole = performance.now() - began;
      for (let round = 0; round < rounds * 7; round++) {
        writeFileSync(file, shop);
        const running = edit('env=web:key:1');
        // From the first reading to after the end.
        await wait(whole * (0.55 + (round % 7) * 0.08 + (round / (rounds * 7)) * 0.08));
        appendFileSync(file, '# theirs\n');
        const { code, err } = await running.ended;
        expect([round, content().includes('# theirs')]).toEqual([round, true]);
        expect([round, content().includes('key:')]).toEqual([round, code === 0]);
        if (code !== 0) expect(err).toContain('changed by another program');
        counts.set(String(code), (counts.get(String(code)) ?? 0) + 1);
      }
      expect(left()).toEqual([]);
      if (process.env.BULKHEAD_WRITE_ROUNDS) console.log('appended: rounds by exit code', counts);
    },
    patience,
  );

  race(
    `killed at ${rounds * 2} moments: the file is whole, and the next write leaves nothing beside it`,
    async () => {
      let leftovers = 0;
      const began = performance.now();
      await edit('env=web:first:1').ended;
      const whole = performance.now() - began;
      for (let round = 0; round < rounds * 2; round++) {
        writeFileSync(file, shop);
        const running = edit('env=web:key:1');
        await wait(whole * (0.6 + 0.4 * ((round + 0.5) / (rounds * 2))));
        running.child.kill(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
        await running.ended;
        if (round % 2 === 1) expect(left()).toEqual([]);
        leftovers += left().length;
        const there = content();
        expect(there === shop || /^ {6}key: "?1"?$/m.test(there)).toBe(true);
        expect((await edit('env=web:next:1').ended).code).toBe(0);
        expect([round, left()]).toEqual([round, []]);
      }
      if (process.env.BULKHEAD_WRITE_ROUNDS)
        console.log(`killed: ${leftovers} files left by kills, 0 after the next write`);
    },
    patience,
  );

  it('keeps owner and mode, and refuses a file that is read-only', async () => {
    const root = process.getuid?.() === 0;
    if (root) chownSync(file, 1234, 2345);
    const { mode, uid, gid } = statSync(file);
    expect((await edit('env=web:key:1').ended).code).toBe(0);
    expect(statSync(file)).toMatchObject({ mode, uid, gid });
    chmodSync(file, 0o444);
    expect(await edit('env=web:more:1').ended).toMatchObject({
      code: 2,
      err: expect.stringContaining('compose.yaml:1:1: is read-only (mode 444)'),
    });
    expect(content()).not.toContain('more');
  });
});
