import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
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

  it('puts what other rules find of one cause under the gravest, whatever its severity', () => {
    const text = `services:
  web: {image: "example/web:1", ports: ["192.168.1.5:80:80"]}
  db: {image: "postgres:16"}
`;
    const { findings } = analyze(openAlone(text), { ...defaultReachOptions, rules: 'cis' });
    const rows = causesOf(findings).map(({ first, also }) =>
      [first, ...also].map(({ rule }) => rule).join(' '),
    );
    expect(rows).toEqual(['CN505 CN206']);
    expect(findings.map(({ rule, group }) => `${rule} ${group}`)).toEqual([
      'CN505 network:default',
      'CN206 network:default',
    ]);
  });

  it('leaves out of a cause what is suppressed, and what is on another network', () => {
    const text = `services:
  web: {image: "example/web:1", ports: ["192.168.1.5:80:80"], networks: [front, back], depends_on: [cache]}
  api: {image: "example/api:1", networks: [back, data]}
  db: {image: "postgres:16", networks: [data]} # bulkhead-disable CN206 -- later
  cache: {image: "redis:7", networks: [back]}
networks: {front: {}, back: {}, data: {}}
`;
    const { findings } = analyze(openAlone(text), { ...defaultReachOptions, rules: 'cis' });
    const rows = causesOf(findings).map(({ first, also }) =>
      [first, ...also].map(({ rule }) => rule).join(' '),
    );
    expect(rows).toContain('CN505 CN206');
    expect(rows).toContain('CN206');
  });

  it('takes no name for a part of another', () => {
    const text = services(['"8080:80"', '"8081:80"', '"8082:80"']).replaceAll('s1', 's0-b');
    expect(causes(text)).toEqual(['s0 s0-b s2']);
  });
});
