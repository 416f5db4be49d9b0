import { expect, it } from 'vitest';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyze } from '../rules/all-rules.ts';
import { openExample } from '../rules/example-workspace.ts';
import { addressRows } from './address-rows.ts';

function rowsOf(text: string): readonly string[] {
  const analysis = analyze(openExample(text), optionsFor('29', { project: 'shop' }));
  return addressRows(analysis, analysis.ways).map(
    ({ address, port, service, containerPort, from, guardText, bypasses }) =>
      `${address}:${port} ${service}:${containerPort} ${from}, ${guardText}${bypasses.length > 0 ? `, past ${bypasses}` : ''}`,
  );
}

it('lists what answers where no proxy says names, with the login of a protocol, and leaves out what is dead', () => {
  expect(
    rowsOf(`services:
  imap: { image: dovecot, ports: ["993:993", "127.0.0.1:19991:12345"] }
  web: { image: example/web, ports: ["8080:80"] }
  open: { image: example/open, network_mode: host }
  shut: { image: example/shut, ports: ["81:81"], networks: [back] }
networks: { back: { internal: true } }
`),
  ).toEqual([
    '0.0.0.0:993 imap:993 outside, its own login (IMAP)',
    '0.0.0.0:8080 web:80 outside, none known',
    '127.0.0.1:19991 imap:12345 host, none known',
    ': open:null outside, unknown: any port that it opens',
  ]);
});

it('leaves the port of a proxy to its names, and says whose login another port bypasses', () => {
  expect(
    rowsOf(`services:
  traefik:
    image: traefik:v3.7
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
  photos:
    image: example/photos
    ports: ["8081:2342"]
    labels:
      - traefik.enable=true
      - traefik.http.routers.photos.rule=Host(\`photos.example.org\`)
      - traefik.http.routers.photos.middlewares=login
      - traefik.http.services.photos.loadbalancer.server.port=2342
      - traefik.http.middlewares.login.forwardauth.address=http://authelia:9091/
  authelia: { image: authelia/authelia }
`),
  ).toEqual([
    '0.0.0.0:80 traefik:80 outside, as its names say',
    '0.0.0.0:8081 photos:2342 outside, none known, past photos.example.org (authelia)',
  ]);
});
