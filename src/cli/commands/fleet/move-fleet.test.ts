import { describe, expect, it } from 'vitest';
import type { FakeIo } from '../../testing/fake-io.ts';
import { fakeIo } from '../../testing/fake-io.ts';
import { runMoveFleet } from './move-fleet.ts';

const fleet = `version: 1 # kept
machines:
  edge: { stacks: edge, engine: "26.1.5", addresses: { home: 192.168.1.11 } }
  nas: { stacks: nas, engine: "26.1.5", addresses: { home: 192.168.1.12, dmz: 192.168.2.12 } }
  laptop: { addresses: { home: 192.168.1.50 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 }, dmz: { kind: lan, subnet: 192.168.2.0/24 } }
routers:
  gate:
    addresses: { home: 192.168.1.1 }
    forwards: ["8096/tcp -> nas@home:8096", "22/tcp -> nas@home:22"] # the films
    allow: ["dmz -> nas:8096/tcp", "dmz -> nas"]
names: { films.lan: nas }
`;
const media = `services:
  films:
    image: jellyfin:10
    ports: ["8096:8096"]
    volumes: ["library:/data", "/srv/films:/films", "/var/run/docker.sock:/s"]
    networks: [proxy]
volumes: { library: {} }
networks: { proxy: { external: true } }
`;
const proxy = `services:
  caddy:
    image: caddy:2
    environment:
      FILMS: http://192.168.1.12:8096 # not http://192.168.1.12:8096
      OTHER: http://192.168.1.12:80961
      DMZ: http://192.168.2.12:8096
`;
const files = {
  '/fleet/bulkhead.fleet.yaml': fleet,
  '/fleet/nas/media/compose.yaml': media,
  '/fleet/nas/media/data/film.bin': '\0',
  '/fleet/edge/proxy/compose.yaml': proxy,
  '/fleet/edge/proxy/Caddyfile': 'films.example {\n  reverse_proxy 192.168.1.12:8096\n}\n',
};

async function move(
  words: readonly string[],
  options: object = {},
  more: Readonly<Record<string, string>> = {},
) {
  const io = fakeIo({ files: { ...files, ...more }, cwd: '/fleet' });
  const code = await runMoveFleet(io, words, options, renameIn(io)).catch((error) => String(error.message));
  return { code, ...io.written, io };
}

function renameIn(io: FakeIo) {
  return (_root: string, from: string, to: string): void => {
    for (const [path, bytes] of [...io.files]) {
      if (!path.startsWith(`${from}/`)) continue;
      io.files.delete(path);
      io.files.set(`${to}${path.slice(from.length)}`, bytes);
    }
  };
}

describe('fleet move', () => {
  it('says which lines follow, what is left to a person, and what opens and closes, and writes nothing', async () => {
    const { code, out, io } = await move(['media', 'nas', 'edge']);
    expect(code).toBe(0);
    expect(out).toContain(`media goes from nas to edge: nas/media becomes edge/media.
Lines that follow
  bulkhead.fleet.yaml:10: 8096/tcp -> nas@home:8096 becomes 8096/tcp -> edge@home:8096
  bulkhead.fleet.yaml:11: dmz -> nas:8096/tcp becomes dmz -> edge:8096/tcp
  edge/proxy/Caddyfile:2: 192.168.1.12:8096 becomes 192.168.1.11:8096
  edge/proxy/compose.yaml:5: 192.168.1.12:8096 becomes 192.168.1.11:8096
For you to do
  bulkhead.fleet.yaml:11: dmz -> nas: it is about all of nas: edge may need one like it
  bulkhead.fleet.yaml:12: films.lan: nas: change it if it is the stack's name
  edge/proxy/compose.yaml:7: 192.168.2.12:8096: the other machine has no such address or name
  The volume library of films stays on nas: copy what is in it.
  /srv/films of films, mounted at /films, stays on nas: copy it, or mount another one.
  The network proxy is external: make it on the other machine before the stack starts.
`);
    expect(out).toContain('Stacks\n  + edge/media\n  - nas/media\n');
    expect(out).toContain('Nothing is written.');
    expect(io.files.has('/fleet/nas/media/compose.yaml')).toBe(true);
    expect(io.text('/fleet/bulkhead.fleet.yaml')).toBe(fleet);
  });

  it('moves the folder with all that is in it and edits only those lines with --write', async () => {
    const { code, io } = await move(['media', 'nas', 'edge'], { write: true });
    expect(code).toBe(0);
    expect(io.files.has('/fleet/nas/media/compose.yaml')).toBe(false);
    expect(io.text('/fleet/edge/media/data/film.bin')).toBe('\0');
    expect(io.text('/fleet/bulkhead.fleet.yaml')).toBe(
      fleet.replace('8096/tcp -> nas@', '8096/tcp -> edge@').replace('nas:8096/tcp', 'edge:8096/tcp'),
    );
    expect(io.text('/fleet/edge/proxy/compose.yaml')).toBe(
      proxy.replace('FILMS: http://192.168.1.12', 'FILMS: http://192.168.1.11'),
    );
  });

  it('leaves all where it was when a line cannot be written', async () => {
    const io = fakeIo({ files, cwd: '/fleet' });
    const stopped = { ...io, saveFile: () => ({ kind: 'refused' as const, why: 'no space' }) };
    await expect(
      runMoveFleet(stopped, ['media', 'nas', 'edge'], { write: true }, renameIn(io)),
    ).rejects.toThrow('no space');
    expect(io.files.has('/fleet/nas/media/compose.yaml')).toBe(true);
    expect(io.text('/fleet/bulkhead.fleet.yaml')).toBe(fleet);
  });

  it('leaves all as it was when the folder cannot be moved', async () => {
    const io = fakeIo({ files, cwd: '/fleet' });
    const refuse = () => {
      throw new Error('EXDEV');
    };
    await expect(runMoveFleet(io, ['media', 'nas', 'edge'], { write: true }, refuse)).rejects.toThrow(
      'EXDEV',
    );
    for (const [path, text] of Object.entries(files)) expect(io.text(path)).toBe(text);
  });

  it('is finished by the same call when it was killed between the lines and the folder', async () => {
    const io = fakeIo({ files, cwd: '/fleet' });
    const call = (rename: ReturnType<typeof renameIn>) =>
      runMoveFleet(io, ['media', 'nas', 'edge'], { write: true }, rename);
    await call(() => {});
    const lines = io.text('/fleet/bulkhead.fleet.yaml');
    expect(lines).toContain('8096/tcp -> edge@home:8096');
    expect(io.files.has('/fleet/nas/media/compose.yaml')).toBe(true);
    expect(await call(renameIn(io))).toBe(0);
    expect(io.text('/fleet/bulkhead.fleet.yaml')).toBe(lines);
    expect(io.text('/fleet/edge/media/compose.yaml')).toBe(media);
    expect(io.files.has('/fleet/nas/media/compose.yaml')).toBe(false);
  });

  it('refuses what is not there, what has no place, and what is there already', async () => {
    expect((await move(['films', 'nas', 'edge'])).code).toContain(
      'nas has no stack films. Its stacks are: media.',
    );
    expect((await move(['media', 'nas', 'vps'])).code).toContain('vps is no machine of the fleet.');
    expect((await move(['media', 'nas', 'laptop'])).code).toContain('laptop has no folder of stacks.');
    expect((await move(['media', 'nas', 'edge'], {}, { '/fleet/edge/media/notes.txt': '' })).code).toContain(
      'edge/media: is there already',
    );
  });
});
