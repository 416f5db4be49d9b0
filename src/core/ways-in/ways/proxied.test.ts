import { describe, expect, it } from 'vitest';
import { missingProxies } from '../../reach/add-entries.ts';
import type { Reach } from '../../reach/reach-model.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { analyze } from '../../rules/all-rules.ts';
import { openExample } from '../../rules/example-workspace.ts';

const reachOf = (yaml: string): Reach =>
  analyze(openExample(yaml), optionsFor('28', { project: 'shop' })).reach;

/** Returns the routes as `by host:port proxy reachable fromOutside`, with `(ghost)` when the proxy is not in the file. */
function proxied(yaml: string, service = 'app'): readonly string[] {
  return reachOf(yaml)
    .proxied(service)
    .map(
      ({ by, host, port, proxy, ghost, reachable, fromOutside }) =>
        `${by} ${host}:${port} ${proxy}${ghost ? ' (ghost)' : ''} ${reachable} ${fromOutside}`,
    );
}

const traefik =
  '  traefik: { image: "traefik:v3", command: [--providers.docker, "--entrypoints.web.address=:443"], ports: ["443:443"], networks: [edge] }\n';

describe('Traefik', () => {
  it('routes a host to the stated port, over a common network', () => {
    expect(
      proxied(`services:
${traefik}  app:
    image: example/app:1
    networks: [edge]
    labels:
      - traefik.enable=true
      - traefik.http.routers.app.rule=Host(\`shop.example\`) && PathPrefix(\`/api\`)
      - traefik.http.services.app.loadbalancer.server.port=8080
networks: { edge: {} }
`),
    ).toEqual(['traefik shop.example:8080 traefik true true']);
  });

  it('keeps routes of one host on different entry points apart', () => {
    const { proxied: routesTo } = reachOf(`services:
  traefik: { image: "traefik:v3", command: [--providers.docker, "--entrypoints.web.address=:80", "--entrypoints.inner.address=:81"], ports: ["80:80"] }
  app:
    image: example/app:1
    labels:
      traefik.http.routers.app.rule: Host(\`shop.example\`)
      traefik.http.routers.app.entrypoints: web
      traefik.http.services.app.loadbalancer.server.port: "8080"
  inner:
    image: example/inner:1
    labels:
      traefik.http.routers.inner.rule: Host(\`shop.example\`)
      traefik.http.routers.inner.entrypoints: inner
      traefik.http.services.inner.loadbalancer.server.port: "8080"
`);
    expect(routesTo('app').map(({ entrances }) => entrances)).toEqual([['web']]);
    expect(routesTo('inner').map(({ entrances }) => entrances)).toEqual([['inner']]);
  });

  it('takes labels as a map, several hosts, routers with services of their own, TCP by SNI', () => {
    expect(
      proxied(`services:
  app:
    image: example/app:1
    labels:
      traefik.http.routers.web.rule: Host(\`a.example\`, \`b.example\`) || Host("c.example")
      traefik.http.routers.web.service: web
      traefik.http.routers.Admin.Rule: Host(\`adm.example\`)
      traefik.http.routers.admin.service: adm
      traefik.http.services.web.loadbalancer.server.port: 80
      traefik.http.services.adm.loadbalancer.server.port: 9000
      traefik.tcp.routers.db.rule: HostSNI(\`*\`)
      traefik.tcp.routers.db.service: db
      traefik.tcp.services.db.loadbalancer.server.port: 5432
`),
    ).toEqual([
      'traefik a.example:80 traefik (ghost) unknown unknown',
      'traefik b.example:80 traefik (ghost) unknown unknown',
      'traefik c.example:80 traefik (ghost) unknown unknown',
      'traefik adm.example:9000 traefik (ghost) unknown unknown',
      'traefik *:5432 traefik (ghost) unknown unknown',
    ]);
  });

  it('reads version 1, with segments', () => {
    expect(
      proxied(`services:
  app:
    image: example/app:1
    labels:
      - traefik.frontend.rule=Host:a.example,b.example;PathPrefix:/x
      - traefik.port=3000
      - traefik.adm.frontend.rule=Host:adm.example
      - traefik.adm.port=9000
`),
    ).toEqual([
      'traefik a.example:3000 traefik (ghost) unknown unknown',
      'traefik b.example:3000 traefik (ghost) unknown unknown',
      'traefik adm.example:9000 traefik (ghost) unknown unknown',
    ]);
  });

  it('takes the lowest known port where none is said, and says that it knows none', () => {
    const labels = 'labels: ["traefik.enable=true"]';
    expect(proxied(`services: { app: { image: a, expose: ["9000", "8000"], ${labels} } }`)).toEqual([
      'traefik *:8000 traefik (ghost) unknown unknown',
    ]);
    expect(proxied(`services: { app: { image: a, ${labels} } }`)).toEqual([
      'traefik *:null traefik (ghost) unknown unknown',
    ]);
  });

  it.each([
    ['it is switched off', '["traefik.enable=false", "traefik.http.routers.a.rule=Host(`a`)"]'],
    [
      'the router leads into the proxy itself',
      '["traefik.enable=true", "traefik.http.routers.a.service=api@internal"]',
    ],
    ['only a middleware is declared', '["traefik.http.middlewares.auth.basicauth.users=x"]'],
  ])('makes no way in where %s', (_, labels) => {
    expect(proxied(`services: { app: { image: a, labels: ${labels} } }`)).toEqual([]);
  });

  it('asks for enabling where the proxy of the file is set so', () => {
    const yaml = (label: string) => `services:
  traefik: { image: "traefik:v3", command: ["--providers.docker.exposedByDefault=false"], ports: ["80:80"] }
  app: { image: a, expose: ["80"], labels: ["traefik.http.routers.a.rule=Host(\`a.example\`)"${label}] }
`;
    expect(proxied(yaml(''))).toEqual([]);
    expect(proxied(yaml(', "traefik.enable=true"'))).toEqual(['traefik a.example:80 traefik true true']);
  });

  it('cannot reach a service on other networks, nor over a named network that it is not on', () => {
    const yaml = (networks: string, label: string) => `name: shop
services:
${traefik}  app:
    image: a
    networks: ${networks}
    labels: ["traefik.http.routers.a.rule=Host(\`a.example\`)"${label}]
networks: { edge: {}, back: {} }
`;
    expect(proxied(yaml('[back]', ''))).toEqual(['traefik a.example:null traefik false false']);
    expect(proxied(yaml('[edge, back]', ', "traefik.docker.network=shop_back"'))).toEqual([
      'traefik a.example:null traefik false false',
    ]);
    expect(proxied(yaml('[edge, back]', ', "traefik.docker.network=shop_edge"'))).toEqual([
      // It is unknown whether the image exposes a port; Traefik drops a container without one.
      'traefik a.example:null traefik true unknown',
    ]);
    expect(proxied(yaml('[edge, back]', ', "traefik.docker.network=elsewhere"'))).toEqual([
      // Traefik warns and uses any network, so some starts succeed.
      'traefik a.example:null traefik true unknown',
    ]);
  });

  it('is no way in from outside where the proxy itself has none', () => {
    expect(
      proxied(`services:
  traefik: { image: "traefik:v3", command: [--providers.docker, "--entrypoints.web.address=:443"], ports: ["127.0.0.1:443:443"] }
  app: { image: a, expose: ["80"], labels: ["traefik.http.routers.a.rule=Host(\`a.example\`)"] }
`),
    ).toEqual(['traefik a.example:80 traefik true false']);
  });

  it('gives the proxy itself no route', () => {
    const yaml = 'services: { app: { image: "traefik:v3", labels: ["traefik.enable=true"] } }';
    expect(proxied(yaml)).toEqual([]);
  });
});

describe('caddy-docker-proxy', () => {
  it('takes numbered sites whose directives lead to the container', () => {
    expect(
      proxied(`services:
  caddy: { image: "lucaslorentz/caddy-docker-proxy:2.9", ports: ["443:443", "8443:8443"] }
  app:
    image: a
    labels:
      caddy_0: shop.example.org, https://www.shop.example.org:8443
      caddy_0.reverse_proxy: "{{upstreams 8080}}"
      caddy_1: api.example.org
      caddy_1.handle_path: /v1/*
      caddy_1.handle_path.0_reverse_proxy: "{{upstreams http 9000}}"
      caddy_2: static.example.org
      caddy_2.respond: hello
`),
    ).toEqual([
      'caddy shop.example.org:8080 caddy true true',
      'caddy api.example.org:9000 caddy true true',
      'caddy www.shop.example.org:8080 caddy true true',
    ]);
  });

  it('takes port 80 where the directive says none, and passes over snippets', () => {
    expect(
      proxied(`services:
  app:
    image: a
    labels: ['caddy=a.example', 'caddy.reverse_proxy={{upstreams}}', 'caddy_9=(snip)', 'caddy_9.reverse_proxy={{upstreams 1}}']
`),
    ).toEqual(['caddy a.example:80 caddy (ghost) unknown unknown']);
  });
});

describe('VIRTUAL_HOST', () => {
  it('names hosts and a port', () => {
    expect(
      proxied(`services:
  proxy: { image: "nginxproxy/nginx-proxy:1.6", ports: ["80:80"] }
  app: { image: a, environment: { VIRTUAL_HOST: "a.example,b.example", VIRTUAL_PORT: 3000 } }
`),
    ).toEqual(['nginx-proxy a.example:3000 proxy true true', 'nginx-proxy b.example:3000 proxy true true']);
  });

  it('takes the only exposed port, 80 among several', () => {
    const yaml = (ports: string) =>
      `services: { app: { image: a, expose: ${ports}, environment: ["VIRTUAL_HOST=a.example"] } }`;
    expect(proxied(yaml('["3000"]'))).toEqual([
      'nginx-proxy a.example:3000 nginx-proxy (ghost) unknown unknown',
    ]);
    expect(proxied(yaml('["3000", "80"]'))).toEqual([
      'nginx-proxy a.example:80 nginx-proxy (ghost) unknown unknown',
    ]);
  });

  it('leads nowhere for a closed service', () => {
    const yaml =
      'services: { app: { image: a, network_mode: none, environment: ["VIRTUAL_HOST=a.example"] } }';
    expect(proxied(yaml)).toEqual(['nginx-proxy a.example:null nginx-proxy (ghost) false false']);
  });
});

it('ghosts are named once, with all that count on them', () => {
  const yaml = `services:
  a: { image: a, environment: ["VIRTUAL_HOST=a.example"] }
  b: { image: a, labels: ["traefik.enable=true"] }
  c: { image: a, environment: ["VIRTUAL_HOST=c.example"] }
`;
  expect(missingProxies(reachOf(yaml))).toEqual([
    { name: 'nginx-proxy', targets: ['a', 'c'] },
    { name: 'traefik', targets: ['b'] },
  ]);
});

it('names like those of objects are ordinary service names', () => {
  const yaml =
    'services: { constructor: { image: a, labels: ["traefik.enable=true"] }, __proto__: { image: a } }';
  expect(proxied(yaml, 'constructor')).toHaveLength(1);
  expect(proxied(yaml, '__proto__')).toEqual([]);
});
