import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import { plainAssumed } from '../../contracts/testing/plain-assumed.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { checkJson } from './check-json.ts';

const assumed: Assumed = { ...plainAssumed, project: { name: null, from: 'unknown' } };

const text = `services:
  worker:
    image: example/worker:1
    networks: [front]
    cap_drop: [ALL]
    security_opt: [no-new-privileges]
  admin:
    image: example/admin:1
    cap_drop: [ALL]
    security_opt: [no-new-privileges]
    networks: [back]
    ports:
      - "192.168.1.5:8081:8081"
networks:
  front:
  back:
`;

describe('checkJson', () => {
  it('has the shape of the contract, version 1', () => {
    const document = openAlone(text, { file: 'compose.yaml' });
    const report = checkJson(document, analyze(document, defaultReachOptions), assumed);
    const [finding] = report.findings;
    expect({ ...report, findings: report.findings.length }).toEqual({
      version: 1,
      engine: defaultReachOptions.engine.text,
      assumed,
      findings: 1,
    });
    expect(finding).toEqual({
      rule: 'CN108',
      slug: 'publish-bypasses-isolation',
      severity: 'warning',
      certainty: 'certain',
      subjects: ['admin', 'worker'],
      message: expect.stringContaining('worker can reach the published port of admin'),
      why: expect.any(String),
      file: 'compose.yaml',
      line: 13,
      column: 9,
      path: [{ from: 'worker', to: 'admin', network: null, file: 'compose.yaml', line: 13 }],
      fixes: [{ title: 'Bind to 127.0.0.1', safe: false, operations: ['bind=admin:8081:127.0.0.1'] }],
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      suppressed: null,
      group: null,
      profiles: [],
    });
  });

  it('survives as JSON unchanged', () => {
    const document = openAlone(text);
    const report = checkJson(document, analyze(document, defaultReachOptions), assumed);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
