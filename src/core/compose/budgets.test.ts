// What no file may cost: each of these took minutes, all memory or the whole host before. Ranges, nesting, merge keys and values of
// variables are bounded, and what is beyond is named with its place.

import { describe, expect, it } from 'vitest';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseDotEnv } from './environment/dot-env.ts';
import { openDocument } from './open-document.ts';
import { interpolate, maxGrowth, variableMentions } from './project/values/interpolate.ts';
import { plainNumber } from './project/values/plain-number.ts';

const ofText = (text: string, environment?: ReadonlyMap<string, string>) =>
  openDocument(text, environment === undefined ? {} : { environment });

describe('budgets', () => {
  it('a hundred services with every port are a hundred ranges', () => {
    const services = Array.from({ length: 100 }, (_, i) => `  s${i}: {image: a, ports: ["1-65535"]}\n`);
    const { topology } = ofText(`services:\n${services.join('')}`);
    const { facts } = computeReach(topology, defaultReachOptions);
    expect([...facts.values()].map(({ published }) => published.length)).toEqual(services.map(() => 1));
  });

  it.each([
    ['[', `services: {a: {x-a: ${'['.repeat(1_000_000)}`],
    ['{', `services: {a: {x-a: ${'{'.repeat(1_000_000)}`],
    ['-', `services:\n  a:\n    x-a:\n      ${'- '.repeat(200_000)}\n`],
    ['?', `services:\n  a:\n    x-a:\n      ${'? '.repeat(200_000)}\n`],
  ])('a million %s are refused where they get too deep', (_, text) => {
    expect(ofText(text).problems.map(({ code, kind }) => [code, kind])).toEqual([
      ['nested-too-deep', 'unreadable'],
    ]);
  });

  it('mappings that merge each other have a common limit', () => {
    const keys = Array.from({ length: 5000 }, (_, i) => `k${i}: 1`).join(', ');
    const more = Array.from({ length: 300 }, (_, i) => `x-b${i}: {<<: *all, own: 1}\n`).join('');
    const { problems } = ofText(`x-a: &all {${keys}}\n${more}services: {a: {image: a}}\n`);
    expect(problems[0]).toMatchObject({ code: 'merge-too-large', kind: 'unreadable' });
  });

  it('values of variables that double each other end with the line that is too long', () => {
    const lines = ['A0=xxxxxxxxxx', ...Array.from({ length: 59 }, (_, i) => `A${i + 1}=\${A${i}}\${A${i}}`)];
    expect(parseDotEnv(lines.join('\n'), new Map())).toMatchObject({
      ok: false,
      error: { line: 16, message: expect.stringContaining('262,144') },
    });
  });

  it('a value in a compose file has the same limit, and the file that repeats a value one of its own', () => {
    const big = new Map([['BIG', 'x'.repeat(100_000)]]);
    expect(interpolate('$BIG$BIG$BIG', big)).toMatchObject({ text: '$BIG$BIG$BIG', code: 'value-too-long' });
    expect(interpolate('$BIG$BIG', big).text).toHaveLength(200_000);
    expect(maxGrowth).toBeGreaterThan(131_072);
    const [problem] = ofText('services: {a: {image: "$BIG$BIG$BIG"}}\n', big).problems;
    expect(problem).toMatchObject({ kind: 'unreadable', path: ['services', 'a', 'image'] });
    const many = Array.from({ length: 1000 }, (_, i) => `  s${i}: {image: "$BIG"}\n`).join('');
    expect(ofText(`services:\n${many}`, big).problems).toMatchObject([
      { code: 'too-large', kind: 'unreadable' },
    ]);
  });

  it('mentions within defaults of defaults are followed to a depth', () => {
    expect(variableMentions('${A:-'.repeat(50_000)).length).toBeLessThan(200_000);
    expect(variableMentions(`${'${A:-'.repeat(5000)}${'}'.repeat(5000)}`)).toHaveLength(101);
  });

  it('a number of a million digits is no whole number', () => {
    expect(plainNumber('9'.repeat(1_000_000))?.whole).toBe(false);
  });
});
