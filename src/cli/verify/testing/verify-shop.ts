// One project for the tests of `verify`: its file, the Engine on which it runs as the file says, and a call of the command.

import { runVerify, type VerifyOptions } from '../../commands/verify.ts';
import { readEngine } from '../../input/project-options.ts';
import { fakeIo } from '../../testing/fake-io.ts';
import { type FakeEngine, fakeDocker } from './fake-docker.ts';

const shop = `services:
  web:
    image: example/web:1
    networks:
      front:
      back: { aliases: [www] }
    ports: ["8080:80"]
    cap_drop: [ALL]
  db:
    image: example/db:1
    networks: [back]
  tail:
    image: example/tail:1
    network_mode: service:web
networks:
  front:
  back:
    internal: true
`;

const ports = { '80/tcp': [{ HostIp: '', HostPort: '8080' }] };
export const web = {
  mode: 'shop_back',
  networks: { shop_front: '10.0.1.2', shop_back: '10.0.2.2' },
  ports,
  capDrop: ['CAP_ALL'],
};
export const matchingEngine: FakeEngine = {
  containers: {
    web: { ...web, aliases: ['www'] },
    db: { mode: 'shop_back', networks: { shop_back: '10.0.2.3' } },
    tail: { mode: 'container:id-web' },
  },
  networks: { shop_front: {}, shop_back: { internal: true } },
  listens: { web: [80], db: [5432], host: [22, 8080] },
  accepts: [
    'web 10.0.2.3 5432',
    'db 10.0.2.2 80',
    'host 203.0.113.2 8080',
    'web 198.51.100.1 443',
    'web 203.0.113.2 22',
    'db 10.0.2.1 22',
  ],
  resolves: ['web db 10.0.2.3', 'db web 10.0.2.2'],
};

/** The shop's file as it is deployed. In the fake, the front network has aliases too; those of `web` apply to both of its networks. */
export const file = shop.replace('      front:\n', '      front: { aliases: [www] }\n');

export const options: VerifyOptions = {
  profile: [],
  envFile: [],
  engine: readEngine('28'),
  userlandProxy: true,
  format: 'json',
  probe: true,
  yes: true,
  probeImage: 'busybox',
};

export async function verify(engine: FakeEngine, more: Partial<VerifyOptions> = {}, text = file) {
  const io = fakeIo({ files: { '/shop/compose.yaml': text } });
  const { docker, calls, probes, removed } = fakeDocker(engine);
  const asked: string[] = [];
  let interrupt = () => {};
  const tools = {
    docker,
    confirm: async (question: string) => {
      asked.push(question);
      return null;
    },
    onInterrupt: (stop: () => void) => {
      interrupt = stop;
      return () => {};
    },
  };
  const call = runVerify(io, [], { ...options, ...more }, tools);
  return { call, io, calls, probes, removed, asked, tools, interrupt: () => interrupt() };
}

export async function report(engine: FakeEngine, more: Partial<VerifyOptions> = {}, text = file) {
  const { call, io, probes } = await verify(engine, more, text);
  const code = await call;
  return { code, json: JSON.parse(io.written.out), probes };
}
