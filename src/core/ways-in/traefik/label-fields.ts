// The options allowed in labels. Traefik drops a container's whole configuration when one label has an unknown option.

import type { Options } from './options.ts';

/** The options below one place; `any` for an unlisted set. */
type Fields = { readonly [name: string]: Fields | 'value' | 'any' };

const tls: Fields = { options: 'value', certresolver: 'value', domains: 'any', passthrough: 'value' };
const observability: Fields = {
  accesslogs: 'value',
  metrics: 'value',
  tracing: 'value',
  traceverbosity: 'value',
};

const httpRouter: Fields = {
  entrypoints: 'value',
  middlewares: 'value',
  service: 'value',
  rule: 'value',
  rulesyntax: 'value',
  priority: 'value',
  parentrefs: 'value',
  tls,
  observability,
};

const server: Fields = {
  url: 'value',
  port: 'value',
  scheme: 'value',
  weight: 'value',
  preservepath: 'value',
};

const httpBalancer: Fields = {
  server,
  servers: 'any',
  sticky: 'any',
  healthcheck: 'any',
  passivehealthcheck: 'any',
  passhostheader: 'value',
  responseforwarding: 'any',
  serverstransport: 'value',
  strategy: 'value',
};

const login: Fields = {
  users: 'value',
  usersfile: 'value',
  realm: 'value',
  removeheader: 'value',
  headerfield: 'value',
};

const addressList: Fields = {
  sourcerange: 'value',
  ipstrategy: { depth: 'value', excludedips: 'value', ipv6subnet: 'value' },
  rejectstatuscode: 'value',
};

const middleware: Fields = {
  addprefix: { prefix: 'value' },
  basicauth: login,
  digestauth: login,
  buffering: 'any',
  chain: { middlewares: 'value' },
  circuitbreaker: 'any',
  compress: 'any',
  contenttype: 'any',
  encodedcharacters: 'any',
  errors: 'any',
  forwardauth: 'any',
  grpcweb: 'any',
  headers: 'any',
  ipallowlist: addressList,
  ipwhitelist: addressList,
  inflightreq: 'any',
  passtlsclientcert: 'any',
  plugin: 'any',
  ratelimit: 'any',
  redirectregex: { regex: 'value', replacement: 'value', permanent: 'value' },
  redirectscheme: { scheme: 'value', port: 'value', permanent: 'value', forcepermanentredirect: 'value' },
  replacepath: { path: 'value' },
  replacepathregex: { regex: 'value', replacement: 'value' },
  retry: 'any',
  stripprefix: { prefixes: 'value', forceslash: 'value' },
  stripprefixregex: { regex: 'value' },
};

const tcpRouter: Fields = {
  entrypoints: 'value',
  middlewares: 'value',
  service: 'value',
  rule: 'value',
  rulesyntax: 'value',
  priority: 'value',
  tls,
};

const tcpBalancer: Fields = {
  server: { port: 'value', address: 'value', tls: 'value' },
  proxyprotocol: 'any',
  serverstransport: 'value',
  terminationdelay: 'value',
  healthcheck: 'any',
};

/** The label options; names below `*` are chosen by people. */
const root: Fields = {
  http: {
    routers: { '*': httpRouter },
    services: {
      '*': {
        loadbalancer: httpBalancer,
        weighted: 'any',
        mirroring: 'any',
        failover: 'any',
        highestrandomweight: 'any',
        middlewares: 'value',
      },
    },
    middlewares: { '*': middleware },
    serverstransports: { '*': 'any' },
  },
  tcp: {
    routers: { '*': tcpRouter },
    services: { '*': { loadbalancer: tcpBalancer, weighted: 'any' } },
    middlewares: {
      '*': {
        ipallowlist: { sourcerange: 'value' },
        ipwhitelist: { sourcerange: 'value' },
        inflightconn: 'any',
      },
    },
    serverstransports: { '*': 'any' },
  },
  udp: {
    routers: { '*': { entrypoints: 'value', service: 'value' } },
    services: { '*': { loadbalancer: { server: { port: 'value', address: 'value' } }, weighted: 'any' } },
  },
};

/** Returns the first option, with dots, that Traefik does not know; null when it knows all. */
export function unknownOption(options: Options): string | null {
  for (const top of ['http', 'tcp', 'udp']) {
    const below = options.below.get(top);
    const found = below && check(below, root[top] ?? 'any', top);
    if (found) return found;
  }
  return null;
}

function check(options: Options, fields: Fields | 'value' | 'any', at: string): string | null {
  if (fields === 'any') return null;
  for (const [name, below] of options.below) {
    const path = `${at}.${name}`;
    if (fields === 'value') return path;
    const known = Object.hasOwn(fields, name) ? fields[name] : fields['*'];
    if (known === undefined) return path;
    const found = check(below, known, path);
    if (found) return found;
  }
  return null;
}
