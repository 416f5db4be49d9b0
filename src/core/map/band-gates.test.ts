import { expect, it } from 'vitest';
import { openWorkspace } from '../compose/workspace/open-workspace.ts';
import type { StackInput } from '../host/host.ts';
import { openHost } from '../host/open-host.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeHost } from '../rules/all-rules.ts';
import { filesOf } from '../ways-in/files/literal-files.ts';
import { readWays } from '../ways-in/ways/read-ways.ts';
import { makeWaysReader } from '../ways-in/ways/ways-reader.ts';
import { hostPicture } from './host-scene.ts';

function stack(name: string, yaml: string): StackInput {
  const file = `${name}/compose.yaml`;
  const workspace = openWorkspace({ order: [file], texts: new Map([[file, yaml]]), environment: new Map() });
  return { dir: name, from: 'files', workspace, profiles: [], project: { name, from: 'folder' } };
}

const app = (name: string, middleware: string, more = '') =>
  stack(
    name,
    `services:
  ${name}:
    image: example/${name}
    expose: ["3000"]
${more}    networks: [proxy]
    labels:
      - traefik.enable=true
      - traefik.http.routers.${name}.rule=Host(\`${name}.example\`)
${middleware}networks: { proxy: { external: true } }
`,
  );
const login = (name: string) => `      - traefik.http.routers.${name}.middlewares=login@file\n`;

const proxy = stack(
  'edge',
  `services:
  traefik:
    image: traefik:v3
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false, --providers.file.filename=/d.yml]
    ports: ["80:80"]
    volumes: ["./d.yml:/d.yml"]
    networks: [proxy]
networks: { proxy: { name: proxy } }
`,
);

const files = {
  'edge/d.yml': 'http: { middlewares: { login: { basicAuth: { users: ["u:x"] } } } }\n',
};

it('bands say who gets in through the proxy of another stack, with its mounted files', () => {
  const stacks = [
    proxy,
    app('photos', login('photos'), '    ports: ["8081:3000"]\n'),
    app('wiki', login('wiki')),
    app('blog', ''),
    stack('db', 'services: { db: { image: postgres } }\n'),
  ];
  const host = { ...openHost(stacks), beside: makeWaysReader(readWays, filesOf(files)) };
  const picture = hostPicture(analyzeHost(host, { options: optionsFor('29') }));
  const gates = picture.bands.map(({ stack: id, gates: all }) => [
    id,
    ...all.map(({ service, tone, gate }) => `${service} ${tone} ${gate.hosts} ${gate.bypasses}`.trim()),
  ]);
  expect(gates).toEqual([
    ['edge'],
    ['photos', 'photos round photos.example port 8081'],
    ['wiki', 'wiki guarded wiki.example'],
    ['blog', 'blog open blog.example'],
    ['db'],
  ]);
});

it('without what reads configuration nothing is said', () => {
  const picture = hostPicture(analyzeHost(openHost([proxy, app('blog', '')]), { options: optionsFor('29') }));
  expect(picture.bands.flatMap((band) => band.gates)).toEqual([]);
});
