import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { checkGitlab } from './check-gitlab.ts';
import { type PlacedFindings, placesIn } from './placed-findings.ts';

/** The documented fields of GitLab's Code Quality report; GitLab ignores all others. */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}(-\\d+)?$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'lines'],
        properties: {
          // From the root of the repository, without ./ before it.
          path: { type: 'string', pattern: '^(?!\\.{0,2}/)' },
          lines: {
            type: 'object',
            additionalProperties: false,
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
};
const isReport = new Ajv().compile(schema);

function placed(text: string, file = 'a/compose.yaml'): PlacedFindings {
  const workspace = openAlone(text, { file });
  return {
    findings: analyze(workspace, defaultReachOptions).findings,
    place: placesIn(workspace),
    profiles: [],
  };
}

const web = 'services:\n  web:\n    image: nginx:1.27\n    ports: ["8080:80"]\n    privileged: true\n';

describe('checkGitlab', () => {
  it('has the fields that GitLab documents, and no others', () => {
    const report = checkGitlab([placed(web)]);
    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
    expect(report.map(({ check_name, severity }) => `${severity} ${check_name.split(' ')[0]}`)).toEqual([
      'critical CN501',
      'major CN101',
      'info CN508',
    ]);
    expect(report[1]).toMatchObject({
      description: 'web publishes 8080 on every address of the host.',
      location: { path: 'a/compose.yaml', lines: { begin: 4 } },
    });
    expect(checkGitlab([])).toEqual([]);
  });

  it('keeps a fingerprint when lines move, and gives each file and each entry one of its own', () => {
    const prints = (groups: readonly PlacedFindings[]) =>
      checkGitlab(groups).map(({ fingerprint }) => fingerprint);
    const first = prints([placed(web)]);
    expect(prints([placed(`# more\n\n${web}`)])).toEqual(first);
    const all = prints([placed(web), placed(web, 'b/compose.yaml'), placed(web)]);
    expect(new Set(all).size).toBe(first.length * 3);
    expect(all.slice(0, first.length)).toEqual(first);
  });

  it('leaves out what does not count', () => {
    const quiet = 'services:\n  a:\n    image: example/a:1\n    profiles: [dev]\n    privileged: true\n';
    expect(checkGitlab([placed(quiet)])).toEqual([]);
    expect(
      checkGitlab([
        placed(web.replace('privileged: true', 'privileged: true # bulkhead-disable CN501 -- why')),
      ]).map(({ check_name }) => check_name),
    ).toEqual(['CN101 port-on-all-interfaces', 'CN508 root-user']);
  });
});
