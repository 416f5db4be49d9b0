// For tests only: compose files of which parts are switched off by `#`, in the ways in which people and editors do that, and
// the way back. What an operation did to the file must still be right when the parts are switched on again.

import fc from 'fast-check';
import { HEADS } from './fuzz/random-file.ts';

/**
 * The position of the comment mark in a commented-out line: at the line's own indentation, at that of the block, or at the start of the
 * line; with a space or without.
 */
export type Off = 'own' | 'own-space' | 'block' | 'block-space' | 'start' | 'start-space';

interface Line {
  readonly text: string;
  /** The column of the block that is commented out with this line; null for an active line. */
  readonly off: number | null;
}

/** A file with commented-out parts, and the same file with all of them restored. */
export interface CommentedFile {
  readonly text: string;
  readonly whole: string;
  /** The commented-out lines, as they are when restored. */
  readonly off: readonly string[];
  /** The active services, in order. */
  readonly services: readonly string[];
  /** Returns the text with the commented-out parts restored, whatever was done to the others. */
  readonly switchedOn: (text: string) => string;
}

const spaces = (width: number): string => ' '.repeat(width);

function switchedOff(text: string, column: number, way: Off): string {
  const own = text.search(/\S/);
  const at = way.startsWith('own') ? own : way.startsWith('block') ? column : 0;
  return `${text.slice(0, at)}#${way.endsWith('space') ? ' ' : ''}${text.slice(at)}`;
}

/** Returns `lines` with those from index `from` on commented out, on request after a blank line or a sentence about them. */
function offFrom(
  lines: readonly (readonly string[])[],
  from: number,
  column: number,
  lead: CommentLead,
): readonly Line[] {
  const found: Line[] = [];
  for (const [index, part] of lines.entries()) {
    if (index === from && lead !== 'none') {
      const sentence = lead === 'blank' ? '' : `${lead === 'prose' ? spaces(column) : ''}# Not needed yet`;
      found.push({ text: sentence, off: null });
    }
    for (const text of part) found.push({ text, off: index >= from ? column : null });
  }
  return found;
}

type CommentLead = 'none' | 'blank' | 'prose' | 'prose-at-start';
const lead = fc.constantFrom<CommentLead>('none', 'none', 'blank', 'prose', 'prose-at-start');

/** Generates the number of last parts that are commented out. */
const count = fc.constantFrom(0, 0, 1, 1, 2);

const service = fc.record({
  keys: fc.shuffledSubarray(['ports', 'environment', 'networks', 'cap_drop', 'depends_on', 'user'], {
    minLength: 1,
  }),
  off: fc.shuffledSubarray(['labels', 'restart', 'healthcheck', 'volumes', 'logging'], { maxLength: 2 }),
  items: fc.constantFrom(0, 0, 1),
  map: fc.boolean(),
  lead,
  whole: fc.constantFrom(false, false, true),
});

type Service = typeof service extends fc.Arbitrary<infer T> ? T : never;

interface Hand {
  readonly step: number;
  readonly dash: number;
}

/** Returns the lines of a key; its last items are commented out with it or on their own. */
function keyLines(key: string, column: number, hand: Hand, spec: Service): readonly Line[] {
  const head = `${spaces(column)}${key}:`;
  const on = (text: string): Line => ({ text, off: null });
  const item = column + hand.dash;
  const inner = column + hand.step;
  const list = (items: readonly string[], less: string): readonly Line[] => [
    on(head),
    ...items.map((itemText) => on(`${spaces(item)}- ${itemText}`)),
    ...(spec.items > 0 ? [{ text: `${spaces(item)}- ${less}`, off: item }] : []),
  ];
  const map = (entries: readonly string[], less: string): readonly Line[] => [
    on(head),
    ...entries.map((entry) => on(`${spaces(inner)}${entry}`)),
    ...(spec.items > 0 ? [{ text: `${spaces(inner)}${less}`, off: inner }] : []),
  ];
  switch (key) {
    case 'ports':
      return list(['"8080:80"', '"127.0.0.1:9090:90"'], '"81:81"');
    case 'environment':
      return spec.map ? map(['A: "1"', 'B: x'], 'OFF: y') : list(['A=1', 'B=x'], 'OFF=y');
    case 'networks':
      return spec.map ? map(['front:', 'mid:'], 'side:') : list(['front', 'mid'], 'side');
    case 'cap_drop':
      return list(['NET_RAW'], 'MKNOD');
    case 'depends_on':
      return list(['db', 'low'], 'late');
    case 'labels':
      return [on(head), on(`${spaces(inner)}team: a`), on(`${spaces(inner)}tier: b`)];
    case 'healthcheck':
      return [on(head), on(`${spaces(inner)}test: ["CMD", "true"]`), on(`${spaces(inner)}interval: 5s`)];
    case 'volumes':
      return [on(head), on(`${spaces(item)}- ./a:/a`), on(`${spaces(item)}- ./b:/b`)];
    case 'logging':
      return [
        on(head),
        on(`${spaces(inner)}driver: local`),
        on(`${spaces(inner)}options:`),
        on(`${spaces(inner + hand.step)}max-size: 1m`),
      ];
    case 'restart':
      return [on(`${head} always`)];
    default:
      return [on(`${head} "1000"`)];
  }
}

function serviceLines(name: string, spec: Service, hand: Hand): readonly Line[] {
  const column = hand.step;
  const inner = column + hand.step;
  const on = [
    { text: `${spaces(column)}${name}:`, off: null },
    { text: `${spaces(inner)}image: r/${name}`, off: null },
    // A last item would take those that are off with it.
    ...spec.keys
      .filter((key) => key !== 'depends_on' || name === 'web')
      .flatMap((key) => keyLines(key, inner, hand, spec)),
  ];
  const off = spec.off.map((key) => keyLines(key, inner, hand, spec).map(({ text }) => text));
  const less = offFrom(off, 0, inner, off.length > 0 ? spec.lead : 'none');
  if (!spec.whole) return [...on, ...less];
  // A service that is off has nothing in it that is off twice.
  return offFrom(
    [[...on, ...less].filter(({ text }) => !text.includes('#')).map(({ text }) => text)],
    0,
    column,
    spec.lead,
  );
}

export const commentedFile: fc.Arbitrary<CommentedFile> = fc
  .record({
    step: fc.constantFrom(2, 2, 4),
    dash: fc.constantFrom(0, 2, 2),
    way: fc.constantFrom<Off>('own', 'own-space', 'block', 'block-space', 'start', 'start-space'),
    web: service,
    db: service,
    low: service,
    networks: fc.boolean(),
    gap: fc.boolean(),
    topGap: fc.boolean(),
    tail: fc.constantFrom('none', 'volumes', 'footer', 'end'),
    networksOff: count,
    keysOff: fc.boolean(),
    lead,
    eol: fc.constantFrom('\n', '\n', '\r\n'),
    mark: fc.boolean(),
    head: fc.constantFrom('', '', '', ...HEADS),
    finalEol: fc.boolean(),
  })
  .map((file) => {
    const hand: Hand = file;
    const blank: readonly Line[] = file.gap ? [{ text: '', off: null }] : [];
    const topBlank: readonly Line[] = file.topGap ? [{ text: '', off: null }] : [];
    const on = (text: string): Line => ({ text, off: null });
    const { step } = file;
    const network = (name: string): readonly Line[] => [
      on(`${spaces(step)}${name}:`),
      ...(file.keysOff
        ? [{ text: `${spaces(2 * step)}attachable: true`, off: 2 * step }]
        : [on(`${spaces(2 * step)}attachable: true`)]),
    ];
    const names = ['front', 'mid', 'side', 'low'];
    const off = ['spare', 'extra']
      .slice(0, file.networksOff)
      .map((name) => network(name).map(({ text }) => text));
    const declared: readonly Line[] = [
      ...topBlank,
      on('networks:'),
      ...names.flatMap(network),
      ...offFrom(off, 0, step, off.length > 0 ? file.lead : 'none'),
    ];
    const tails: Readonly<Record<string, readonly Line[]>> = {
      none: [],
      volumes: [...topBlank, on('volumes:'), on(`${spaces(step)}data:`)],
      footer: [...topBlank, on('# That is all.')],
      end: [on('...')],
    };
    const web = serviceLines('web', { ...file.web, whole: false }, hand);
    const db = serviceLines('db', { ...file.db, whole: false }, hand);
    const lines: readonly Line[] = [
      ...file.head.split('\n').slice(0, -1).map(on),
      on('name: shop'),
      ...topBlank,
      on('services:'),
      ...web,
      ...blank,
      ...db,
      ...blank,
      ...serviceLines('low', file.low, hand),
      ...(file.networks || [file.web, file.db, file.low].some(({ keys }) => keys.includes('networks'))
        ? declared
        : []),
      ...(tails[file.tail] ?? []),
    ];
    const known = new Map<string, string>();
    const finish = (texts: readonly string[]): string =>
      (file.mark ? '\ufeff' : '') + texts.join(file.eol) + (file.finalEol ? file.eol : '');
    const commented = lines.map(({ text, off: column }) => {
      if (column === null || text === '') return text;
      const line = switchedOff(text, column, file.way);
      known.set(line, text);
      return line;
    });
    return {
      text: finish(commented),
      whole: finish(lines.map(({ text }) => text)),
      off: [...known.values()],
      services: file.low.whole ? ['web', 'db'] : ['web', 'db', 'low'],
      switchedOn: (text: string) =>
        text
          .split(file.eol)
          .map((line) => known.get(line) ?? asItemOrKey(known, line) ?? line)
          .join(file.eol),
    };
  });

/** Returns an item that became a key while it was commented out, as when a list becomes a mapping; null when there is none. */
function asItemOrKey(known: ReadonlyMap<string, string>, line: string): string | null {
  if (!/^\s*#\s*\w+:$/.test(line)) return null;
  const before = [...known].find(([off]) => off.replace(/[\s#]/g, '') === `-${line.replace(/[\s#:]/g, '')}`);
  const way = before ? before[0].replace(before[1].trimStart(), '') : null;
  if (before === undefined || way === null) return null;
  // The `#`, and the space behind it where the file has one, go from where they stand.
  const space = / $/.test(way) && before[1].search(/\S/) < way.length - 1;
  return line.replace(space ? '# ' : '#', '');
}
