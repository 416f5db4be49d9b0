import { describe, expect, it } from 'vitest';
import { namesCsv, namesTable, namesWith } from '../../export/ways-in/name-table.ts';
import type { Files } from '../files/literal-files.ts';
import { waysIn } from '../testing/ask-in.ts';
import { allWays } from './all-ways.ts';
import { bypassesText, guardText, nameRows } from './name-rows.ts';

function rows(yaml: string, files: Files = {}) {
  const ways = waysIn(yaml, files);
  return nameRows(ways, allWays(ways));
}

/** Returns the name rows as `host/path → service:port [guard] round: …  from zone`. */
function lines(yaml: string, files: Files = {}): readonly string[] {
  return rows(yaml, files).map((row) => {
    const { host, path, service, port, zone, answer, because } = row;
    const round = bypassesText(row);
    const target = service === null ? `nobody (${because})` : `${service}:${port}`;
    return `${host}${path} → ${target} [${guardText(row)}] ${answer} ${zone}${round === '' ? '' : ` round: ${round}`}`;
  });
}

const app = (name: string, middleware: string, more = '') => `  ${name}:
    image: example/${name}
    expose: ["3000"]
${more}    labels:
      - traefik.enable=true
      - traefik.http.routers.${name}.rule=Host(\`${name}.example\`)
${middleware === '' ? '' : `      - traefik.http.routers.${name}.middlewares=${middleware}@file\n`}`;

const traefik = (apps: string) => `services:
  traefik:
    image: traefik:v3
    command: [--entrypoints.web.address=:80, --entrypoints.web.http.redirections.entrypoint.to=websecure, --entrypoints.websecure.address=:443, --entrypoints.websecure.http.tls=true, --providers.docker.exposedbydefault=false, --providers.file.filename=/d.yml]
    ports: ["80:80", "443:443"]
    volumes: ["./d.yml:/d.yml"]
  authelia: { image: authelia/authelia, expose: ["9091"] }
${apps}`;

const files = {
  'd.yml': `http:
  middlewares:
    login: { forwardAuth: { address: "http://authelia:9091/" } }
    lan: { ipAllowList: { sourceRange: [192.168.0.0/16] } }
    office: { ipAllowList: { sourceRange: [203.0.113.0/24] } }
    here: { ipAllowList: { sourceRange: [127.0.0.1/32] } }
  routers:
    nas: { rule: "Host(\`nas.example\`)", service: nas }
  services:
    nas: { loadBalancer: { servers: [{ url: "http://192.168.1.9:5000/" }] } }
`,
};

it('each name of a proxy leads to a service, past what stands before it', () => {
  const all = traefik(
    app('photos', 'login', '    ports: ["8081:3000"]\n') +
      app('blog', '') +
      app('wiki', 'lan') +
      app('shop', 'office') +
      app('vault', 'here') +
      app('lost', '', '    networks: [apart]\n') +
      'networks: { apart: {} }\n',
  );
  expect(lines(all, files)).toEqual([
    'blog.example/ → blog:3000 [none] open outside',
    expect.stringMatching(
      /^lost\.example\/ → nobody \(the proxy cannot reach the service behind it: .+\) \[–\] closed outside$/,
    ),
    'nas.example/ → nobody (No service in these files has the address 192.168.1.9.) [unknown] unknown outside',
    'photos.example/ → photos:3000 [login by authelia] guarded outside round: port 8081 of this machine',
    'shop.example/ → shop:3000 [addresses 203.0.113.0/24] guarded outside',
    'vault.example/ → vault:3000 [nobody gets in (addresses 127.0.0.1/32)] closed outside',
    'wiki.example/ → wiki:3000 [addresses 192.168.0.0/16] guarded lan',
  ]);
});

it('a name at several entrances is one row with all of them', () => {
  const both = traefik(app('blog', '')).replace(
    ' --entrypoints.web.http.redirections.entrypoint.to=websecure,',
    '',
  );
  const [row, ...more] = rows(both, files).filter(({ host }) => host === 'blog.example');
  expect(more).toEqual([]);
  expect(row?.entrances).toEqual(['web 0.0.0.0:80', 'websecure 0.0.0.0:443']);
  expect(row?.place).toEqual({ file: 'compose.yaml', line: 13 });
});

it('what any name gets comes last, and a proxy that is not read is said below', () => {
  const yaml = `services:
  proxy: { image: caddy, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"] }
  npm: { image: jc21/nginx-proxy-manager, ports: ["81:81"] }
  a: { image: example/a, expose: ["8000"] }
`;
  const caddy = {
    Caddyfile: 'http:// {\n reverse_proxy a:8000\n}\nhttp://z.test {\n reverse_proxy a:8000\n}\n',
  };
  expect(lines(yaml, caddy)).toEqual([
    'z.test/ → a:8000 [none] open outside',
    '*/ → a:8000 [none] open outside',
  ]);
  expect(namesTable(waysIn(yaml, caddy), false)).toBe(
    `name      service  port  guard  bypasses  from     entrance              line
z.test    a        8000  none   -         outside  proxy :80 0.0.0.0:80  Caddyfile:4
any name  a        8000  none   -         outside  proxy :80 0.0.0.0:80  Caddyfile:1
not read: npm. Nginx Proxy Manager keeps its routes in a database, which is not read.
`,
  );
});

it('rows are found by words in any column, and are comma-separated values', () => {
  const all = rows(traefik(app('photos', 'login', '    ports: ["8081:3000"]\n') + app('blog', '')), files);
  expect(namesWith(all, 'PHOTOS login', false).map(({ host }) => host)).toEqual(['photos.example']);
  expect(namesWith(all, '8081', false).map(({ host }) => host)).toEqual(['photos.example']);
  expect(namesCsv(namesWith(all, 'photos', false), false)).toBe(
    'Name,Service,Port,Guard,Bypasses,From,Entrance,Line\r\nphotos.example,photos,3000,login by authelia,port 8081 of this machine,outside,traefik websecure 0.0.0.0:443,compose.yaml:14\r\n',
  );
});

it('without a proxy there is no name', () => {
  expect(rows('services: { a: { image: a, ports: ["80:80"] } }')).toEqual([]);
  expect(namesTable(waysIn('services: { a: { image: a } }'), false)).toBe(
    'No proxy and no tunnel lets a name in, as far as these files show.\n',
  );
});

describe('a path that an expression takes is a way in of its own, and leads round the login of the others', () => {
  const behind = (image: string, file: string, text: string) =>
    lines(
      `services:
  proxy: { image: "${image}", ports: ["80:80"], volumes: ["./f:${file}"] }
  app: { image: example/app, expose: ["8000"] }
`,
      { f: text },
    );

  it('of nginx', () => {
    const text = `server {
  listen 80;
  auth_basic "staff";
  auth_basic_user_file /etc/nginx/users;
  location / { proxy_pass http://app:8000; }
  location ~ \\.php$ { auth_basic off; proxy_pass http://app:8000; }
}`;
    expect(behind('nginx:1.27', '/etc/nginx/conf.d/default.conf', text)).toEqual([
      '*/ → app:8000 [login by basic] guarded outside round: any host name/x.php',
      '*/x.php → app:8000 [none] open outside',
    ]);
  });

  it.each(['path *.php', 'path_regexp \\.php$', 'path_regexp ends \\.php$'])('of Caddy, %s', (matcher) => {
    const text = `http://app.example.org {
  @php ${matcher}
  handle @php {
    reverse_proxy app:8000
  }
  handle {
    basic_auth {
      u $2a$14$x
    }
    reverse_proxy app:8000
  }
}`;
    expect(behind('caddy:2.11', '/etc/caddy/Caddyfile', text)).toEqual([
      'app.example.org/ → app:8000 [login by basic] guarded outside round: app.example.org/x.php',
      'app.example.org/x.php → app:8000 [none] open outside',
    ]);
  });

  it('of HAProxy', () => {
    const text = `userlist u
  user a insecure-password x
defaults
  mode http
frontend web
  bind :80
  http-request auth if !{ http_auth(u) } !{ path_end .php }
  default_backend app
backend app
  server app app:8000
`;
    expect(behind('haproxy:3.0', '/usr/local/etc/haproxy/haproxy.cfg', text)).toEqual([
      '*/ → app:8000 [login by basic] guarded outside round: any host name/x.php',
      '*/x.php → app:8000 [none] open outside',
    ]);
  });

  it('of Traefik', () => {
    const text = `services:
  proxy:
    image: traefik:v3.7
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
  app:
    image: example/app
    expose: ["8000"]
    labels:
      - traefik.enable=true
      - traefik.http.middlewares.login.basicauth.users=u:x
      - traefik.http.routers.all.rule=PathPrefix(\`/\`)
      - traefik.http.routers.all.middlewares=login
      - traefik.http.routers.php.rule=PathRegexp(\`\\.php$$\`)
`;
    expect(lines(text)).toEqual([
      '*/ → app:8000 [login by login@docker] guarded outside round: any host name/x.php',
      '*/x.php → app:8000 [none] open outside',
    ]);
  });
});

it('nginx that asks the app itself who may pass has no login: the app answers the question like any other', () => {
  const text = (auth: string) => `server {
  listen 80;
  server_name app.example.org;
  location / { auth_request /auth; proxy_pass http://app:8000; }
  ${auth}
}`;
  const project = `services:
  proxy: { image: "nginx:1.27", ports: ["80:80"], volumes: ["./f:/etc/nginx/conf.d/default.conf"] }
  app: { image: example/app, expose: ["8000"] }
  sso: { image: example/sso, expose: ["8000"] }
`;
  expect(lines(project, { f: text('') })).toEqual(['app.example.org/ → app:8000 [none] open outside']);
  expect(lines(project, { f: text('location = /auth { internal; proxy_pass http://sso:8000; }') })).toContain(
    'app.example.org/ → app:8000 [login by sso] guarded outside',
  );
});
