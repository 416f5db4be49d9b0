// A port that several claim makes it unknown which service answers, and no finding about what each of them would answer goes away.

import { expect, it } from 'vitest';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { openRead } from '../ways-in/testing/read-facts.ts';
import { analyze } from './all-rules.ts';

const project = (ports: string) => `services:
  openvpn-as: { image: openvpn/openvpn-as, ports: ["${ports}"] }
  traefik:
    image: traefik:v3.1
    command: [--providers.docker, --providers.docker.exposedbydefault=false, --api.dashboard=true, --entrypoints.web.address=:80]
    ports: ["80:80"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    labels: ["traefik.enable=true", "traefik.http.routers.dash.rule=Host(\`dash.example\`)", "traefik.http.routers.dash.service=api@internal"]
  db:
    image: postgres:16
    labels: ["traefik.enable=true", "traefik.http.routers.db.rule=Host(\`db.example\`)", "traefik.http.services.db.loadbalancer.server.port=5432"]
  wiki:
    image: example/wiki
    expose: ["3000"]
    ports: ["8080:3000"]
    labels: ["traefik.enable=true", "traefik.http.routers.wiki.rule=Host(\`wiki.example\`)", "traefik.http.routers.wiki.middlewares=auth", "traefik.http.middlewares.auth.basicauth.users=u:$$apr1$$a"]
`;

it('findings about ways in are the same with and without a rival for the port', () => {
  const found = (ports: string) => {
    const { findings } = analyze(openRead(project(ports)), optionsFor('29', { project: 'shop' }));
    return findings.map(({ rule, severity, message }) => `${rule} ${severity} ${message}`);
  };
  const alone = found('943:943').filter((line) => /^CN1[234]\d/.test(line));
  expect(alone.map((line) => line.slice(0, 11))).toEqual(
    expect.arrayContaining(['CN121 error', 'CN125 error', 'CN126 error']),
  );
  const contested = found('80:943');
  expect(contested.some((line) => line.startsWith('CN107 error'))).toBe(true);
  expect(contested.filter((line) => /^CN1[234]\d/.test(line))).toEqual(alone);
});
