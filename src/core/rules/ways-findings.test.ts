import { describe, expect, it } from 'vitest';
import { hostFindingsWithFixes } from '../fixes/offer-host-fixes.ts';
import { planOnHost } from '../host/plan-on-host.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { filesOf } from '../ways-in/files/literal-files.ts';
import { readWays } from '../ways-in/ways/read-ways.ts';
import { makeWaysReader } from '../ways-in/ways/ways-reader.ts';
import { analyzeHost } from './all-rules.ts';
import type { HostAnalysis } from './analyze-host.ts';
import { examplesOf, raisedBy } from './examples.ts';
import { rules } from './registry.ts';

const proxy = `services:
  traefik:
    image: traefik:v3.7
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
    networks: [proxy]
networks: { proxy: { name: proxy } }
`;
const auth = `services:
  authelia:
    image: authelia/authelia
    networks: [proxy]
    labels:
      - traefik.enable=true
      - traefik.http.middlewares.login.forwardauth.address=http://authelia:9091/
networks: { proxy: { external: true } }
`;
const photos = (more = '', labels = '') => `services:
  photos:
    image: example/photos
${more}    networks: [proxy]
    labels:
      - traefik.enable=true
      - traefik.http.routers.photos.rule=Host(\`photos.example.org\`)
      - traefik.http.routers.photos.middlewares=login
      - traefik.http.services.photos.loadbalancer.server.port=2342
${labels}networks: { proxy: { external: true } }
`;

function analysisOf(files: Readonly<Record<string, string>>): HostAnalysis {
  const beside = makeWaysReader(readWays, filesOf(files));
  return analyzeHost({ ...hostOf(files), beside }, { options: optionsFor('29') });
}

const host = (file: string, more: Readonly<Record<string, string>> = {}) =>
  analysisOf({
    'proxy/compose.yaml': proxy,
    'auth/compose.yaml': auth,
    'photos/compose.yaml': file,
    ...more,
  });

const found = ({ findings }: HostAnalysis, rule: string) =>
  findings
    .filter((finding) => finding.rule === rule)
    .map(({ stack, severity, at, message }) => `${stack} ${at.join('.')} ${severity}: ${message}`);

describe('ways in over all stacks of a host', () => {
  it('a port that was left over leads round a login of another stack, and a fix of its own stack closes it', () => {
    const analysis = host(photos('    ports: ["8081:2342"]\n'));
    expect(found(analysis, 'CN121')).toEqual([
      'photos services.photos.ports.0 error: photos/photos asks for a login at photos.example.org (auth/authelia), but port 8081 of this machine leads to the same port without it.',
    ]);
    const [offered] = hostFindingsWithFixes(analysis).filter(({ rule }) => rule === 'CN121');
    expect(offered?.fixes.map(({ title, operations }) => [title, operations])).toEqual([
      [
        'Stop publishing the port',
        [{ type: 'unpublish', service: 'photos', hostPort: '8081', containerPort: '2342', protocol: 'tcp' }],
      ],
      [
        'Bind to 127.0.0.1',
        [
          {
            type: 'bind',
            service: 'photos',
            hostPort: '8081',
            containerPort: '2342',

            hostIp: '127.0.0.1',
          },
        ],
      ],
    ]);
    const [fix] = offered?.fixes ?? [];
    const planned = planOnHost(analysis.host, [{ stack: 'photos', operations: fix?.operations ?? [] }]);
    if (!planned.ok) throw new Error(planned.error.message);
    expect(found(analyzeHost(planned.value, { options: optionsFor('29') }, analysis), 'CN121')).toEqual([]);
  });

  it('neighbours on the network of the proxy are one finding, whoever they are', () => {
    const blog =
      'services: { blog: { image: example/blog, networks: [proxy] } }\nnetworks: { proxy: { external: true } }\n';
    expect(found(host(photos(), { 'blog/compose.yaml': blog }), 'CN121')).toEqual([
      'photos services.photos.networks warning: On proxy, blog/blog reaches photos/photos without the login of auth/authelia. Give the proxy a separate network with each of them.',
    ]);
    expect(found(host(photos()), 'CN121')).toEqual([]);
  });

  it('a comment in the file of a stack suppresses what stands there', () => {
    const analysis = host(photos('    ports: ["8081:2342"] # bulkhead-disable CN121 -- for the TV\n'));
    expect(analysis.findings.flatMap(({ rule, suppressed }) => (rule === 'CN121' ? suppressed : []))).toEqual(
      [{ by: 'inline', reason: 'for the TV' }],
    );
    expect(found(analysis, 'CN902')).toEqual([]);
  });

  it('a middleware of a stack that is not there, and a route without one', () => {
    const analysis = analysisOf({ 'proxy/compose.yaml': proxy, 'photos/compose.yaml': photos() });
    expect(found(analysis, 'CN124')).toEqual([
      'photos services.photos.labels.1 warning: proxy/traefik drops the router photos: the middleware login@docker does not exist. Its requests are answered by another router, or not at all. Define that middleware, or correct its name.',
    ]);
  });

  it('a middleware that another provider has is named in the label of its own stack; one whose text is a variable is left alone', () => {
    const file = 'http: { middlewares: { login: { basicAuth: { users: ["admin:x"] } } } }';
    const front = proxy
      .replace('=false]', '=false, --providers.file.filename=/logins.yml]')
      .replace('ports:', 'volumes: ["./logins.yml:/logins.yml"]\n    ports:');
    const fixesFor = (text: string) => {
      const files = { 'proxy/compose.yaml': front, 'proxy/logins.yml': file, 'photos/compose.yaml': text };
      return hostFindingsWithFixes(analysisOf(files)).flatMap(({ rule, fixes }) =>
        rule === 'CN124' ? fixes.map(({ operations }) => operations) : [],
      );
    };
    expect(fixesFor(photos())).toEqual([
      [
        {
          type: 'label',
          service: 'photos',
          key: 'traefik.http.routers.photos.middlewares',
          value: 'login@file',
        },
      ],
    ]);
    expect(fixesFor(photos().replace('middlewares=login', 'middlewares=${LOGIN:-login}'))).toEqual([]);
  });

  it('without what reads the files nothing is said', () => {
    const files = {
      'proxy/compose.yaml': proxy,
      'photos/compose.yaml': photos('    ports: ["8081:2342"]\n'),
    };
    const analysis = analyzeHost(hostOf(files), { options: optionsFor('29') });
    expect(analysis.ways).toBeNull();
    expect(found(analysis, 'CN124')).toEqual([]);
  });
});

describe('what a person changes', () => {
  const aboutWays = rules.filter(({ id }) => id >= 'CN121' && id <= 'CN139');
  it.each(aboutWays.map((rule) => [rule.id, rule] as const))(
    '%s says it where it offers no fix',
    (_, rule) => {
      expect(rule.remediation).toMatch(/^[A-Z].*\.$/);
      const messages = examplesOf(rule).invalid.flatMap((example) =>
        raisedBy(rule, example).flatMap(({ fixes, message }) => (fixes.length === 0 ? [message] : [])),
      );
      for (const message of messages)
        expect(message).toMatch(
          / (?:Add|Ask|Close|Correct|Define|Give|Keep|Lead|Move|Name|Put|Remove|Serve|Take|Turn|Use|Write) (?:[^.]|\.\S)+\.$/,
        );
    },
  );

  it('names the line of a file that is mounted', () => {
    const front = proxy
      .replace('=false]', '=false, --providers.file.filename=/routes.yml]')
      .replace('ports:', 'volumes: ["./routes.yml:/routes.yml"]\n    ports:');
    const routes = `http:
  services:
    wiki: { loadBalancer: { servers: [{ url: "http://wiki:80" }] } }
  routers:
    gone:
      rule: Host(\`a.example.org\`)
      middlewares: [nope]
      service: wiki
    nowhere:
      rule: Host(\`b.example.org\`)
      entryPoints: [admin]
      service: wiki
    beside:
      rule: Host(\`c.example.org\`)
      entryPoints: [web, admin]
      service: wiki
    bad:
      rule: Host(d.example.org)
      service: wiki
`;
    const analysis = analysisOf({ 'proxy/compose.yaml': front, 'proxy/routes.yml': routes });
    const last = (rule: string) =>
      analysis.findings.flatMap((finding) =>
        finding.rule === rule ? finding.message.match(/ [A-Z][^.]+\.yml:\d+[^.]*\.$/g) : [],
      );
    expect([last('CN124'), last('CN123'), last('CN135')]).toEqual([
      [' Define that middleware, or correct its name at proxy/routes.yml:6.'],
      [
        ' Name one that proxy/traefik has at proxy/routes.yml:10, or add admin to its settings.',
        ' Remove admin at proxy/routes.yml:14.',
      ],
      [' Correct the router bad at proxy/routes.yml:18.'],
    ]);
  });
});
