// Random configurations of Traefik over a few servers: labels of their containers, which the lab's Docker shows, and a file. Names collide,
// middlewares are missing, rules are of equal length, as people write them.

import fc from 'fast-check';
import type { ServerName, WaysPlan } from './plan.ts';

/** Where the lab's Docker listens, in its network namespace. */
export const dockerPort = 2375;
const readyPort = 8099;

/** Hash of `x`, without a dollar sign, which Compose would read. */
const users = 'u:{SHA}EfatjsUqKYSrqv18O1FlA3hcIHI=';

const rules: readonly string[] = [
  'Host(`w.test`)',
  'Host(`w.test`)',
  'Host(`v.test`)',
  'Host(`w.test`) || Host(`v.test`)',
  'Host(`w.test`) && PathPrefix(`/a`)',
  'Host(`w.test`) && Path(`/exact`)',
  'Host(`v.test`) && !PathPrefix(`/b`)',
  'PathPrefix(`/a`)',
  'PathPrefix(`/`)',
  'PathPrefix(`/looooooooooooooooong`) || PathPrefix(`/a`)',
  'Host(`W.TEST`)',
  'Host(w.test)',
];
const guards = ['login', 'login', 'list', 'inner', 'ask', 'https', 'both', 'broken', 'nope'];

/** Version 2 writes patterns in braces, takes several hosts in one call, and knows other names. */
const rulesOf = (major: number): readonly string[] =>
  major < 3
    ? [...rules, 'Host(`w.test`, `v.test`)', 'HostRegexp(`{any:.+}.test`)']
    : [
        ...rules,
        'Host(`w.test`, `v.test`)',
        'HostRegexp(`^.+\\.test$`)',
        'HostRegexp(`{any:.+}.test`)',
        'ClientIP(`203.0.113.0/24`)',
      ];

type Option = readonly [name: string, value: string];

const middlewares: readonly (readonly [name: string, options: readonly Option[]])[] = [
  ['login', [['basicauth.users', users]]],
  ['list', [['ipallowlist.sourcerange', '203.0.113.0/24,192.168.0.0/16']]],
  ['inner', [['ipallowlist.sourcerange', '192.168.0.0/16']]],
  ['ask', [['forwardauth.address', 'http://auth:8000/']]],
  ['https', [['redirectscheme.scheme', 'https']]],
  ['both', [['chain.middlewares', 'login,list']]],
  ['broken', [['chain.middlewares', 'login,nope']]],
];

const router = (major: number) =>
  fc.record({
    name: fc.constantFrom('r', 's', 't', 'u', 'v', 'w', 'x', 'y'),
    rule: fc.constantFrom(...rulesOf(major)),
    entryPoints: fc.constantFrom('', '', '', '', '', 'web', 'web', 'nowhere', 'web,nowhere'),
    middlewares: fc
      .tuple(
        fc.constantFrom(0, 0, 1, 1, 2),
        fc.constantFrom(...guards),
        fc.constantFrom(...guards),
        fc.constantFrom('', '@file', '@file'),
      )
      .map(([count, one, two, from]) =>
        [one, two]
          .slice(0, count)
          .map((name) => name + from)
          .join(','),
      ),
    priority: fc.constantFrom('', '', '', '1', '14', '1000'),
    /** Names a service of the file. */
    service: fc.constantFrom<string>('', '', '', '', '', 'pair@file', 'one@file', 'gone'),
  });

type Router = ReturnType<typeof router> extends fc.Arbitrary<infer T> ? T : never;

function optionsOf(one: Router): readonly Option[] {
  const all: readonly Option[] = [
    ['rule', one.rule],
    ['entrypoints', one.entryPoints],
    ['middlewares', one.middlewares],
    ['priority', one.priority],
    ['service', one.service],
  ];
  return all.filter(([, value]) => value !== '');
}

/** What one container says. */
const container = (major: number) =>
  fc
    .record({
      enabled: fc.constantFrom(true, true, true, true, false),
      routers: fc.uniqueArray(router(major), { maxLength: 2, selector: ({ name }) => name }),
      middlewares: fc.subarray([...middlewares], { maxLength: 2 }),
      /** Containers that give their service one name share it. */
      service: fc.constantFrom('', '', '', 'app'),
      more: fc.constantFrom(
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        'http.routers.r.middleware=login',
        'tcp.routers.all.rule=HostSNI(`*`)',
      ),
    })
    .map(({ enabled, routers, middlewares: own, service, more }) => [
      `traefik.enable=${enabled}`,
      ...routers.flatMap((one) =>
        optionsOf(one).map(([key, value]) => `traefik.http.routers.${one.name}.${key}=${value}`),
      ),
      ...own.flatMap(([name, options]) =>
        options.map(([key, value]) => `traefik.http.middlewares.${name}.${key}=${value}`),
      ),
      ...(service === '' ? [] : [`traefik.http.services.${service}.loadbalancer.server.port=8000`]),
      ...(more === '' ? [] : [`traefik.${more}`]),
    ]);

const plan = (major: number) =>
  fc.record({
    a: container(major),
    b: container(major),
    c: container(major),
    routers: fc.uniqueArray(router(major), { maxLength: 2, selector: ({ name }) => name }),
    middlewares: fc.subarray([...middlewares], { minLength: 4 }),
    exposed: fc.constantFrom(false, false, true),
    redirect: fc.constantFrom(false, false, false, false, true),
  });

/** A list of options as YAML: each key on a line of its own, lists as lists. */
function yamlOf(options: readonly Option[], indent: string): string {
  const lists = new Set(['entrypoints', 'middlewares', 'users', 'sourcerange']);
  return options
    .map(([key, value]) => {
      const [first = '', ...rest] = key.split('.');
      const written = lists.has(first)
        ? JSON.stringify(value.split(','))
        : key === 'priority'
          ? value
          : JSON.stringify(value);
      return rest.length === 0
        ? `${indent}${first}: ${written}\n`
        : `${indent}${first}:\n${yamlOf([[rest.join('.'), value]], `${indent}  `)}`;
    })
    .join('');
}

/** So many plans of a seed, in its order, for a major version of Traefik. */
export function traefikPlans(seed: number, count: number, version = '3.7'): readonly WaysPlan[] {
  const major = Number.parseInt(version, 10);
  // Of small samples fast-check prefers the first and the last of everything.
  return fc.sample(fc.noBias(plan(major)), { seed, numRuns: count }).map((one): WaysPlan => {
    // Without a service of its own a router of a file is refused.
    const routers = one.routers.map((own) => (own.service === '' ? { ...own, service: 'one' } : own));
    const inFile = routers.map((own) => `    ${own.name}:\n${yamlOf(optionsOf(own), '      ')}`).join('');
    const inMiddlewares = one.middlewares
      .map(([name, options]) => `    ${name}:\n${yamlOf(options, '      ')}`)
      .join('');
    const server = (name: ServerName) => `          - url: http://${name}:8000\n`;
    const service = (name: string, ...behind: readonly ServerName[]) =>
      `    ${name}:\n      loadBalancer:\n        servers:\n${behind.map(server).join('')}`;
    const ready =
      '    ready:\n      rule: Host(`file.ready`)\n      entrypoints: [ready]\n      priority: 100000\n      service: auth\n';
    const labels = {
      a: one.a,
      b: one.b,
      c: one.c,
      auth: [
        'traefik.enable=true',
        'traefik.http.routers.ready.rule=Host(`labels.ready`)',
        'traefik.http.routers.ready.entrypoints=ready',
        'traefik.http.routers.ready.priority=100000',
      ],
    };
    const all = JSON.stringify([labels, routers]);
    return {
      program: 'traefik',
      image: `traefik:v${version}`,
      mounts: { 'dynamic.yml': '/etc/traefik/dynamic.yml' },
      texts: {
        'dynamic.yml': `http:\n  routers:\n${ready}${inFile}  middlewares:\n${inMiddlewares}  services:\n${service('auth', 'auth')}${service('one', 'b')}${service('pair', 'a', 'c')}`,
      },
      command: [
        '--entrypoints.web.address=:80',
        `--entrypoints.ready.address=:${readyPort}`,
        ...(one.redirect
          ? [
              '--entrypoints.websecure.address=:443',
              '--entrypoints.web.http.redirections.entrypoint.to=websecure',
            ]
          : []),
        '--providers.file.filename=/etc/traefik/dynamic.yml',
        '--providers.file.watch=false',
        `--providers.docker.endpoint=tcp://127.0.0.1:${dockerPort}`,
        '--providers.docker.watch=false',
        ...(one.exposed ? [] : ['--providers.docker.exposedbydefault=false']),
        '--global.checknewversion=false',
        '--global.sendanonymoususage=false',
      ],
      labels,
      ready: ['file.ready', 'labels.ready'].map((host) => ({ port: readyPort, host })),
      asks: ['w.test', 'v.test', 'x.test'].flatMap((host) =>
        ['/', '/a', '/a/x', '/ab', '/b/', '/exact', '/exact/'].map((path) => ({ host, path })),
      ),
      // In turn, where a service has several servers.
      times: /services\.app\.|pair@file/.test(all) ? 4 : 1,
    };
  });
}
