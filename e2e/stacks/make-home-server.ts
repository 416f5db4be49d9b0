// A home server of as many stacks as asked for, in the style that people write them: a proxy that makes the shared network, an
// application a folder behind it, each with its own database, some with monitoring and mail, and the mistakes that come with it.
// The same number gives the same files. From 12 stacks on: a port published twice, a database on the proxy's network, a network that
// nobody makes; from 44 on also a project name, a container name and a subnet that two stacks have.

import { mail, monitoring, traefik } from './home-servants.ts';

/** Files by path from the folder around the stacks: `immich/compose.yaml`, `immich/.env`. */
export type HomeServer = ReadonlyMap<string, string>;

/** What an application looks like; the later ones of a kind differ in names, ports and image. */
type Kind =
  | 'page'
  | 'database'
  | 'worker'
  | 'large'
  | 'host'
  | 'tunnel'
  | 'mailing'
  | 'measured'
  | 'published';

interface App {
  readonly name: string;
  readonly kind: Kind;
  /** Of all stacks, from 0. */
  readonly at: number;
  readonly port: number;
}

const apps: readonly (readonly [name: string, kind: Kind])[] = [
  ['immich', 'large'],
  ['wiki', 'database'],
  ['vaultwarden', 'mailing'],
  ['nextcloud', 'worker'],
  ['paperless', 'worker'],
  ['homeassistant', 'host'],
  ['downloads', 'tunnel'],
  ['gitea', 'database'],
  ['dashboard', 'page'],
  ['jellyfin', 'published'],
  ['freshrss', 'measured'],
  ['mealie', 'database'],
  ['actual', 'page'],
  ['authentik', 'large'],
  ['linkding', 'mailing'],
  ['photoview', 'worker'],
  ['uptime', 'published'],
  ['calibre', 'page'],
  ['grocy', 'published'],
  ['outline', 'large'],
  ['miniflux', 'measured'],
  ['bookstack', 'database'],
  ['zigbee', 'host'],
  ['blog', 'database'],
  ['tandoor', 'mailing'],
  ['umami', 'measured'],
  ['stirling', 'page'],
  ['syncthing', 'published'],
  ['plausible', 'large'],
  ['firefly', 'worker'],
];

/** The first stacks of a large home server; of a small one, the proxy alone. */
const servants = ['traefik', 'monitoring', 'mail'] as const;

/** The files of `count` stacks, 1 or more. */
export function makeHomeServer(count: number): HomeServer {
  const files = new Map<string, string>();
  const own = count < 12 ? 1 : servants.length;
  for (const name of servants.slice(0, Math.min(own, count))) addServant(files, name);
  for (let at = own; at < count; at++) addApp(files, appOf(at - own, at), count);
  return files;
}

/** The folders of `count` stacks, in the order in which they are found. */
export function homeServerFolders(count: number): readonly string[] {
  const folders = [...makeHomeServer(count).keys()].map((file) => file.slice(0, file.indexOf('/')));
  return [...new Set(folders)].sort();
}

function appOf(index: number, at: number): App {
  const [name, kind] = apps[index % apps.length] ?? ['app', 'page'];
  const round = Math.floor(index / apps.length) + 1;
  return { name: round === 1 ? name : `${name}-${round}`, kind, at, port: 8100 + index };
}

function addServant(files: Map<string, string>, name: (typeof servants)[number]): void {
  if (name === 'traefik') {
    files.set('traefik/compose.yaml', traefik);
    files.set(
      'traefik/dynamic.yml',
      'http:\n  middlewares:\n    secure:\n      headers:\n        stsSeconds: 31536000\n',
    );
  } else files.set(`${name}/compose.yaml`, name === 'monitoring' ? monitoring : mail);
}

function addApp(files: Map<string, string>, app: App, count: number): void {
  const { name } = app;
  const mistakes = count >= 12 ? mistakesOf(app, count) : noMistakes;
  files.set(`${name}/${app.at % 7 === 3 ? 'docker-compose.yml' : 'compose.yaml'}`, textOf(app, mistakes));
  if (app.kind !== 'page' && app.kind !== 'host') {
    const lines = [`TAG=1.${app.at % 20}`, 'DB_PASSWORD=change-me'];
    files.set(`${name}/.env`, `${lines.join('\n')}\n`);
  }
}

/** What is wrong with an application, beside what its kind brings. */
interface Mistakes {
  readonly port: number | null;
  readonly dataOnProxy: boolean;
  readonly lostNetwork: boolean;
  readonly projectName: string | null;
  readonly containerName: string | null;
  readonly subnet: string | null;
}

const noMistakes: Mistakes = {
  port: null,
  dataOnProxy: false,
  lostNetwork: false,
  projectName: null,
  containerName: null,
  subnet: null,
};

function mistakesOf({ name, kind, at }: App, count: number): Mistakes {
  const many = count >= 44;
  return {
    port: kind === 'published' && at % 3 === 0 ? 8096 : null,
    dataOnProxy: kind === 'worker' && at % 2 === 0,
    lostNetwork: name.startsWith('dashboard'),
    projectName: many && name === 'blog' ? 'wiki' : null,
    containerName: many && (name === 'gitea' || name === 'mealie') ? 'postgres' : null,
    subnet: many && (name === 'bookstack' || name === 'wiki') ? '172.30.0.0/24' : null,
  };
}

type Part = readonly string[];

interface Written {
  readonly services: readonly Part[];
  /** Keys of networks that are made elsewhere. */
  readonly asked: readonly string[];
  /** Lines of the networks that are made here. */
  readonly made: Part;
}

function textOf(app: App, mistakes: Mistakes): string {
  const { services, asked, made } = partsOf(app, mistakes);
  const networks = [...made, ...asked.flatMap((key) => [`  ${key}:`, '    external: true'])];
  const lines = [
    ...(mistakes.projectName === null ? [] : [`name: ${mistakes.projectName}`, '']),
    'services:',
    ...services.flatMap((part, index) => (index === 0 ? part : ['', ...part])),
    ...(networks.length === 0 ? [] : ['', 'networks:', ...networks]),
  ];
  return `${lines.join('\n')}\n`;
}

function service(name: string, image: string, ...lines: readonly string[]): Part {
  return [
    `  ${name}:`,
    `    image: ${image}`,
    '    restart: unless-stopped',
    ...lines.map((line) => `    ${line}`),
  ];
}

/** Labels by which the proxy finds a service. */
function routed(name: string, port: number): Part {
  return [
    'labels:',
    '  - traefik.enable=true',
    '  - traefik.docker.network=proxy',
    `  - traefik.http.routers.${name}.rule=Host(\`${name}.example.org\`)`,
    `  - traefik.http.services.${name}.loadbalancer.server.port=${port}`,
  ];
}

function database(networks: string, { containerName }: Mistakes): Part {
  const named = containerName === null ? [] : [`container_name: ${containerName}`];
  const environment = ['environment:', '  POSTGRES_PASSWORD: ${DB_PASSWORD}'];
  return service(
    'db',
    'postgres:17-alpine',
    ...named,
    ...environment,
    ...(networks === '' ? [] : [`networks: ${networks}`]),
  );
}

const url = 'DATABASE_URL: postgres://app:${DB_PASSWORD}@db:5432/app';
const cache = (networks: string): Part => service('redis', 'redis:7-alpine', `networks: ${networks}`);

function partsOf(app: App, mistakes: Mistakes): Written {
  const { name, kind, port } = app;
  const image = `registry.example/${name}:\${TAG:-latest}`;
  switch (kind) {
    case 'page': {
      const networks = mistakes.lostNetwork ? ['proxy', 'old_lan'] : ['proxy'];
      const web = service(name, image, `networks: [${networks.join(', ')}]`, ...routed(name, 8080));
      return { services: [web], asked: networks, made: [] };
    }
    case 'database': {
      const subnet =
        mistakes.subnet === null
          ? []
          : ['    ipam:', '      config:', `        - subnet: ${mistakes.subnet}`];
      const web = service(
        'web',
        image,
        'environment:',
        `  ${url}`,
        'depends_on: [db]',
        'networks: [proxy, backend]',
        ...routed(name, 3000),
      );
      const made = ['  backend:', '    internal: true', ...subnet];
      return { services: [web, database('[backend]', mistakes)], asked: ['proxy'], made };
    }
    case 'worker': {
      const inner = mistakes.dataOnProxy ? '[default, proxy]' : '[default]';
      const settings = ['environment:', `  ${url}`, '  REDIS_HOST: redis', 'depends_on: [db, redis]'];
      const web = service('app', image, ...settings, 'networks: [default, proxy]', ...routed(name, 80));
      const job = service('worker', image, 'command: worker', ...settings, 'networks: [default]');
      return {
        services: [web, job, database(inner, mistakes), cache('[default]')],
        asked: ['proxy'],
        made: [],
      };
    }
    case 'large': {
      const settings = ['environment:', `  ${url}`, '  REDIS_HOST: redis', 'depends_on: [db, redis]'];
      const services = [
        service('server', image, ...settings, 'networks: [proxy, front, data]', ...routed(name, 2283)),
        service('machine-learning', `${image}-ml`, 'networks: [front]'),
        service('worker', image, 'command: worker', ...settings, 'networks: [front, data]'),
        database('[data]', mistakes),
        cache('[data]'),
        service(
          'backup',
          'registry.example/pg-backup:17',
          'environment:',
          '  PGHOST: db',
          'depends_on: [db]',
          'networks: [data]',
        ),
        service('init', 'busybox:1.37', 'command: chown -R 1000:1000 /data', 'network_mode: none'),
      ];
      return { services, asked: ['proxy'], made: ['  front:', '  data:', '    internal: true'] };
    }
    case 'host':
      return {
        services: [service(name, image, 'network_mode: host', 'cap_add: [NET_ADMIN]')],
        asked: [],
        made: [],
      };
    case 'tunnel': {
      const tunnel = service(
        'vpn',
        'qmcgaw/gluetun:v3.40',
        'cap_add: [NET_ADMIN]',
        'ports:',
        `  - "${port}:8080"`,
        'networks: [default, proxy]',
      );
      const inside = service('client', image, 'network_mode: service:vpn', 'depends_on: [vpn]');
      const indexer = service(
        'indexer',
        `${image}-indexer`,
        'network_mode: service:vpn',
        'depends_on: [vpn]',
      );
      const finder = service('finder', `${image}-finder`, 'environment:', '  CLIENT_URL: http://vpn:8080');
      return { services: [tunnel, inside, indexer, finder], asked: ['proxy'], made: [] };
    }
    case 'mailing': {
      const settings = ['environment:', `  ${url}`, '  SMTP_HOST: smtp', 'depends_on: [db]'];
      const web = service(
        'web',
        image,
        ...settings,
        'networks: [default, proxy, mail]',
        ...routed(name, 8000),
      );
      return { services: [web, database('', mistakes)], asked: ['proxy', 'mail'], made: [] };
    }
    case 'measured': {
      const web = service(
        'app',
        image,
        'environment:',
        `  ${url}`,
        'depends_on: [db]',
        'networks: [default, proxy]',
        ...routed(name, 8080),
      );
      const exporter = service(
        'exporter',
        'quay.io/prometheuscommunity/postgres-exporter:v0.16.0',
        'environment:',
        '  DATA_SOURCE_URI: db:5432/app',
        'networks: [default, monitoring]',
      );
      return { services: [web, database('', mistakes), exporter], asked: ['proxy', 'monitoring'], made: [] };
    }
    case 'published':
      return {
        services: [service(name, image, 'ports:', `  - "${mistakes.port ?? port}:8096"`)],
        asked: [],
        made: [],
      };
  }
}
