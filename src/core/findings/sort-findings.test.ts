import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { Path } from '../yaml/tree.ts';
import type { Finding, Severity } from './finding.ts';
import { sortFindings } from './sort-findings.ts';

const workspace = openAlone(`networks:
  back:
services:
  b:
    ports: ["80:80", "81:81"]
    image: example/b:1
  a:
    image: example/a:1
x-bulkhead:
  version: 1
`);

function finding(severity: Severity, rule: string, at: Path): Finding {
  const empty = {
    subjects: [],
    message: '',
    why: '',
    path: [],
    fixes: [],
    evidence: [],
    parts: [],
    profiles: [],
  };
  return { rule, slug: '', severity, certainty: 'certain', at, group: null, suppressed: null, ...empty };
}

function order(...findings: readonly Finding[]): readonly string[] {
  return sortFindings(workspace, findings).map(({ rule, at }) => `${rule} ${at.join('.')}`.trim());
}

describe('sortFindings', () => {
  it('lists by severity, then by rule', () => {
    expect(
      order(
        finding('info', 'CN101', []),
        finding('warning', 'CN202', []),
        finding('error', 'CN601', []),
        finding('warning', 'CN105', []),
      ),
    ).toEqual(['CN601', 'CN105', 'CN202', 'CN101']);
  });

  it('lists one rule in the order of the file, not of names', () => {
    const places: readonly Path[] = [
      ['x-bulkhead', 'version'],
      ['services', 'a', 'image'],
      ['services', 'b', 'image'],
      ['services', 'b', 'ports', 1],
      ['services', 'b', 'ports', 0],
      ['services', 'b', 'ports'],
      ['services', 'b'],
      ['services'],
      ['networks', 'back'],
      [],
    ];
    expect(order(...places.map((at) => finding('info', 'CN1', at)))).toEqual([
      'CN1',
      'CN1 networks.back',
      'CN1 services',
      'CN1 services.b',
      'CN1 services.b.ports',
      'CN1 services.b.ports.0',
      'CN1 services.b.ports.1',
      'CN1 services.b.image',
      'CN1 services.a.image',
      'CN1 x-bulkhead.version',
    ]);
  });
});
