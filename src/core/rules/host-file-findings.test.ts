import { describe, expect, it } from 'vitest';
import type { Finding } from '../findings/finding.ts';
import { editsOf, hostFixObjection } from '../fixes/offer-host-fixes.ts';
import { planOnHost } from '../host/plan-on-host.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { readingNoFiles } from '../ways-in/testing/read-facts.ts';
import { analyzeHost } from './all-rules.ts';
import type { HostAnalysis } from './analyze-host.ts';

const options = optionsFor('29');

const stacks = {
  'traefik/compose.yaml': `services:
  traefik: { image: "traefik:3", command: [--providers.docker, --providers.docker.exposedbydefault=false, --providers.docker.network=proxy, "--entrypoints.web.address=:443"], networks: [proxy], ports: ["443:443"] }
networks: { proxy: { name: proxy } }
`,
  'immich/compose.yaml': `services:
  server:
    image: example/immich:1
    networks: [default, proxy]
    labels: ["traefik.enable=true", "traefik.http.routers.i.rule=Host(\`i.example\`)", "traefik.http.services.i.loadbalancer.server.port=2283"]
  db: { image: "postgres:16" }
  debug: { image: example/debug, profiles: [dev] }
networks: { proxy: { external: true } }
`,
  'paperless/compose.yaml': `services:
  web: { image: example/paperless:1, networks: [default, proxy] }
  db: { image: "postgres:16" }
networks: { proxy: { external: true } }
`,
  'vault/compose.yaml': `services:
  vault: { image: example/vault:1, ports: ["127.0.0.1:8200:8200"] }
`,
};

function analysisOf(intents: readonly string[], more: Record<string, string> = {}): HostAnalysis {
  const file = `version: 1\nintents:\n${intents.map((intent) => `  - ${intent}\n`).join('')}`;
  return analyzeHost(
    { ...hostOf({ ...stacks, ...more, 'bulkhead.yaml': file }), beside: readingNoFiles },
    { options },
  );
}

function ownFindings(intents: readonly string[]): readonly Finding[] {
  return analysisOf(intents).findings.filter(({ place }) => place !== undefined);
}

function said(intents: readonly string[]): readonly string[] {
  return ownFindings(intents).map(
    ({ place, rule, severity, message }) => `${place?.line}:${place?.column} ${rule} ${severity} ${message}`,
  );
}

describe('intents across stacks', () => {
  it.each([
    'never: vault/vault -> immich/db',
    'never: paperless/* -> immich/db',
    'must: traefik/traefik -> immich/server',
    'never: outside -> immich/db',
    'apart: [immich, vault]',
    'apart: [traefik, vault]',
    'exposed: [traefik/traefik:443, immich/*]',
    'never: immich/debug -> immich/db',
    'must: tier:edge -> immich/server',
    'never: network:immich_default -> paperless/db',
  ])('%s holds', (intent) => {
    expect(said([intent])).toEqual([]);
  });

  it('are reported with their line in bulkhead.yaml, and the path that breaks them', () => {
    const [found] = ownFindings(['never: vault/vault -> immich/db', 'never: paperless/* -> immich/*']);
    expect(found).toMatchObject({
      stack: null,
      place: { file: 'bulkhead.yaml', line: 4, column: 5 },
      rule: 'CN701',
      severity: 'error',
      subjects: ['paperless/web', 'immich/server'],
      at: ['intents', 1, 'never'],
      message:
        "'never: paperless/* -> immich/*' does not hold: paperless/web reaches immich/server: paperless/web and immich/server are both on proxy.",
      path: [
        {
          from: 'paperless/web',
          to: 'immich/server',
          network: 'proxy',
          at: ['services', 'immich/server', 'networks', 1],
        },
      ],
    });
  });

  it('apart: a shared network joins two stacks, a published port and a route do not', () => {
    expect(said(['apart: [immich, paperless]'])).toEqual([
      "3:5 CN701 error 'apart: [immich, paperless]' does not hold: immich/server reaches paperless/web: immich/server and paperless/web are both on proxy.",
    ]);
    // Traefik's way to what asks it for a route is meant; the way back past its ports is not.
    expect(said(['apart: [traefik, immich]'])).toEqual([
      "3:5 CN701 error 'apart: [traefik, immich]' does not hold: immich/server reaches traefik/traefik: immich/server and traefik/traefik are both on proxy.",
    ]);
  });

  it('apart: cannot be decided of a container outside the files', () => {
    const lost = {
      'spy/compose.yaml': 'services: { spy: { image: p, network_mode: "container:elsewhere" } }\n',
    };
    const found = analysisOf(['apart: [spy, vault]'], lost).findings.filter(({ place }) => place);
    expect(found.map((finding) => [finding.rule, finding.severity])).toEqual([['CN701', 'warning']]);
  });

  it.each([
    [
      'never: immich/web -> immich/db',
      "3:5 CN902 warning 'never: immich/web -> immich/db' names 'immich/web', which is no STACK/SERVICE, STACK/*, network by its name in Docker, or tier (edge, app, data) here.",
    ],
    [
      'never: nobody/* -> immich/db',
      "3:5 CN902 warning 'never: nobody/* -> immich/db' names 'nobody/*', which is no STACK/SERVICE, STACK/*, network by its name in Docker, or tier (edge, app, data) here.",
    ],
    [
      'apart: [immich, nobody]',
      "3:5 CN902 warning 'apart: [immich, nobody]' names 'nobody', which is no stack here. There are traefik, immich, paperless, vault.",
    ],
    [
      'apart: immich',
      "3:5 CN902 warning 'apart: [immich]' is not of the form of an intent. Write `apart: [immich, paperless]`: two stacks.",
    ],
    [
      'apart: [immich, immich]',
      "3:5 CN902 warning 'apart: [immich, immich]' names one stack twice. Write `apart: [immich, paperless]`: two stacks.",
    ],
    [
      'always: immich/db',
      "3:5 CN902 warning Unknown intent 'always'. The intents are never, must, no-way-out, no-lan, only-internet, no-host, out-only-through, only-names, sealed, exposed, guarded, only, apart.",
    ],
  ])('%s is reported', (intent, message) => {
    expect(said([intent])).toEqual([message]);
  });

  it('must: the fix joins a network of the other stack, as an external one', () => {
    const before = analysisOf(['must: vault/vault -> paperless/db']);
    const [found] = before.findings.filter(({ place }) => place);
    const [fix] = found?.fixes ?? [];
    if (!found || !fix) throw new Error('no fix');
    expect(fix.title).toBe('Attach vault/vault to paperless_default; paperless must be up first');
    expect(fix.edits).toEqual([
      {
        stack: 'vault',
        operations: [
          { type: 'add-network', network: 'paperless_default', internal: false },
          { type: 'external', network: 'paperless_default', external: true },
          { type: 'attach', service: 'vault', network: 'paperless_default' },
        ],
      },
    ]);
    const planned = planOnHost(before.host, editsOf(found, fix));
    if (!planned.ok) throw new Error(planned.error.message);
    expect(analyzeHost(planned.value, { options }).findings.filter(({ place }) => place)).toEqual([]);
  });

  it('out-only-through: the fix gives two services of different stacks a network of their own', () => {
    const agent = { 'agent/compose.yaml': 'services: { agent: { image: example/agent:1 } }\n' };
    const before = analysisOf(['out-only-through: agent/agent -> vault/vault'], agent);
    const [found] = before.findings.filter(({ place }) => place);
    const [fix] = found?.fixes ?? [];
    if (!found || !fix) throw new Error('no fix');
    expect(fix.edits?.map(({ stack }) => stack)).toEqual(['vault', 'agent']);
    const planned = planOnHost(before.host, editsOf(found, fix));
    if (!planned.ok) throw new Error(planned.error.message);
    const after = analyzeHost(planned.value, { options });
    expect(after.reach.direct('agent/agent', 'vault/vault')).toBe(true);
    expect(after.reach.facts.get('agent/agent')?.egress).toBe(false);
    expect(after.findings.filter(({ place }) => place)).toEqual([]);
  });

  it('exposed: the fix closes what is not listed, in the stack that publishes it', () => {
    const [found] = ownFindings(['exposed: [immich/*]']);
    expect(found?.fixes.map(({ title, edits }) => [title, edits])).toEqual([
      [
        'Bind to 127.0.0.1',
        [
          {
            stack: 'traefik',
            operations: [
              {
                type: 'bind',
                service: 'traefik',
                hostPort: '443',
                containerPort: '443',
                hostIp: '127.0.0.1',
              },
            ],
          },
        ],
      ],
    ]);
  });

  it('a fix that would cut a need across stacks is objected to', () => {
    const before = analysisOf(['sealed: traefik/traefik']);
    const [found] = before.findings.filter(({ place }) => place);
    const [fix] = found?.fixes ?? [];
    if (!found || !fix) throw new Error('no fix');
    expect(hostFixObjection(before, found, fix)).toBe(
      'it would cut the way from traefik/traefik to immich/server, which traefik/traefik needs',
    );
  });
});
