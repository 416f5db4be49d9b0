import { describe, expect, it } from 'vitest';
import { homeAnalysis } from '../host/testing/home-server.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeHost } from '../rules/all-rules.ts';
import { wayText } from './band-words.ts';
import { hostHeadline } from './host-headline.ts';
import { type HostScene, hostPicture, hostScene, wholeScene } from './host-scene.ts';
import { everyBand } from './host-view.ts';

const options = optionsFor('29');
const picture = hostPicture(homeAnalysis(options));
const room = { width: 1394, height: 754 };
const scene = wholeScene(picture, room);

const names = ({ bands }: HostScene): readonly string[] => bands.map(({ band }) => band.stack);
const bandOf = (stack: string) => {
  const found = scene.bands.find(({ band }) => band.stack === stack);
  if (!found) throw new Error(`no band ${stack}`);
  return found;
};

describe('the lines of a host', () => {
  it('are the networks that stacks meet on, nearest to the outside first', () => {
    expect(picture.rails.shared.map(({ network }) => network)).toEqual(['proxy', 'mail']);
    expect(picture.rails.shared[0]).toMatchObject({
      madeBy: 'traefik',
      dead: false,
      stacks: ['blog', 'paper', 'traefik'],
      members: ['blog/ghost', 'paper/app', 'paper/db', 'traefik/traefik'],
    });
  });

  it('end dead where nobody makes them and nobody else is there', () => {
    expect(picture.rails.deadEnds).toMatchObject([{ network: 'lan', dead: true, stacks: ['old'] }]);
    expect(bandOf('old').stations).toEqual([
      { network: 'lan', members: ['dash'], note: '', x: scene.deadX, dead: true },
    ]);
  });

  it('run from their names to their last station', () => {
    const [proxy, mail] = scene.rails;
    expect(proxy).toMatchObject({ first: bandOf('traefik').middle, last: bandOf('paper').middle });
    expect(mail).toMatchObject({ first: bandOf('paper').middle, last: bandOf('mail').middle });
    expect(Number(proxy?.x)).toBeLessThan(Number(mail?.x));
  });
});

describe('the bands of a host', () => {
  it('stand by kinship: proxy first, then by the lines they share, then by name', () => {
    expect(names(scene)).toEqual(['traefik', 'blog', 'paper', 'mail', 'media', 'nas', 'old']);
  });

  it('of names with numbers stand as a person counts', () => {
    const file = 'services: { s: { image: example/s } }\n';
    const files = Object.fromEntries(['app-10', 'app-2', 'app-1'].map((id) => [`${id}/compose.yaml`, file]));
    const counted = wholeScene(hostPicture(analyzeHost(hostOf(files), { options })), room);
    expect(names(counted)).toEqual(['app-1', 'app-2', 'app-10']);
  });

  it('have columns that lie beside each other in every window', () => {
    for (const width of [600, 720, 800, 960, 1280, 1440, 1920]) {
      const { columns, rails, bands } = wholeScene(picture, { width, height: 600 });
      const { name, count, ways, rooms, end, narrow } = columns;
      const longest = Math.max(...bands.map(({ band }) => band.stack.length));
      expect(name).toBeGreaterThan(rails.at(-1)?.x ?? 0);
      expect(count - name).toBeGreaterThanOrEqual(7 * longest);
      expect([0, 100]).toContain(ways - count);
      expect(rooms - ways).toBeGreaterThanOrEqual(90);
      expect(end - rooms).toBeGreaterThanOrEqual(narrow ? 100 : 210);
      // Where the window has room for it the whole band is in sight.
      if (width >= 800) expect(end).toBeLessThanOrEqual(width);
    }
  });

  it('have two lines on a phone, where the whole map is as wide as the screen and a row as high as a finger', () => {
    for (const width of [360, 390, 430]) {
      const phone = wholeScene(picture, { width, height: 640 });
      const { columns, rails, bands, row } = phone;
      expect(phone.width).toBe(width);
      expect(row).toBeGreaterThanOrEqual(44);
      expect(columns.stacked).toBe(true);
      // Name and ways in share their edges; the signs have the rest.
      expect(columns.ways).toBe(columns.name);
      expect(columns.rooms - columns.name).toBeGreaterThanOrEqual(76);
      expect(columns.end - columns.rooms).toBeGreaterThanOrEqual(44);
      expect(columns.name).toBeGreaterThan(rails.at(-1)?.x ?? 0);
      // The picture of an open band has all of its width.
      for (const { rect } of bands) expect(columns.inside).toBe(rect.x);
      // Lines stay further apart than a station is wide.
      const middles = rails.map(({ x }) => x);
      for (const [at, x] of middles.entries())
        if (at > 0) expect(x - (middles[at - 1] ?? 0)).toBeGreaterThanOrEqual(22);
    }
    expect(scene.columns).toMatchObject({ stacked: false, inside: scene.columns.name });
  });

  it('leave the outside as much room as the longest words in it need', () => {
    const files = {
      'a/compose.yaml': 'services: { s: { image: example/s, ports: ["22:22", "5432:5432"] } }\n',
    };
    const wide = wholeScene(hostPicture(analyzeHost(hostOf(files), { options })), room);
    const [title] = wide.bands.flatMap(({ band }) => band.ways.map((way) => way.title));
    expect(title).toBe('SSH · PostgreSQL');
    expect(scene.outside.width).toBe(128);
    expect(wide.outside.width).toBeGreaterThan(128);
    // Its own name stands above the first of them.
    expect(wide.bands[0]?.rect.y).toBe(wide.outside.y + 40);
    expect(wide.wall.x - wide.outside.x - wide.outside.width).toBe(scene.wall.x - scene.outside.x - 128);
  });

  it('say what they publish, in the words of the port', () => {
    expect(bandOf('traefik').band.ways).toMatchObject([
      { kind: 'outside', title: 'HTTPS', ports: '80 443', tone: 'danger' },
    ]);
    expect(bandOf('mail').band.ways).toMatchObject([{ kind: 'outside', title: 'Mail · IMAP' }]);
    expect(wayText(bandOf('mail').band.ways)).toBe('outside 25 465 143');
    expect(bandOf('media').band.ways.map(({ kind }) => kind)).toEqual(['outside', 'host']);
    expect(bandOf('nas').band.ways).toMatchObject([{ kind: 'every', services: ['samba'] }]);
    expect(bandOf('blog').band.ways).toMatchObject([{ kind: 'proxied', title: 'blog.example.org' }]);
    expect(bandOf('old').band.ways).toEqual([]);
  });

  it('say who stays within', () => {
    const words = (stack: string) => bandOf(stack).band.rooms.map((each) => each.words);
    expect(words('blog')).toEqual(['default: db']);
    expect(words('mail')).toEqual(['internal data: db']);
    expect(words('nas')).toEqual(['host network: samba', 'closed: backup']);
    expect(words('paper')).toEqual(['default: app, db']);
  });

  it('count what the rules found', () => {
    const { counts } = bandOf('media').band;
    const { findings } = picture.host;
    expect(counts.error + counts.warning + counts.info).toBe(
      findings.filter(({ stack }) => stack === 'media').length,
    );
    expect(counts.warning).toBeGreaterThan(0);
  });

  it('name the line of a file that cannot be read, and the others stand', () => {
    const broken = hostPicture(
      homeAnalysis(options, {
        'a/compose.yaml': 'services: { web: { image: nginx } }\n',
        'b/compose.yaml': 'services:\n  web:\n    image: [\n',
      }),
    );
    expect(broken.bands.map(({ problem }) => problem === null)).toEqual([true, false]);
    expect(broken.bands[1]?.problem).toMatchObject({ file: 'b/compose.yaml', line: 4 });
    expect(hostHeadline(broken).at(-1)).toMatchObject({ text: 'b cannot be read', stacks: ['b'] });
  });
});

describe('the room of a host', () => {
  function many(count: number, within = room) {
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `s${at}/compose.yaml`,
        'services: { a: { image: p, networks: [proxy] } }\nnetworks: { proxy: { external: true } }\n',
      ]),
    );
    return wholeScene(hostPicture(homeAnalysis(options, files)), within);
  }

  it('holds thirty stacks without scrolling, and scrolls more at a height that can be read', () => {
    expect(many(12).height).toBeLessThanOrEqual(room.height);
    expect(many(30).height).toBeLessThanOrEqual(room.height);
    expect(many(30).row).toBeGreaterThanOrEqual(18);
    // What a window of 1440×900 leaves for it, with two lines above.
    const low = { width: 1440, height: 715 };
    expect(many(30, low).height).toBeLessThanOrEqual(low.height);
    expect(many(80).height).toBeGreaterThan(room.height);
    expect(many(80).row).toBeGreaterThan(many(30).row);
  });

  it('gives an open band the height of its inside, and moves only those below', () => {
    const open = hostScene(picture, {
      room,
      filter: everyBand,
      pinned: [],
      unfolded: { stack: 'blog', height: 300 },
    });
    for (const [at, { rect, band }] of open.bands.entries()) {
      const before = scene.bands[at]?.rect;
      expect(rect.y - (before?.y ?? 0)).toBe(at > 1 ? 300 : 0);
      expect(rect.height - (before?.height ?? 0)).toBe(band.stack === 'blog' ? 300 : 0);
    }
  });

  it('never draws two bands, or a band and a line name, over each other', () => {
    for (const { rect } of scene.bands) expect(rect.y).toBeGreaterThanOrEqual(scene.head);
    for (const [at, { rect }] of scene.bands.entries()) {
      const next = scene.bands[at + 1]?.rect;
      if (next) expect(rect.y + rect.height).toBeLessThan(next.y);
    }
  });
});

describe('what a person asks to see', () => {
  const shown = (filter: Partial<typeof everyBand>, pinned: readonly string[] = []) =>
    hostScene(picture, { room, filter: { ...everyBand, ...filter }, pinned, unfolded: null });

  it('is only what is shared, or only what is open to the outside', () => {
    expect(names(shown({ shared: true }))).toEqual(['traefik', 'blog', 'paper', 'mail', 'old']);
    expect(names(shown({ open: true }))).toEqual(['traefik', 'blog', 'paper', 'mail', 'media', 'nas']);
    expect(shown({ shared: true }).hidden).toBe(2);
  });

  it('is found by stack, service, network and port', () => {
    expect(names(shown({ text: 'ghost' }))).toEqual(['blog']);
    expect(names(shown({ text: '8096' }))).toEqual(['media']);
    expect(names(shown({ text: 'MAIL' }))).toEqual(['paper', 'mail']);
    expect(names(shown({ text: 'nothing like it' }))).toEqual([]);
  });

  it('comes first where it is pinned', () => {
    expect(names(shown({}, ['nas', 'mail'])).slice(0, 3)).toEqual(['nas', 'mail', 'traefik']);
  });
});

describe('the sentence of a host', () => {
  it('says who answers outside, who reaches whom for nothing, and which name is answered twice', () => {
    expect(hostHeadline(picture).map(({ text }) => text)).toEqual([
      '4 of 12 reachable from outside, 2 more behind a proxy',
      'on proxy, 3 applications reach each other on every port',
    ]);
    const twice = hostPicture(
      homeAnalysis(options, {
        'a/compose.yaml':
          'services: { db: { image: postgres, networks: [n] }, web: { image: p, networks: [n], environment: { DB: "postgres://db:5432" } } }\nnetworks: { n: { name: n } }\n',
        'b/compose.yaml':
          'services: { db: { image: postgres, networks: [n] } }\nnetworks: { n: { external: true } }\n',
      }),
    );
    expect(hostHeadline(twice).at(-1)).toEqual({
      kind: 'names',
      text: '"db" is answered by 2 stacks',
      services: ['a/db', 'b/db'],
      stacks: [],
    });
  });
});
