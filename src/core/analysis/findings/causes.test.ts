import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { analyze } from '../analyze.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import { causesOf } from './causes.ts';

function causes(text: string): readonly string[] {
  const { findings } = analyze(openAlone(text), defaultReachOptions);
  return causesOf(findings)
    .filter(({ first }) => first.rule === 'CN101')
    .map(({ first, others }) => [first, ...others].map(({ subjects }) => subjects[0]).join(' '));
}

const services = (ports: readonly string[]) =>
  `services:\n${ports.map((port, at) => `  s${at}:\n    image: example/s${at}:1\n    ports: [${port}]\n`).join('')}`;

describe('causesOf', () => {
  it('puts services together of which a rule says the same', () => {
    const random = Array.from({ length: 17 }, (_, at) => `"${9000 + at}"`);
    expect(causes(services(random))).toHaveLength(1);
  });

  it('whatever the numbers, and however many', () => {
    expect(
      causes(services(['"8080:80"', '"8081:80", "8082:81"', '"8083:80", "8084:81", "8085:82"'])),
    ).toEqual(['s0 s1 s2']);
  });

  it('leaves two of a kind, and others, as they are', () => {
    expect(causes(services(['"8080:80"', '"8081:80"', '"9000"']))).toEqual(['s0', 's1', 's2']);
  });

  it('takes no name for a part of another', () => {
    const text = services(['"8080:80"', '"8081:80"', '"8082:80"']).replaceAll('s1', 's0-b');
    expect(causes(text)).toEqual(['s0 s0-b s2']);
  });
});
