import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compiledCode } from './compiled-code.ts';

let folder = '';
let cache = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-compiled-'));
  cache = join(folder, 'cache', 'check');
  write(
    'a.js',
    'const b = require("./b.js"); exports.sum = () => b.two() + require("node:path").sep.length;',
  );
  write('b.js', 'exports.two = () => 2;');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** Loads the files in a process of its own. Returns their exports as far as they load, and whether anything new was cached. */
function call(name = './a.js', at: string | null = cache): readonly [unknown, boolean] {
  const { load, save } = compiledCode(folder, at);
  const { sum, two } = load(name) as Record<string, (() => number) | undefined>;
  return [(sum ?? two)?.(), save()];
}

test('what ran is remembered once, for the user alone', () => {
  expect(call()).toEqual([3, true]);
  expect(statSync(cache).mode & 0o777).toBe(0o600);
  expect(call()).toEqual([3, false]);
});

test('what later calls compile is remembered at the second, the fourth and the eighth call', () => {
  const functions = Array.from({ length: 20 }, (_, at) => {
    return `exports.f${at} = () => { let all = 0; for (const n of [${at}, 1, 2]) all += n; return all; };`;
  });
  write('many.js', functions.join('\n'));
  const ran: boolean[] = [];
  for (let at = 0; at < 9; at++) {
    const { load, save } = compiledCode(folder, cache);
    const many = load('./many.js') as Record<string, () => number>;
    for (const one of [0, 1]) expect(many[`f${at * 2 + one}`]?.()).toBe(at * 2 + one + 3);
    ran.push(save());
  }
  expect(ran).toEqual([true, true, false, true, false, false, false, true, false]);
});

test('a text beyond ASCII is the same text', () => {
  write('c.js', 'exports.two = () => "é → 🦀";');
  expect(call('./c.js')).toEqual(['é → 🦀', true]);
  expect(call('./c.js')).toEqual(['é → 🦀', false]);
});

test('a file that changed is compiled anew, and the others stay remembered', () => {
  call();
  write('b.js', 'exports.two = () => 7;');
  expect(call()).toEqual([8, true]);
  expect(call()).toEqual([8, false]);
});

test('what another call of the same command loads stays remembered, as long as it is there', () => {
  write('c.js', 'exports.two = () => 5;');
  call('./c.js');
  call();
  expect(call('./c.js')).toEqual([5, false]);
  rmSync(join(folder, 'c.js'));
  write('b.js', 'exports.two = () => 7;');
  call();
  expect(readFileSync(cache, 'latin1')).not.toContain('c.js');
});

test('what was cut off, or may be of somebody else, is not taken', () => {
  call();
  const whole = readFileSync(cache);
  for (const bad of [whole.subarray(0, 10), whole.subarray(0, -5), Buffer.alloc(0)]) {
    writeFileSync(cache, bad);
    expect(call()).toEqual([3, true]);
  }
  chmodSync(cache, 0o666);
  expect(call()).toEqual([3, true]);
});

test('what nobody wrote for months goes when something is written', () => {
  call();
  const older = join(folder, 'cache', 'check-of-an-older-version');
  writeFileSync(older, '');
  utimesSync(older, 0, 0);
  write('b.js', 'exports.two = () => 7;');
  call();
  expect(readdirSync(join(folder, 'cache'))).toEqual(['check']);
});

test('where nothing can be or is to be remembered, all works the same', () => {
  expect(call('./a.js', null)).toEqual([3, false]);
  expect(call('./a.js', join(folder, 'a.js', 'check'))).toEqual([3, false]);
});
