import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { Assumed } from '../contracts/assumed.ts';
import { plainAssumed } from '../contracts/testing/plain-assumed.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { markdownReport } from './markdown-report.ts';

function report(text: string, more: Partial<Assumed> = {}): string {
  const workspace = openAlone(text);
  const assumed: Assumed = {
    ...plainAssumed,
    unsetVariables: workspace.topology.unsetVariables,
    ...more,
  };
  return [...markdownReport(workspace, analyze(workspace, defaultReachOptions), assumed)].join('');
}

describe('the Markdown report', () => {
  it('says what is known to go wrong with the Engine, and which families are stated separately', () => {
    const text = report('services: {}\n', {
      advisories: [{ id: 'CVE-0', effect: 'a reload opens', releases: 'up to 1.2' }],
      addressFamilies: ['ipv4', 'ipv6'],
    });
    expect(text).toContain('- known fault of it: CVE-0, up to 1.2: a reload opens\n');
    expect(text).toContain('- addresses: IPv4 and IPv6\n');
  });

  it('tells services, networks, the matrix by classes, findings and assumptions', () => {
    const text = `services:
  web:
    image: nginx:1.27
    networks: [front]
    ports: ["127.0.0.1:8080:80"]
  api-1: { image: example/api:1, networks: [front, back] }
  api-2: { image: example/api:1, networks: [front, back] }
  db: { image: postgres:17, networks: [back] }
networks:
  front:
  back: { internal: true }
`;
    expect(report(text).split('\n')).toEqual([
      '# Networks of `shop`',
      '',
      '## Services',
      '',
      '| service | isolation | networks | way out | from outside | published |',
      '| --- | --- | --- | --- | --- | --- |',
      '| `web` | bridged | `front` | yes | no | `127.0.0.1:8080 → 80` (host) |',
      '| `api-1` | bridged | `back`, `front` | yes | no | – |',
      '| `api-2` | bridged | `back`, `front` | yes | no | – |',
      '| `db` | internal | `back` | no | no | – |',
      '',
      '## Networks',
      '',
      '| network | kind | members |',
      '| --- | --- | --- |',
      '| `front` | open to the outside | `web`, `api-1`, `api-2` |',
      '| `back` | internal | `api-1`, `api-2`, `db` |',
      '',
      '## Who reaches whom',
      '',
      'Row reaches column. N: direct and by name. D: direct. H: through a published port. G: through a published port, at its own gateway alone. ?: unknown.',
      '',
      '|  | 1 | 2 | 3 |',
      '| --- | --- | --- | --- |',
      '| 1 `web` | – | N | . |',
      '| 2 `api-1`, `api-2` (2 alike) | N | N | N |',
      '| 3 `db` | . | N | – |',
      '',
      '## Findings',
      '',
      '- **info** CN207 internal-reachable-from-host: `network:back` (`compose.yaml:11`)',
      '- **info**, inferred CN508 root-user: `web` (`compose.yaml:3`)',
      '',
      '## Assumptions',
      '',
      '- files: `compose.yaml`',
      '- missing files: –',
      '- project name: `shop` (folder)',
      '- Docker Engine: `29`',
      '- active profiles: none in the files',
      '- variables without a value: –',
      '- outside: unknown: LAN or internet, whatever reaches the host',
      '- addresses: IPv4',
      '- in the files but not modelled: –',
      '',
      'Nothing was left out.',
      '',
    ]);
  });

  it('holds no value of environment, command or label, and says how many there are', () => {
    const text = `services:
  app:
    image: example/app:1
    command: serve --token hunter2
    environment: { DB_PASSWORD: hunter2, DB_HOST: hunter2.example }
    labels: { traefik.http.routers.app.rule: "Host(\`hunter2\`)" }
    networks: [front]
networks: { front: {} }
`;
    const written = report(text);
    expect(written).not.toContain('hunter2');
    expect(written).toContain('Left out of this report: 2 environment entries, 1 commands, 1 labels.\n');
  });

  it('takes no markup from names', () => {
    const text = 'services:\n  "<b>a|b</b>": { image: nginx, networks: ["`x`"] }\nnetworks: { "`x`": {} }\n';
    expect(report(text)).toContain('| `<b>a\\|b</b>` | bridged | `` `x` `` |');
  });

  it('shows control characters, and a bar behind a backslash ends no cell', () => {
    const text =
      'services:\n  "a\\e[31m\\n## b":\n    image: x\n    networks: ["x\\\\|y|z"]\nnetworks: { "x\\\\|y|z": {} }\n';
    const lines = report(text).split('\n');
    expect(lines).toContain('| `a\\u001b[31m\\n## b` | bridged | `x\\\\u007cy\\|z` | yes | no | – |');
  });
});
