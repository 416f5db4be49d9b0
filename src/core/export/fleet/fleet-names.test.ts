import { expect, it } from 'vitest';
import { z } from 'zod';
import { hostNameRow } from '../../contracts/ways.ts';
import { fleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetOf, homeLab, homeRecords, homeStacks } from '../../fleet/testing/home-lab.ts';
import { fleetNamesCsv, fleetNamesJson, fleetNamesTable } from './fleet-names.ts';

const caddyfile = `media.example.org {
  basic_auth {
    u $2a$14$x
  }
  reverse_proxy 192.168.1.12:8096
}
lost.example.org {
  reverse_proxy 192.168.1.12:81
}
`;

const edge = {
  'web/compose.yaml':
    'services:\n  proxy: { image: "caddy:2", ports: ["8443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"] }\nnetworks: { default: { ipam: { config: [{ subnet: 10.10.1.0/24 }] } } }\n',
  'web/Caddyfile': caddyfile,
};
const facts = fleetFacts(fleetOf(homeLab, homeRecords, { ...homeStacks, edge, vps: {} }));

it('a name is listed with its machines, the service at the end, and the networks that get to it past the login', () => {
  const [, lost, media] = fleetNamesTable(facts)
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect(media?.slice(0, 7)).toEqual([
    'media.example.org',
    'edge → nas',
    'nas/data/media',
    '8096',
    'login by basic',
    '192.168.1.12:8096 from home',
    'outside',
  ]);
  expect(lost?.[2]).toMatch(/192\.168\.1\.12:81 does not answer edge\/web\/proxy: nobody listens there$/);
});

it('table, values and JSON say the same, and the JSON has the forward as the first step of each way', () => {
  const rows = z.array(hostNameRow).parse(fleetNamesJson(facts));
  const [, ...lines] = fleetNamesCsv(facts).trim().split('\r\n');
  expect(lines.map((line) => line.split(',').slice(0, 2))).toEqual(
    rows.map(({ host, machines = [] }) => [host, machines.join(' → ')]),
  );
  for (const { way = [] } of rows)
    expect(way[0]).toEqual({
      kind: 'entrance',
      text: '443/tcp of gate → edge:8443',
      file: 'bulkhead.fleet.yaml',
      line: 17,
    });
});
