import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyzeAlone } from '../rules/all-rules.ts';
import { applyFixes } from './apply-fixes.ts';

const safeOnes = ({ fixes }: Finding): readonly Fix[] => fixes.filter(({ safe }) => safe);
const firstOf =
  (rule: string) =>
  (finding: Finding): readonly Fix[] =>
    finding.rule === rule ? finding.fixes.slice(0, 1) : [];

function textAfter(text: string, choose: (finding: Finding) => readonly Fix[]) {
  const alone = analyzeAlone({ workspace: openAlone(text), reachOptions: defaultReachOptions });
  const { after, done, left } = applyFixes(alone, choose);
  return {
    text: after.host.stacks[0]?.workspace.input.texts.get('compose.yaml'),
    done: done.map(({ finding }) => finding.rule),
    left: left.map(({ finding, reason }) => `${finding.rule}: ${reason}`),
  };
}

describe('applyFixes', () => {
  it('makes the safe fixes, one after another', () => {
    expect(
      textAfter(
        `services:
  db:
    image: postgres:16
    networks: [back]
    ports: ["5432:5432"]
networks:
  back:
    internal: true
  old:
`,
        safeOnes,
      ),
    ).toEqual({
      text: `services:
  db:
    image: postgres:16
    networks: [back]
networks:
  back:
    internal: true
`,
      done: ['CN104', 'CN209'],
      left: [],
    });
  });

  it('leaves a fix out that would cut a need', () => {
    const text = `services:
  web:
    image: example/web:1
    networks: [hub]
    environment:
      API: http://api:80
  api:
    image: example/api:1
    networks: [hub]
    links: [web]
networks:
  hub:
`;
    const detach = (finding: Finding): readonly Fix[] =>
      finding.rule === 'CN409'
        ? [
            {
              title: 'a wrong one',
              safe: true,
              operations: [{ type: 'detach', service: 'web', network: 'hub', last: 'none' }],
            },
          ]
        : [];
    expect(textAfter(text, detach)).toEqual({
      text,
      done: [],
      left: ['CN409: it would cut the way from web to api, which web needs'],
    });
  });

  it('does not touch what is suppressed', () => {
    const text =
      'services:\n  a:\n    image: example/a:1\n    ports: ["8080:80"] # bulkhead-disable CN101 -- meant\n';
    expect(textAfter(text, firstOf('CN101')).text).toBe(text);
  });
});
