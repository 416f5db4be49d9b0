// Mounted configuration files: paths and links resolve as in the container, and an unreadable file never counts as empty.
import { describe, expect, it } from 'vitest';
import type { Files } from './files/literal-files.ts';
import { says, verdict, waysIn } from './testing/ask-in.ts';
import type { Ways } from './ways/ways.ts';

/** A proxy program with the place of its configuration and the parts that the tests write. */
interface Kind {
  readonly image: string;
  readonly folder: string;
  readonly main: string;
  readonly command?: string;
  /** Returns the main file, which includes another one. */
  including(path: string): string;
  /** The included part, which forwards everything to `app`. */
  readonly part: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  nginx: {
    image: 'nginx:1.27',
    folder: '/etc/nginx',
    main: 'nginx.conf',
    including: (path) =>
      `events {}\nhttp {\n include ${path};\n server { listen 80; server_name b.test; location / { proxy_pass http://b:8000; } }\n}\n`,
    part: 'server { listen 80; server_name a.test; location / { proxy_pass http://a:8000; } }\n',
  },
  Caddy: {
    image: 'caddy:2',
    folder: '/etc/caddy',
    main: 'Caddyfile',
    including: (path) => `import ${path}\nhttp://b.test {\n reverse_proxy b:8000\n}\n`,
    part: 'http://a.test {\n reverse_proxy a:8000\n}\n',
  },
  Apache: {
    image: 'httpd:2.4',
    folder: '/usr/local/apache2/conf',
    main: 'httpd.conf',
    including: (path) =>
      `Listen 80\nInclude ${path.startsWith('/') ? path : `conf/${path}`}\n<VirtualHost *:80>\nServerName b.test\nProxyPass / http://b:8000/\n</VirtualHost>\n`,
    part: '<VirtualHost *:80>\nServerName a.test\nProxyPass / http://a:8000/\n</VirtualHost>\n',
  },
  Traefik: {
    image: 'traefik:v3',
    folder: '/etc/traefik',
    main: 'traefik.yml',
    including: (path) =>
      `entryPoints: { web: { address: ":80" } }\nproviders: { file: { ${path.includes('*') ? `directory: /etc/traefik/${path.replace(/\/\*.*/, '')}` : `filename: ${path.startsWith('/') ? path : `/etc/traefik/${path}`}`} } }\n`,
    part: 'http:\n  routers: { a: { rule: "Host(`a.test`)", service: a } }\n  services: { a: { loadBalancer: { servers: [{ url: "http://a:8000" }] } } }\n',
  },
};

function project({ image, folder }: Kind, files: Files, mounts: readonly string[] = [`./conf:${folder}`]) {
  return waysIn(
    `services:
  proxy:
    image: ${image}
    ports: ["80:80"]
    volumes: [${mounts.map((mount) => `"${mount}"`).join(', ')}]
  a: { image: example/a }
  b: { image: example/b }
`,
    files,
  );
}

const asked = 'http://a.test/';

/** Returns the answer with its reason. */
function told(ways: Ways, url = asked): string {
  const { answer, because } = verdict(ways, url);
  return `${answer}: ${because}`;
}

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  const main = (path: string) => ({ [`conf/${kind.main}`]: kind.including(path) });
  const at = (name: string, path: string, text: string | null) =>
    says(project(kind, { ...main(path), [name]: text }), asked);

  it('reads what it includes from the folder that is mounted', () => {
    expect(at('conf/parts/a.yml', 'parts/a.yml', kind.part)).toBe('serves by a');
    expect(at('conf/parts/a.yml', 'parts/*.yml', kind.part)).toBe('serves by a');
    expect(at('conf/parts/a.yml', 'other/../parts/a.yml', kind.part)).toBe('serves by a');
  });

  it.each([
    '../secret.yml',
    '../../../../../../secret.yml',
    'parts/../../secret.yml',
    '../conf/../secret.yml',
  ])('never reads %s, which is beside that folder on the machine', (path) => {
    for (const name of ['secret.yml', 'conf/secret.yml/x'])
      expect(at(name, path, kind.part)).not.toBe('serves by a');
  });

  it.each([
    '-> ../secret.yml',
    '-> ../../secret.yml',
    '-> /secret.yml',
    '-> /work/conf/real.yml',
    '-> a.yml',
  ])('never follows a link %s out of it', (link) => {
    for (const path of ['parts/a.yml', 'parts/*.yml'])
      expect(
        says(project(kind, { ...main(path), 'conf/parts/a.yml': link, 'secret.yml': kind.part }), asked),
      ).toMatch(/^(?:unknown|refused|not-found)/);
  });

  it('follows links as the container has them', () => {
    for (const link of ['-> ../real/a.yml', `-> ${kind.folder}/real/a.yml`])
      for (const path of ['parts/a.yml', 'parts/*.yml'])
        expect(
          says(
            project(kind, { ...main(path), 'conf/parts/a.yml': link, 'conf/real/a.yml': kind.part }),
            asked,
          ),
        ).toBe('serves by a');
  });

  it('is unknown where a file that it includes cannot be read', () => {
    for (const path of ['parts/a.yml', 'parts/*.yml'])
      for (const url of [asked, 'http://b.test/'])
        expect(told(project(kind, { ...main(path), 'conf/parts/a.yml': null }), url)).toMatch(
          /^unknown.*conf\/parts\/a\.yml cannot be read/,
        );
  });

  it('is unknown where what it mounts is not here', () => {
    for (const mounts of [
      [`/srv/proxy:${kind.folder}`],
      [`/srv/${kind.main}:${kind.folder}/${kind.main}`],
      [`./conf:${kind.folder}`],
    ]) {
      const ways = project(kind, {}, mounts);
      expect(ways.programs).toEqual([]);
      expect(ways.unread[0]?.because).toMatch(
        /is not among these files, so its routes are unknown\. Open the folder that holds it, or pass --also DIR\.$/,
      );
      expect(says(ways, asked)).toMatch(/^unknown/);
    }
  });

  it('is unknown where a folder that it includes is mounted from one that is not here', () => {
    const ways = project(kind, main('parts/*.yml'), [
      `./conf:${kind.folder}`,
      `/srv/parts:${kind.folder}/parts`,
    ]);
    expect(told(ways)).toMatch(/^unknown.*\/srv\/parts is not among these files/);
  });
});

it('templates and lists of users that cannot be read leave nginx-proxy and nginx unknown', () => {
  const template = project(kinds.nginx as Kind, { 't/a.conf.template': null }, ['./t:/etc/nginx/templates']);
  expect(told(template)).toMatch(/^unknown.*t\/a\.conf\.template cannot be read/);
  const users = waysIn(
    `services:
  proxy: { image: nginxproxy/nginx-proxy, ports: ["80:80"], volumes: ["./users:/etc/nginx/htpasswd"] }
  a: { image: example/a, expose: ["80"], environment: { VIRTUAL_HOST: a.test } }
`,
    { 'users/a.test': null },
  );
  expect(told(users)).toMatch(/^unknown.*users\/a\.test cannot be read/);
});
