import { describe, expect, it } from 'vitest';
import type { Files } from '../files/literal-files.ts';
import { waysIn } from '../testing/ask-in.ts';
import { allWays } from './all-ways.ts';
import { bypassesOf } from './bypasses.ts';

/** Returns the ways into a service as `answer zone through → host path guards → port`. */
function into(yaml: string, service: string, files: Files = {}): readonly string[] {
  return (allWays(waysIn(yaml, files)).into.get(service) ?? []).map(
    ({ answer, zone, through, entrance, host, path, guards, port }) =>
      `${answer} ${zone} ${through.join('+') || entrance.published} ${host}${path} [${guards.map(({ how, by }) => `${how} ${by}`)}] ${port}`,
  );
}

function round(yaml: string, service: string, files: Files = {}): readonly string[] {
  const ways = waysIn(yaml, files);
  return bypassesOf(ways, service, allWays(ways).into.get(service) ?? []).map(
    ({ of, zone, how, at, who }) => `${of} ${zone} ${how} ${at}${who.length === 0 ? '' : ` by ${who}`}`,
  );
}

const photos = (more = '', labels = '', rest = '') => `services:
  traefik:
    image: traefik:v3
    command: [--entrypoints.websecure.address=:443, --entrypoints.websecure.http.tls=true, --providers.docker.exposedbydefault=false]
    ports: ["443:443"]
    networks: [edge]
  photos:
    image: example/photos
    expose: ["2342"]
    networks: [edge]
${more}    labels:
      - traefik.enable=true
      - traefik.http.routers.photos.rule=Host(\`photos.example\`)
      - traefik.http.routers.photos.middlewares=ask
      - traefik.http.middlewares.ask.forwardauth.address=http://authelia:9091/
${labels}  authelia: { image: authelia/authelia, networks: [edge] }
${rest}networks: { edge: {} }
`;

describe('ways into a service', () => {
  it('come through the proxy, past the login, and at a port that was left over', () => {
    expect(into(photos('    ports: ["8081:2342"]\n'), 'photos')).toEqual([
      'open outside 0.0.0.0:8081 */ [] 2342',
      'guarded outside traefik photos.example/ [forward-auth authelia] 2342',
    ]);
  });

  it('are of the host alone where the port is bound to loopback, and none where the proxy is not published', () => {
    expect(into(photos('    ports: ["127.0.0.1:8081:2342"]\n'), 'photos')[0]).toBe(
      'open host 127.0.0.1:8081 */ [] 2342',
    );
    expect(into(photos().replace('    ports: ["443:443"]\n', ''), 'photos')).toEqual([]);
  });

  it('are guarded by addresses, too, with their list', () => {
    const list = '      - traefik.http.middlewares.ask.ipallowlist.sourcerange=203.0.113.0/24\n';
    const yaml = photos('', list).replace(/ {6}- traefik\.http\.middlewares\.ask\.forwardauth.*\n/, '');
    expect(into(yaml, 'photos')).toEqual([
      'guarded outside traefik photos.example/ [allow-list 203.0.113.0/24] 2342',
    ]);
  });

  it('vary where several services answer, not where one sometimes does not', () => {
    const two = photos(
      '    scale: 1\n',
      '',
      '  slides:\n    image: example/slides\n    expose: ["2342"]\n    networks: [edge]\n    labels: ["traefik.enable=true", "traefik.http.routers.slides.rule=Host(`photo.example`) || Host(`photos.example`)", "traefik.http.routers.slides.priority=22"]\n',
    ).replace(
      '      - traefik.http.routers.photos.middlewares=ask\n',
      '      - traefik.http.routers.photos.middlewares=ask\n      - traefik.http.routers.photos.priority=22\n',
    );
    expect(into(two, 'photos')).toEqual([
      'varies outside traefik photos.example/ [forward-auth authelia] 2342',
    ]);
    const lottery = photos()
      .replace('networks: { edge: {} }', 'networks: { edge: {}, other: {} }')
      .replace('expose: ["2342"]\n    networks: [edge]', 'expose: ["2342"]\n    networks: [edge, other]');
    expect(into(lottery, 'photos')).toEqual([
      'guarded outside traefik photos.example/ [forward-auth authelia] 2342',
    ]);
  });

  it('lead to the interface of the proxy itself', () => {
    const yaml = photos()
      .replace('--providers', '--api.insecure=true, --providers')
      .replace('["443:443"]', '["443:443", "8080:8080"]');
    expect(into(yaml, 'traefik').map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'open outside traefik */',
      'open outside traefik */api',
    ]);
  });
});

describe('ways round a login', () => {
  it('are a published port, neighbours, and this machine', () => {
    expect(
      round(
        photos('    ports: ["8081:2342"]\n', '', '  spy: { image: example/spy, networks: [edge] }\n'),
        'photos',
      ),
    ).toEqual([
      'authelia outside published 0.0.0.0:8081',
      'authelia host host photos:2342',
      'authelia edge neighbour photos:2342 by spy',
    ]);
  });

  it('are another route without it, and no port beside the one behind it', () => {
    const second = '      - traefik.http.routers.open.rule=Host(`open.example`)\n';
    expect(round(photos('    ports: ["9999:9999"]\n', second), 'photos')[0]).toBe(
      'authelia outside route open.example',
    );
    expect(round(photos('    ports: ["9999:9999"]\n'), 'photos')[0]).toBe('authelia host host photos:2342');
  });

  it('are none without a login', () => {
    expect(round('services: { a: { image: a, ports: ["80:80"] } }', 'a')).toEqual([]);
  });
});

describe('tunnels', () => {
  it('of cloudflared lead where its configuration says, through the proxy or past it', () => {
    const yaml = photos(
      '',
      '',
      '  tunnel: { image: "cloudflare/cloudflared:latest", networks: [edge], volumes: ["./cf:/etc/cloudflared"] }\n',
    );
    const config = (service: string) => ({
      'cf/config.yml': `tunnel: x\ningress:\n  - hostname: photos.example\n    service: ${service}\n  - service: http_status:404\n`,
    });
    expect(into(yaml, 'photos', config('https://traefik:443'))).toContain(
      'guarded internet tunnel+traefik photos.example/ [forward-auth authelia] 2342',
    );
    expect(round(yaml, 'photos', config('http://photos:2342'))).toContain(
      'authelia internet tunnel photos.example',
    );
  });

  it('whose routes stand in an account leave all that they reach unknown', () => {
    const yaml = photos(
      '',
      '',
      '  tunnel: { image: cloudflare/cloudflared, command: tunnel run --token x, networks: [edge] }\n',
    );
    expect(into(yaml, 'photos')[0]).toBe('unknown internet tunnel */ [] null');
  });

  it('of Tailscale lead to what shares its network', () => {
    const yaml = `services:
  ts: { image: tailscale/tailscale, environment: { TS_SERVE_CONFIG: /c/serve.json }, volumes: ["./c:/c"] }
  app: { image: example/app, network_mode: "service:ts" }
`;
    const serve = {
      Web: { '${TS_CERT_DOMAIN}:443': { Handlers: { '/': { Proxy: 'http://127.0.0.1:3000' } } } },
      AllowFunnel: { '${TS_CERT_DOMAIN}:443': false },
    };
    expect(into(yaml, 'app', { 'c/serve.json': JSON.stringify(serve) })).toEqual([
      'open tailnet ts */ [] 3000',
    ]);
  });
});
