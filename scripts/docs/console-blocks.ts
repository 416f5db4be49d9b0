// What the pages show as a session of a terminal (```console), found, run and compared. `<!-- file: FOLDER/NAME -->` above a block of code says that
// the block is that file, `<!-- repository: PATH -->` that a folder of ours is there, as the first commit of a git repository; calls are made in the
// folder that was named last.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { git, initRepository } from '../../src/cli/testing/git.ts';

/** The line that stands for any number of lines. */
const leftOut = '…';

/** A step of a page: a file, a folder or a call. `line` counts from 1. */
export type Step =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'repository'; readonly path: string }
  | {
      readonly kind: 'call';
      readonly line: number;
      readonly call: string;
      readonly shown: readonly string[];
    };

/** Returns the files, folders and calls of a page. Throws when a file is named without a block after it. */
export function stepsOf(page: string): readonly Step[] {
  const lines = page.split('\n');
  const steps: Step[] = [];
  let named: string | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, what, path = ''] = /^<!-- (file|repository): (\S+) -->$/.exec(line) ?? [];
    if (what === 'repository') steps.push({ kind: 'repository', path });
    if (what === 'file') named = path;
    const [, language] = /^```(\S*)/.exec(line) ?? [];
    if (language === undefined) continue;
    const end = lines.indexOf('```', at + 1);
    const body = lines.slice(at + 1, end);
    if (language === 'console') steps.push(...callsOf(body, at + 2));
    else if (named !== null) steps.push({ kind: 'file', path: named, text: `${body.join('\n')}\n` });
    named = language === 'console' ? named : null;
    at = end;
  }
  if (named !== null) throw new Error(`no block follows <!-- file: ${named} -->`);
  return steps;
}

/**
 * Returns the calls of a block. A call begins with `$ ` and may continue after a backslash; its output follows. One empty line before the
 * next call is ignored.
 */
function callsOf(body: readonly string[], first: number): readonly Step[] {
  const calls: { kind: 'call'; line: number; call: string; shown: string[] }[] = [];
  body.forEach((text, index) => {
    const last = calls.at(-1);
    if (text.startsWith('$ '))
      calls.push({ kind: 'call', line: first + index, call: text.slice(2), shown: [] });
    else if (last === undefined) throw new Error(`line ${first + index}: a console block begins with '$ '`);
    else if (last.call.endsWith('\\') && last.shown.length === 0) last.call += `\n${text}`;
    else last.shown.push(text);
  });
  for (const { shown } of calls.slice(0, -1)) if (shown.at(-1) === '') shown.pop();
  return calls;
}

/**
 * Performs the steps of a page in the empty folder `top`. Returns the output of each call, with both streams in the order of a terminal.
 */
export function runSteps(
  steps: readonly Step[],
  top: string,
  path: string,
): ReadonlyMap<Step, readonly string[]> {
  const printed = new Map<Step, readonly string[]>();
  let folder = top;
  for (const step of steps) {
    if (step.kind === 'file') {
      folder = dirname(join(top, step.path));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(top, step.path), step.text);
    } else if (step.kind === 'repository') {
      folder = join(top, basename(step.path));
      cpSync(step.path, folder, { recursive: true });
      initRepository(folder);
      git(folder, 'add', '.');
      git(folder, 'commit', '-qm', 'one');
    } else {
      const env = { PATH: path, HOME: top, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME, LC_ALL: 'C.UTF-8' };
      const { stdout } = spawnSync('sh', ['-c', `{ ${step.call}\n} 2>&1`], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      printed.set(step, stdout === '' ? [] : stdout.replace(/\n$/, '').split('\n'));
    }
  }
  return printed;
}

/** True when `printed` matches the shown lines, in which `…` stands for any lines. */
export function isAsShown(shown: readonly string[], printed: readonly string[]): boolean {
  return placesOf(partsOf(shown), printed) !== null;
}

/** Returns the groups of shown lines between the omissions. */
function partsOf(shown: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of shown) {
    if (line.trim() === leftOut) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

/**
 * Returns where each group begins: the first at the top, the last at the end, the others as early as possible; null when one is missing.
 */
function placesOf(
  parts: readonly (readonly string[])[],
  printed: readonly string[],
): readonly number[] | null {
  const places: number[] = [];
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const standsAt = (at: number) => part.every((line, offset) => printed[at + offset] === line);
    const lastPlace = printed.length - part.length;
    const wanted = index === 0 ? 0 : index === parts.length - 1 ? lastPlace : null;
    let place = wanted ?? from;
    while (wanted === null && place <= lastPlace && !standsAt(place)) place++;
    if (place < from || place > lastPlace || !standsAt(place)) return null;
    places.push(place);
    from = place + part.length;
  }
  return parts.length > 1 || from === printed.length ? places : null;
}

/** Returns the lines to show now: as many as before at both ends of an omission, or all of them when the groups have no single place. */
function renewed(shown: readonly string[], printed: readonly string[]): readonly string[] {
  const parts = partsOf(shown);
  const [head = [], tail = []] = parts;
  if (parts.length !== 2 || head.length + tail.length >= printed.length) return printed;
  const mark = shown.find((line) => line.trim() === leftOut) ?? leftOut;
  return [...printed.slice(0, head.length), mark, ...printed.slice(printed.length - tail.length)];
}

/** Returns the page with outdated output replaced by the current output of its calls. */
export function renewedPage(page: string, printed: ReadonlyMap<Step, readonly string[]>): string {
  const lines = page.split('\n');
  for (const [step, now] of [...printed].reverse()) {
    if (step.kind !== 'call' || isAsShown(step.shown, now)) continue;
    const behindCall = step.line - 1 + step.call.split('\n').length;
    lines.splice(behindCall, step.shown.length, ...renewed(step.shown, now));
  }
  return lines.join('\n');
}
