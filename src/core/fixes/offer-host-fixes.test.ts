import { expect, it } from 'vitest';
import { makeFinding } from '../findings/make-finding.ts';
import { internalError } from '../findings/run-rules.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeHost } from '../rules/all-rules.ts';
import { hostFindingsWithFixes } from './offer-host-fixes.ts';

const options = optionsFor('29');

it('offers the fixes that pass, and no others, in the order of the findings', () => {
  const store = 'services:\n  db: { image: "postgres:16", networks: [data] }\nnetworks: { data: }\n';
  const client =
    'services:\n  web: { image: example/web:1, networks: [data], ports: ["8080:80"] }\nnetworks: { data: { external: true, name: store_data } }\n';
  const analysis = analyzeHost(
    hostOf({ 'store/compose.yaml': store, 'a/compose.yaml': client, 'b/compose.yaml': client }),
    { options },
  );
  const findings = hostFindingsWithFixes(analysis);
  expect(findings.map(({ stack, rule }) => [stack, rule])).toEqual(
    analysis.findings.map(({ stack, rule }) => [stack, rule]),
  );
  const offered = (rule: string) =>
    findings
      .filter((finding) => finding.rule === rule)
      .flatMap((finding) => finding.fixes.map(({ title }) => title));
  // External everywhere, the data would be on a network that nobody's file speaks of.
  expect(analysis.findings.find((finding) => finding.rule === 'CN810')?.fixes).toHaveLength(1);
  expect(offered('CN810')).toEqual([]);
  expect(offered('CN802')).toEqual(['Publish b/web on 8081']);
});

it('offers the fixes of a large host as its rules make them', () => {
  const files: Record<string, string> = {};
  for (let stack = 0; stack < 52; stack++) {
    files[`s${stack}/compose.yaml`] =
      'services:\n  web: { image: example/web:1, ports: ["8080:80"] }\n  job: { image: example/job:1 }\n';
  }
  const analysis = analyzeHost(hostOf(files), { options });
  const ports = hostFindingsWithFixes(analysis).filter((finding) => finding.rule === 'CN802');
  expect(ports.map(({ fixes }) => fixes.map(({ edits = [] }) => edits.length))).toEqual([[51]]);
});

it('keeps what is said of the host itself, such as a rule that failed inside', () => {
  const analysis = analyzeHost(hostOf({ 'a/compose.yaml': 'services:\n  web: { image: example/web:1 }\n' }), {
    options,
  });
  const [topology, report] = [
    analysis.joined.topology,
    { stack: null, subjects: [], at: [], evidence: ['CN8'] },
  ];
  const failed = makeFinding(internalError, { ...report, message: 'It failed.' }, topology);
  expect(hostFindingsWithFixes({ ...analysis, findings: [failed, ...analysis.findings] })).toContainEqual(
    failed,
  );
});
