import { expect, it } from 'vitest';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyze } from '../rules/all-rules.ts';
import { openExample } from '../rules/example-workspace.ts';
import { gateLine, gateOf, gateText, gateTone } from './gates.ts';

const photos = (ports: string, middleware = 'photos.middlewares=login') => `services:
  traefik:
    image: traefik:v3.7
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
  photos:
    image: example/photos
    expose: ["2342"]
${ports}    labels:
      - traefik.enable=true
      - traefik.http.routers.photos.rule=Host(\`photos.example.org\`)
      - traefik.http.routers.${middleware}
      - traefik.http.middlewares.login.forwardauth.address=http://authelia:9091/
  authelia: { image: authelia/authelia }
`;

function gate(text: string, service = 'photos') {
  const { ways } = analyze(openExample(text), optionsFor('29', { project: 'shop' }));
  return ways && gateOf(ways, service);
}

it('names hosts, logins and the ports that lead round them', () => {
  const open = gate(photos('    ports: ["8081:2342"]\n'));
  expect(open).toEqual({
    hosts: ['photos.example.org'],
    logins: ['authelia'],
    guard: 'login',
    answer: 'open',
    bypasses: ['port 8081'],
    ports: ['0.0.0.0:8081'],
    decides: false,
    own: [],
    everyPort: false,
  });
  expect(open && gateText(open)).toBe('port 8081 bypasses authelia');
});

it('counts several ways round a login before it names them, so that a card with little room says the most', () => {
  const several = gate(photos('    ports: ["8081:2342", "8082:2342"]\n'));
  expect(several && gateText(several)).toBe('2 bypasses of authelia: port 8081, port 8082');
});

it('says who is asked, and that nobody is', () => {
  const [guarded, plain] = [gate(photos('')), gate(photos('', 'photos.entrypoints=web'))];
  expect(guarded && gateText(guarded)).toBe('login by authelia');
  expect(plain && gateText(plain)).toBe('no login');
});

it('names what leads round a login before the host name, else the name first', () => {
  const [open, guarded] = [gate(photos('    ports: ["8081:2342"]\n')), gate(photos(''))];
  expect(open && [gateTone(open), gateLine(open)]).toEqual(['round', 'port 8081 bypasses authelia']);
  expect(guarded && [gateTone(guarded), gateLine(guarded)]).toEqual([
    'guarded',
    'photos.example.org: login by authelia',
  ]);
});

it('what is asked who may pass to others is the login itself', () => {
  const labels =
    '{ image: authelia/authelia, expose: ["9091"], labels: ["traefik.enable=true", "traefik.http.routers.a.rule=Host(`auth.example.org`)"] }';
  const login = gate(photos('').replace('{ image: authelia/authelia }', labels), 'authelia');
  expect(login && [gateTone(login), gateLine(login)]).toEqual([
    'guarded',
    'auth.example.org: the login itself',
  ]);
});

it('leaves protocols with a login of their own to them, and calls the ports of a container on the host unknown', () => {
  const stack = `services:
  web: { image: caddy, ports: ["80:80"] }
  imap: { image: dovecot, ports: ["143:143", "110:110", "993:993", "127.0.0.1:12345:12345"] }
  mixed: { image: example/mixed, ports: ["25:25", "8025:8025"] }
  open: { image: example/open, network_mode: host }
`;
  const said = ['imap', 'mixed', 'open'].map((service) => {
    const found = gate(stack, service);
    return found && [gateTone(found), gateText(found)];
  });
  expect(said).toEqual([
    ['own', 'IMAP +1: own logins'],
    ['open', 'no login'],
    ['unknown', 'every port that it opens'],
  ]);
});
