import { describe, expect, it } from 'vitest';
import { hostOf } from '../../host/testing/host-of.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { analyzeHost } from '../../rules/all-rules.ts';
import { noFiles } from '../../ways-in/files/project-files.ts';
import { readWays } from '../../ways-in/ways/read-ways.ts';
import { makeWaysReader } from '../../ways-in/ways/ways-reader.ts';
import { firstRows } from './first-rows.ts';
import { hostCheckPretty } from './host-check.ts';

/** Returns a home server: a proxy, a login, and apps of which some also publish a port. */
function home(apps: number, published: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'proxy/compose.yaml': `services:
  traefik:
    image: traefik:v3.7
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false, --api=true]
    ports: ["80:80"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    networks: [proxy]
    labels:
      - traefik.enable=true
      - traefik.http.routers.dash.rule=Host(\`proxy.example.org\`)
      - traefik.http.routers.dash.service=api@internal
networks: { proxy: { name: proxy } }
`,
    'auth/compose.yaml': `services:
  authelia:
    image: authelia/authelia
    networks: [proxy]
    labels: [traefik.enable=true, "traefik.http.middlewares.login.forwardauth.address=http://authelia:9091/"]
networks: { proxy: { external: true } }
`,
    'cache/compose.yaml': 'services: { redis: { image: "redis:8", ports: ["6379:6379"] } }\n',
  };
  for (let index = 0; index < apps; index++)
    files[`app${index}/compose.yaml`] = `services:
  web:
    image: example/app${index}
${index < published ? `    ports: ["${8100 + index}:3000"]\n` : ''}    networks: [proxy]
    labels:
      - traefik.enable=true
      - traefik.http.routers.app${index}.rule=Host(\`app${index}.example.org\`)
      - traefik.http.routers.app${index}.middlewares=login
      - traefik.http.services.app${index}.loadbalancer.server.port=3000
networks: { proxy: { external: true } }
`;
  return files;
}

function analysisOf(apps: number, published: number) {
  const host = { ...hostOf(home(apps, published)), beside: makeWaysReader(readWays, noFiles) };
  return analyzeHost(host, { options: optionsFor('29') });
}

describe('what an attacker would look for first', () => {
  it('on a server of forty stacks are at most ten rows, first what is open', () => {
    const rows = firstRows(analysisOf(37, 2));
    expect(rows.map((row) => /\((CN\d+)\)$/.exec(row)?.[1])).toEqual([
      'CN102',
      'CN125',
      'CN121',
      'CN121',
      'CN502',
      'CN121',
      'CN804',
    ]);
    expect(rows[2]).toBe(
      'app0/web asks for a login at app0.example.org (auth/authelia), but port 8100 of this machine leads to the same port without it. (CN121)',
    );
  });

  it('are one row for each rule where there would be more', () => {
    const rows = firstRows(analysisOf(37, 30));
    expect(rows.length).toBeLessThanOrEqual(10);
    expect(rows[2]).toBe(
      'A login can be bypassed: app0/web, app1/web, app2/web, app3/web, app4/web and 25 more (CN121)',
    );
  });

  it('stand before a report that is long, and not before a short one', () => {
    const title = 'What an attacker would look for first';
    expect([...hostCheckPretty(analysisOf(37, 30))].join('')).toContain(
      `${title}\n\n  1. redis publishes 6379`,
    );
    expect([...hostCheckPretty(analysisOf(1, 1))].join('')).not.toContain(title);
  });
});
