import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from './all-rules.ts';

/** Returns `rule severity subjects` of every finding except notes on hardening. */
function found(text: string): readonly string[] {
  return analyze(openAlone(text), defaultReachOptions)
    .findings.filter(({ rule }) => rule !== 'CN509' && rule !== 'CN508')
    .map(({ rule, severity, subjects }) => `${rule} ${severity} ${subjects.join(' ')}`);
}

describe('one finding per cause', () => {
  it('a dead port is not also a port on all interfaces', () => {
    expect(
      found(`services:
  web: {image: "example/web:1", networks: [back], ports: ["8080:80"]}
  mon: {image: "example/mon:1", network_mode: none, ports: ["81:81"]}
networks: {back: {internal: true}}
`),
    ).toEqual(['CN104 error web network:back', 'CN105 warning mon', 'CN207 info network:back']);
  });

  it('the port of a database is not also a port on all interfaces', () => {
    expect(found('services:\n  db: {image: "postgres:16", ports: ["5432:5432"]}\n')).toEqual([
      'CN102 error db',
    ]);
  });

  it('the ports of a service are one finding', () => {
    expect(
      found(
        'services:\n  web: {image: "example/web:1", ports: ["80:80", "443:443", "8000-8002:8000-8002"]}\n',
      ),
    ).toEqual(['CN101 warning web']);
  });

  it('a flat project with an edge and data is reported once', () => {
    expect(
      found(`services:
  web: {image: "example/web:1", ports: ["192.168.1.5:80:80"]}
  app: {image: "example/app:1", depends_on: [db]}
  db: {image: "postgres:16"}
`),
    ).toEqual(['CN201 warning network:default']);
  });

  it('and its row names who need not stand there, not who needs the data', () => {
    const text = `services:
  app: {image: "example/app:1", ports: ["8080:80"], depends_on: [db]}
  admin: {image: "example/admin:1", ports: ["8081:80"]}
  db: {image: "postgres:16"}
`;
    const { findings } = analyze(openAlone(text), defaultReachOptions);
    const message = findings.find(({ rule }) => rule === 'CN201')?.message;
    expect(message).toContain('admin is open to the outside and is directly beside db.');
  });

  it('and so is a network with both, with what follows from it in the same row', () => {
    const text = `services:
  web: {image: "example/web:1", ports: ["192.168.1.5:80:80"], networks: [all]}
  api: {image: "example/api:1", depends_on: [db], networks: [all]}
  db: {image: "postgres:16", networks: [all]}
networks: {all: {}}
`;
    for (const rules of ['default', 'strict', 'cis'] as const) {
      const { findings } = analyze(openAlone(text), { ...defaultReachOptions, rules });
      const row = findings.filter(({ rule }) => ['CN203', 'CN206', 'CN505'].includes(rule));
      expect(row.map(({ message }) => message)).toEqual([
        'all puts web, open to the outside, directly beside db. There, db can open connections to the outside, and web may open raw sockets and so impersonate its neighbours.',
      ]);
    }
  });

  it.each([
    ['which it needs', 'web: {image: "example/web:1", ports: ["192.168.1.5:80:80"], depends_on: [db]}'],
    ['which nobody else can need', 'web: {image: "example/web:1", ports: ["192.168.1.5:80:80"]}'],
  ])('data beside the one service at the edge, %s, is a note about raw sockets alone', (_, web) => {
    expect(found(`services:\n  ${web}\n  db: {image: "postgres:16"}\n`)).toEqual([
      'CN505 info web db network:default',
    ]);
  });

  it.each([
    'web: {image: "example/web:1", ports: ["80:80", "443:443"], x-bulkhead: {tier: edge}}',
    'web: {image: "traefik:3", ports: ["80:80", "443:443"]}',
    'web: {image: "example/mta:1", ports: ["25:25", "993:993", "4190:4190"]}',
    'web: {image: "jitsi/jvb:stable", ports: ["10000:10000/udp"]}',
    'web: {image: "coturn/coturn:4", ports: ["3478:3478/udp", "49160-49200:49160-49200/udp"]}',
  ])('a port that everybody is meant to reach is one where rules are enforced alone: %s', (service) => {
    const text = `services:\n  ${service}\n`;
    expect(found(text)).toEqual([]);
    const { findings } = analyze(openAlone(text), { ...defaultReachOptions, rules: 'strict' });
    expect(findings.filter(({ rule }) => rule === 'CN101').map(({ severity }) => severity)).toEqual([
      'warning',
    ]);
  });

  it('a port on every address is one, whoever of the file reaches it as well', () => {
    const text = `services:
  job: {image: "example/job:1", networks: [a]}
  web: {image: "example/web:1", networks: [b], ports: ["8080:80"]}
networks: {a: {}, b: {}}
`;
    const { findings } = analyze(openAlone(text), defaultReachOptions);
    expect(findings.map(({ message }) => message)).toEqual([
      'web publishes 8080 on every address of the host. job reaches it there as well, without a common network.',
    ]);
  });

  it('an unreachable reference is not also an unreachable dependency', () => {
    expect(
      found(`services:
  api: {image: "example/api:1", networks: [a], depends_on: [store], environment: {U: "http://store:80"}}
  store: {image: "example/store:1", networks: [b], expose: ["80"]}
networks: {a: {}, b: {}}
`),
    ).toEqual(['CN402 error api store']);
  });
});

describe('what is unknown is not said', () => {
  it('a service on an external network only is neither edge nor with a way out for certain', () => {
    expect(
      found(`services:
  db: {image: "postgres:16", networks: [proxy], container_name: shop-db}
networks: {proxy: {external: true}}
`),
    ).toEqual(['CN210 warning db network:proxy', 'CN406 info db network:proxy']);
  });

  it('two services whose profiles are never active together do not reach each other', () => {
    const blue = (profile: string) => `services:
  a: {image: "example/a:1", network_mode: host, profiles: [blue]}
  db: {image: "postgres:16", networks: [data], profiles: [${profile}]}
networks: {data: {internal: true}}
`;
    expect(found(blue('blue'))).toContain('CN302 error a db network:data');
    expect(found(blue('green')).filter((each) => each.includes('a db'))).toEqual([]);
  });

  it('a socket proxy may hold the socket', () => {
    expect(
      found(`services:
  p: {image: "tecnativa/docker-socket-proxy:0.3", volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
`),
    ).toEqual([]);
  });

  it('a volume that is a bind of the socket counts as the socket', () => {
    expect(
      found(`services:
  p: {image: "example/p:1", volumes: ["sock:/s"]}
volumes: {sock: {driver_opts: {type: none, o: bind, device: /run/../run/docker.sock}}}
`),
    ).toEqual(['CN502 error p']);
  });
});

describe('severity from context', () => {
  it('a published database that the edge reaches from a network of its own is an error', () => {
    expect(
      found(`services:
  web: {image: "example/web:1", networks: [front], ports: ["192.168.1.5:80:80"]}
  db: {image: "postgres:16", networks: [back], ports: ["192.168.1.5:5432:5432"]}
networks: {front: {}, back: {}}
`).filter((text) => text.startsWith('CN108 error')),
    ).toEqual(['CN108 error db web']);
  });

  it('a privileged root beside data is an error', () => {
    expect(
      found('services:\n  a: {image: "example/a:1", user: root, privileged: true}\n').includes(
        'CN508 error a',
      ),
    ).toBe(false);
    const findings = analyze(
      openAlone(`services:
  a: {image: "example/a:1", user: root, privileged: true}
  db: {image: "postgres:16"}
`),
      defaultReachOptions,
    ).findings;
    expect(findings.find(({ rule }) => rule === 'CN508')?.severity).toBe('error');
  });
});

describe('what is for everybody', () => {
  const first = (service: string, more = '') =>
    analyze(openAlone(`services:\n  s: ${service}\n${more}`), { ...defaultReachOptions, rules: 'strict' })
      .findings.find(({ rule }) => rule === 'CN101')
      ?.fixes.map(({ title }) => title);
  const [loopback, meant] = ['Bind to 127.0.0.1', 'Accept these ports as intended'] as const;

  it.each([
    '{image: "traefik:3", ports: ["8080:8080"]}',
    '{image: "adguard/adguardhome:v0.107", ports: ["3000:3000"]}',
  ])('is first stated to be meant: %s', (service) => {
    expect(first(service)).toEqual([meant, loopback]);
  });

  it.each([
    '{image: "example/names:1", ports: ["53:53/udp"]}',
    '{image: "example/names:1", ports: ["853:853"]}',
    '{image: "example/mta:1", ports: ["25:25", "465:465", "587:587", "993:993", "995:995"]}',
    '{image: "example/web:1", ports: ["443:8443", "80:8080"]}',
    '{image: "gitea/gitea:1", ports: ["2222:22"]}',
  ])('is not put on loopback: %s', (service) => {
    expect(first(service)).toEqual([meant]);
  });

  it('is not reported of the end of a VPN, which answers those alone who have a key', () => {
    expect(first('{image: "example/tunnel:1", ports: ["51820:51820/udp"]}')).toBeUndefined();
    expect(first('{image: "linuxserver/wireguard:1", ports: ["51999:51999/udp"]}')).toBeUndefined();
    expect(first('{image: "linuxserver/wireguard:1", ports: ["51999:51999"]}')).toBeDefined();
  });

  it('and beside it only the rest is', () => {
    expect(first('{image: "example/mta:1", ports: ["25:25", "8025:8025"]}')).toEqual([
      'Bind 8025 to 127.0.0.1',
      meant,
    ]);
  });

  it.each(['{image: "example/web:1", ports: ["8080:80"]}', '{image: "example/shell:1", ports: ["2222:22"]}'])(
    'and nothing else is: %s',
    (service) => {
      expect(first(service)).toEqual([loopback, meant]);
    },
  );

  it('can be stated beside a service on the network of the host, which is meant as well then', () => {
    expect(
      first(
        '{image: "example/web:1", ports: ["443:443"]}',
        '  h: {image: "example/h:1", network_mode: host}\n',
      ),
    ).toEqual(['Accept these ports as intended']);
  });
});

describe('variables without a value', () => {
  const reported = (text: string, profiles: readonly string[] = []) =>
    analyze(openAlone(text), { ...defaultReachOptions, profiles })
      .findings.filter(({ rule }) => rule === 'CN601' || rule === 'CN605')
      .map(({ rule, severity, subjects, evidence }) =>
        [rule, severity, subjects.join(' '), ...evidence].join(' '),
      );

  it('are one finding where Compose refuses the file for them, whatever it says of each', () => {
    expect(
      reported(
        'services:\n  a:\n    image: ${IMAGE}\n    mem_limit: ${LIMIT}\n  b:\n    image: ${IMAGE}\n    ports: ["${PORT}:80:${OTHER}:1"]\n    environment: ["X=${X:?say it}"]\n',
      ),
    ).toEqual(['CN601 error a b unset-variables IMAGE LIMIT PORT OTHER X']);
  });

  it('and a note where it goes on', () => {
    expect(reported('services:\n  a:\n    image: example/a:$TAG\n')).toEqual(['CN605 info  TAG']);
  });

  it('leave alone what is wrong by itself', () => {
    expect(
      reported('services:\n  a:\n    image: ${IMAGE}\n    depends_on: [ghost]\n').map((line) =>
        line.slice(0, 30),
      ),
    ).toEqual(['CN601 error a unset-variables ', 'CN601 error a undefined-depend']);
  });

  it('do not count in a service of a profile that is off', () => {
    const text = 'services:\n  a:\n    image: example/a:1\n  b:\n    image: ${IMAGE}\n    profiles: [dev]\n';
    expect(reported(text)).toEqual(['CN601 error b unset-variables-inactive IMAGE']);
    expect(reported(text, ['dev'])).toEqual(['CN601 error b unset-variables IMAGE']);
  });
});
