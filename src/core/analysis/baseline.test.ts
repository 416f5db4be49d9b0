import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { analyze } from './analyze.ts';
import { applyBaseline, readBaseline, writeBaseline } from './baseline.ts';
import { defaultReachOptions } from './default-reach-options.ts';

const before = 'services:\n  app: {image: "example/app:1", ports: ["8080:80"]}\n';
const after = `${before}  db: {image: "postgres:16", ports: ["5432:5432"]}\n`;

function findingsOf(text: string) {
  return analyze(openAlone(text), defaultReachOptions).findings;
}

describe('a baseline', () => {
  it('suppresses what it knows and lets new findings count', () => {
    const known = readBaseline(writeBaseline(new Map([['', findingsOf(before)]])));
    const marked = applyBaseline(findingsOf(after), known?.get('') ?? new Set());
    expect(marked.filter(({ suppressed }) => suppressed?.by === 'baseline').map(({ rule }) => rule)).toEqual([
      'CN101',
      'CN509',
    ]);
    expect(marked.find(({ rule }) => rule === 'CN102')?.suppressed).toBeNull();
  });

  it('keeps projects apart by their folder', () => {
    const text = writeBaseline(
      new Map([
        ['a', findingsOf(before)],
        ['b', []],
      ]),
    );
    const known = readBaseline(text);
    expect([...(known?.keys() ?? [])]).toEqual(['a', 'b']);
    expect(known?.get('b')?.size).toBe(0);
    expect(known?.get('a')?.size).toBe(2);
  });

  it('holds rule and subjects for those who read it', () => {
    expect(writeBaseline(new Map([['', findingsOf(before).slice(0, 1)]]))).toMatch(
      /^\{"version":1,"findings":\[\n {2}\{"fingerprint":"[0-9a-f]{16}","rule":"CN101","subjects":\["app"\]\}\n\]\}\n$/,
    );
  });

  it.each(['', '[]', '{"version":1}', '{"projects":[{}]}', 'null'])('%j is none', (text) => {
    expect(readBaseline(text)).toBeNull();
  });
});
