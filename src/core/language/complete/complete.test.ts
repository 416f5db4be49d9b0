import { describe, expect, it } from 'vitest';
import { intentKinds } from '../../compose/project/read/read-intents.ts';
import { aboutWord } from './about-word.ts';
import { choicesAt } from './choices-at.ts';
import { siblingKeys } from './completions-at.ts';
import { cursorContext } from './cursor-context.ts';
import type { ProjectNames } from './project-names.ts';

const names: ProjectNames = {
  services: [
    { name: 'web', about: 'nginx on front' },
    { name: 'db', about: 'postgres on back' },
    { name: '__proto__', about: 'a service by that name' },
  ],
  networks: [
    { name: 'front', about: '1 member' },
    { name: 'back', about: 'internal, 2 members' },
  ],
  aliases: [{ name: 'postgres', about: 'the host name of db' }],
  volumes: [{ name: 'data', about: '' }],
  secrets: [],
  configs: [],
  profiles: [{ name: 'debug', about: '' }],
};

function reader(text: string): (line: number) => string {
  const lines = text.split('\n');
  return (line) => lines[line - 1] ?? '';
}

/** Returns the choices at the end of a text. */
function offered(text: string): readonly string[] {
  const lines = text.split('\n');
  const context = cursorContext(reader(text), lines.length, lines.at(-1)?.length ?? 0);
  return context === null ? [] : choicesAt(context, names).map(({ label }) => label);
}

describe('choicesAt', () => {
  it('offers other services under depends_on, as items and as keys', () => {
    expect(offered('services:\n  web:\n    depends_on:\n      - ')).toEqual(['db', '__proto__']);
    expect(offered('services:\n  web:\n    depends_on:\n      d')).toEqual(['db', '__proto__']);
    expect(offered('services:\n  web:\n    depends_on: [d')).toEqual(['db', '__proto__']);
  });

  it('offers networks under networks', () => {
    expect(offered('services:\n  web:\n    networks: [front, ')).toEqual(['front', 'back']);
    expect(offered('services:\n  web:\n    networks:\n      b')).toEqual(['front', 'back']);
  });

  it('offers what services are called elsewhere under aliases', () => {
    const above = 'services:\n  db:\n    networks:\n      back:\n        aliases:';
    expect(offered(`${above}\n          - `)).toEqual(['postgres']);
    expect(offered(`${above} [`)).toEqual(['postgres']);
  });

  it('offers the kinds of intents, and services and networks in a statement', () => {
    const above = 'x-bulkhead:\n  intents:\n';
    expect(offered(`${above}    - gu`)).toEqual(intentKinds);
    expect(offered(`${above}    - guarded: `)).toEqual(['web', 'db', '__proto__', 'front', 'back']);
    expect(offered('x-bulkhead:\n  ')).toEqual(['version', 'intents', 'disable', 'layout']);
    const line = '    - guarded: web by db';
    const text = `${above}${line}`;
    const about = (word: string) => aboutWord(reader(text), 3, line.indexOf(word), names)?.about;
    expect(about('guarded')).toBe(
      'wiki by authelia: every way from outside passes that login; without "by", any login will do.',
    );
    expect(about('web')).toBe('nginx on front');
  });

  it('offers whose network to join, and the modes', () => {
    expect(offered('services:\n  web:\n    network_mode: ')).toEqual([
      'service:db',
      'service:__proto__',
      'none',
      'host',
      'bridge',
    ]);
  });

  it('offers every capability, ALL first', () => {
    const all = offered('services:\n  web:\n    cap_add:\n      - ');
    expect(all.slice(0, 2)).toEqual(['ALL', 'CHOWN']);
    expect(all).toHaveLength(42);
  });

  it('offers the keys of the place', () => {
    expect(offered('services:\n  web:\n    i')[0]).toBe('image');
    expect(offered('networks:\n  back:\n    i')[0]).toBe('internal');
    expect(offered('services:\n  web:\n    networks:\n      front:\n        a')[0]).toBe('aliases');
    expect(offered('s')[0]).toBe('services');
  });

  it('offers a volume, or the keys of the long form', () => {
    expect(offered('services:\n  web:\n    volumes:\n      - ').slice(0, 2)).toEqual(['data', 'type']);
  });

  it('offers fixed words', () => {
    expect(offered('networks:\n  back:\n    internal: ')).toEqual(['true', 'false']);
    expect(offered('services:\n  web:\n    depends_on:\n      db:\n        condition: ')).toContain(
      'service_healthy',
    );
  });

  it('offers nothing where names are free', () => {
    expect(offered('services:\n  w')).toEqual([]);
    expect(offered('services:\n  web:\n    environment:\n      A')).toEqual([]);
    expect(offered('services:\n  web:\n    image: n')).toEqual([]);
  });
});

describe('siblingKeys', () => {
  const text = 'services:\n  web:\n    image: a\n\n    user: b\n  db:\n    restart: c\n';
  it('are those of the same map', () => {
    expect([...siblingKeys(reader(text), 8, 4, 4)]).toEqual(['image', 'user']);
    expect([...siblingKeys(reader(text), 8, 7, 4)]).toEqual([]);
  });

  it('are those of the same item', () => {
    const ports = 'ports:\n  - target: 80\n    mode: host\n  - target: 81\n';
    expect([...siblingKeys(reader(ports), 5, 3, 4)]).toEqual(['target']);
    expect([...siblingKeys(reader(ports), 5, 2, 4)]).toEqual(['mode']);
  });
});

describe('aboutWord', () => {
  const text =
    'services:\n  web:\n    cap_drop: [NET_RAW]\n    networks: [front]\n    network_mode: service:db\n';
  it.each([
    [1, 3, 'The containers of the project.'],
    [2, 3, 'nginx on front'],
    [3, 6, 'Linux capabilities to drop; drop ALL, then opt in with cap_add.'],
    [3, 18, 'open raw sockets, which allow it to forge and sniff packets on its networks (given by default)'],
    [4, 17, '1 member'],
    [5, 28, 'postgres on back'],
  ])('line %d, column %d: %s', (line, column, about) => {
    expect(aboutWord(reader(text), line, column, names)?.about).toBe(about);
  });

  it('knows nothing of blanks and free values', () => {
    expect(aboutWord(reader('services:\n  web:\n    image: nginx\n'), 3, 13, names)).toBe(null);
    expect(aboutWord(reader('services:\n  web:\n'), 2, 0, names)).toBe(null);
  });
});
