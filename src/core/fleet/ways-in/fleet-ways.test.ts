import { describe, expect, it } from 'vitest';
import { fleetFacts } from '../fleet-facts.ts';
import { fleetOf, homeLab, homeRecords, homeStacks, type LabRecord } from '../testing/home-lab.ts';
import type { FleetWays } from './fleet-ways.ts';
import { contestedNames } from './name-claims.ts';
import { plaintextUpstreams } from './plaintext-upstreams.ts';
import { bypassesAcrossMachines } from './published-bypasses.ts';
import { unansweredUpstreams } from './upstreams-without-machine.ts';

const { nas } = homeRecords;
if (!nas) throw new Error('the home lab has a record of the nas');

/** Returns the ways of the home lab whose proxy has a configuration. */
function waysWith(
  caddyfile: string,
  {
    records = {},
    stacks = {},
    proxy = '',
    more = '',
  }: {
    readonly records?: Readonly<Record<string, LabRecord | undefined>>;
    readonly stacks?: typeof homeStacks;
    readonly proxy?: string;
    readonly more?: string;
  } = {},
): FleetWays {
  const compose = homeStacks.edge?.['web/compose.yaml']
    ?.replace(
      'ports: ["8443:443"] }',
      `ports: ["8443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]${proxy} }`,
    )
    .replace('networks:\n  front', `${more}networks:\n  front`);
  const edge = { 'web/compose.yaml': compose ?? '', 'web/Caddyfile': caddyfile };
  return fleetFacts(fleetOf(homeLab, { ...homeRecords, ...records }, { ...homeStacks, edge, ...stacks }))
    .ways;
}

const site = (name: string, to: string, login = true): string =>
  `${name} {\n${login ? '  basic_auth {\n    u $2a$14$x\n  }\n' : ''}  reverse_proxy ${to}\n}\n`;

/** Returns the ways into a service in brief. */
function into(ways: FleetWays, service: string): readonly string[] {
  return (ways.all().into.get(service) ?? []).map(
    ({ zone, machines = [], through, host, port, answer }) =>
      `${zone} ${machines.join('>')} ${through.join()} ${host}:${port} ${answer}`,
  );
}

/** Returns the names that lead to a service, and over which machines. */
function names(ways: FleetWays, service: string): readonly string[] {
  return (ways.all().into.get(service) ?? [])
    .filter(({ through }) => through.length > 0)
    .map(({ host, port, machines = [] }) => `${host}:${port} ${machines.join('>')}`);
}

describe('an upstream leads over the fleet', () => {
  it('to what another machine publishes at an address, past the forward of the router, with the line of each step', () => {
    const ways = waysWith(site('media.example.org', '192.168.1.12:8096'));
    expect(into(ways, 'nas/data/media')).toContain(
      'outside edge>nas edge/web/proxy media.example.org:8096 guarded',
    );
    const [way] = (ways.all().into.get('nas/data/media') ?? []).filter(({ through }) => through.length > 0);
    const steps = way?.way.map(({ text, declaredAt }) => {
      const at = declaredAt !== null && 'file' in declaredAt ? ` ${declaredAt.file}:${declaredAt.line}` : '';
      return `${text}${at}`;
    });
    expect(steps).toEqual([
      '443/tcp of gate → edge:8443 bulkhead.fleet.yaml:17',
      'edge: 0.0.0.0:8443 → web/proxy:443 web/compose.yaml:2',
      'edge: :443 web/Caddyfile:1',
      'site media.example.org web/Caddyfile:1',
      'basic web/Caddyfile:2',
      'reverse_proxy web/Caddyfile:5',
      '192.168.1.12:8096 web/Caddyfile:5',
      "edge: leaves edge as 192.168.1.11: Docker's own rules (FL1)",
      "nas: is answered by nas/data/media: Docker's own rules (FL7) data/compose.yaml:3",
    ]);
  });

  it('by a name of the fleet, by extra_hosts, and to a port that this machine publishes itself', () => {
    const ways = waysWith(
      site('a.example.org', 'nas.lan:5432') +
        site('b.example.org', 'store:5432') +
        site('c.example.org', '192.168.1.11:8080') +
        site('d.example.org', 'host.docker.internal:8080'),
      {
        proxy: ', extra_hosts: ["store:100.64.1.2"]',
        more: '  app: { image: "example/app", expose: ["80"], networks: [front], ports: ["8080:80"] }\n',
      },
    );
    expect(names(ways, 'nas/data/db')).toEqual([
      'a.example.org:5432 edge>nas',
      'b.example.org:5432 edge>nas',
    ]);
    expect(names(ways, 'edge/web/app')).toEqual(['c.example.org:80 edge']);
  });

  it('nowhere, said why: an address that no machine has, a port that is not published, one that a firewall closes', () => {
    const ways = waysWith(
      site('a.example.org', '192.168.1.99:80') +
        site('b.example.org', '192.168.1.12:81') +
        site('c.example.org', '192.168.1.12:6379') +
        site('d.example.org', '192.168.1.12:5432') +
        site('e.example.org', '198.51.100.9:80'),
      { records: { nas: { ...nas, user: ['-s 192.168.1.11 -p tcp -m tcp --dport 5432 -j DROP'] } } },
    );
    expect(
      unansweredUpstreams(ways).map(({ name, proxy, far, why, place }) => [
        `${name} ${proxy} ${far.host}:${far.port} ${far.machine} ${why}`,
        place?.line,
      ]),
    ).toEqual([
      ['a.example.org edge/web/proxy 192.168.1.99:80 null no-machine', 5],
      ['b.example.org edge/web/proxy 192.168.1.12:81 nas no-port', 11],
      ['c.example.org edge/web/proxy 192.168.1.12:6379 nas no-port', 17],
      ['d.example.org edge/web/proxy 192.168.1.12:5432 nas refused', 23],
    ]);
  });

  it('unknown, where no record says what the firewall there does', () => {
    const ways = waysWith(site('media.example.org', '192.168.1.12:8096'), { records: { nas: undefined } });
    expect(names(ways, 'nas/data/media').filter((name) => name.startsWith('media'))).toEqual([]);
    expect(ways.all().nowhere.map(({ host, because }) => [host, because])).toContainEqual([
      'media.example.org',
      'Whether 192.168.1.12:8096 answers edge/web/proxy is unknown: no record says what the firewall of nas does.',
    ]);
    expect(unansweredUpstreams(ways)).toEqual([]);
  });
});

describe('a login is bypassed across machines', () => {
  const brief = (ways: FleetWays): readonly string[] =>
    bypassesAcrossMachines(ways).map(
      ({ guarded, of, port, network, who, at, certain }) =>
        `${guarded.host} ${of} ${port.service} ${network.name} ${who.join()} ${at.map(({ address }) => address.text)} ${certain}`,
    );

  it('where the published port answers a LAN or other machines of a mesh', () => {
    expect(brief(waysWith(site('media.example.org', '192.168.1.12:8096')))).toEqual([
      'media.example.org basic nas/data/media home  192.168.1.12 true',
    ]);
    expect(brief(waysWith(site('db.example.org', '100.64.1.2:5432')))).toContain(
      'db.example.org basic nas/data/db mesh vps 100.64.1.2 true',
    );
  });

  it('not where only the machine of the proxy is let in, nor without a login', () => {
    const only = ['-s 192.168.1.11 -j RETURN', '-m conntrack --ctstate NEW -j DROP'];
    const records = { nas: { ...nas, user: only } };
    expect(brief(waysWith(site('media.example.org', '192.168.1.12:8096'), { records }))).toEqual([]);
    expect(brief(waysWith(site('media.example.org', '192.168.1.12:8096', false)))).toEqual([]);
  });
});

describe('host names and networks between machines', () => {
  const claim = (to: string) => ({
    stacks: {
      vps: {
        'site/compose.yaml':
          'services:\n  web: { image: "caddy:2", ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"] }\n  app: { image: "example/app", expose: ["80"] }\n',
        'site/Caddyfile': site('media.example.org', to, false),
      },
    },
  });

  it('two machines claim one name, unless one of them passes it on to the other', () => {
    const twice = waysWith(site('media.example.org', '192.168.1.12:8096'), claim('app:80'));
    expect(
      contestedNames(twice).map(({ host, claims }) => [
        host,
        claims.map(({ machine, place }) => `${machine} ${place?.file}:${place?.line}`),
      ]),
    ).toEqual([['media.example.org', ['edge web/Caddyfile:1', 'vps site/Caddyfile:1']]]);
    const passed = waysWith(site('media.example.org', '192.168.1.12:8096'), claim('100.64.1.1:8443'));
    expect(contestedNames(passed)).toEqual([]);
  });

  it('an upstream in plain text crosses a LAN; a mesh and the own machine are not crossed in plain text', () => {
    const ways = waysWith(
      site('a.example.org', '192.168.1.12:8096') +
        site('b.example.org', '100.64.1.2:5432') +
        site('c.example.org', '192.168.1.11:8443') +
        site('d.example.org', 'nas.lan:5432'),
    );
    expect(
      plaintextUpstreams(ways).map(
        ({ proxy, host, to, network }) => `${proxy} ${host} ${to} ${network.name}`,
      ),
    ).toEqual(['edge/web/proxy 192.168.1.12 nas home']);
  });
});
