// What a change does in words: a verdict of a sentence or two, and lines behind it, the gravest first. The note of a drag and every menu say
// the same.

import { nameList } from '../../../core/compose/name-list.ts';
import { pairArrow, pairedChanges, wayArrow } from '../../../core/describe/difference.ts';
import { type Connection, type Effect, effectSentences, namesEach } from '../../../core/describe/effect.ts';
import { supersededBy } from '../../../core/findings/superseded.ts';
import type { ConnectivityDiff, PairChange } from '../../../core/reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../../core/reach/diff/way-changes.ts';
import { type Note, noteText } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';

export interface PreviewLine {
  readonly tone: 'opens' | 'closes' | 'bad' | 'good' | 'plain';
  readonly text: string;
}

/** The most changes that one line names. */
const most = 6;

function few(items: readonly string[]): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} +${items.length - most}` : shown;
}

/** Returns the connections of a preview with the needs that they meet or break. */
export function effectOf({ delta, needsBroken, analysis }: Preview): Effect {
  const met = delta.opened.filter(({ kind, from, to }) => kind === 'direct' && analysis.needs.has(from, to));
  return { opened: delta.opened, closed: delta.closed, met, broken: needsBroken };
}

/** Returns what a preview says in sentences about the services that it is about. */
export function effectWords(preview: Preview, service: string | null): readonly string[] {
  const changed = new Set([...(service === null ? [] : [service]), ...preview.delta.servicesAdded]);
  const sentences = effectSentences(effectOf(preview), changed);
  const { waysOpened, waysClosed, opened, closed } = preview.delta;
  const isStill = waysOpened.length + waysClosed.length + opened.length + closed.length === 0;
  return isStill ? ['No connection opens or closes.'] : sentences;
}

const ofKind = (changes: readonly PairChange[], kind: PairChange['kind']): readonly PairChange[] =>
  changes.filter((each) => each.kind === kind);

const arrows = (changes: readonly PairChange[], how = ''): readonly string[] =>
  pairedChanges(changes).map((either) => pairArrow(either, how));

const wayText = (way: WayChange): string => `${wayArrow(way)}${way.unsure ? ', perhaps' : ''}`;

/** Returns who can no longer resolve which names: by name where several lose it, else by the one who loses several. */
function nameLines(closed: readonly PairChange[]): readonly PreviewLine[] {
  const askers = new Map<string, string[]>();
  for (const { from, to, alias } of ofKind(closed, 'name')) {
    const name = alias === undefined ? to : `${to} as ${alias}`;
    askers.set(name, [...(askers.get(name) ?? []), from]);
  }
  const shared = [...askers].filter(([, from]) => from.length > 1);
  const single = new Map<string, string[]>();
  for (const [name, [from = '', ...others]] of askers)
    if (others.length === 0) single.set(from, [...(single.get(from) ?? []), name]);
  return [
    ...shared.map(([name, from]) => `${nameList(from)} no longer resolve ${name}`),
    ...[...single].map(([from, names]) => `${from} no longer resolves ${nameList(names)}`),
  ].map((text) => ({ tone: 'closes', text }));
}

function line(tone: PreviewLine['tone'], start: string, items: readonly string[]): readonly PreviewLine[] {
  return items.length === 0 ? [] : [{ tone, text: `${start} ${few(items)}` }];
}

function pairLines(
  tone: 'opens' | 'closes',
  changes: readonly PairChange[],
  needs: readonly Connection[],
): readonly PreviewLine[] {
  if (namesEach(changes, needs)) return [];
  return line(tone, tone, [
    ...arrows(ofKind(changes, 'direct')),
    ...arrows(ofKind(changes, 'host'), ' through a published port'),
    ...arrows(ofKind(changes, 'gateway'), ' through a published port, at its own gateway'),
  ]);
}

/** Returns the changes between stacks of a host, which no sentence counts. */
function acrossLines({ opened, closed, waysOpened, waysClosed }: ConnectivityDiff): readonly PreviewLine[] {
  return [
    ...line('opens', 'across stacks, opens', [
      ...arrows(ofKind(opened, 'direct')),
      ...waysOpened.map(wayText),
    ]),
    ...line('closes', 'across stacks, closes', [
      ...arrows(ofKind(closed, 'direct')),
      ...waysClosed.map(wayText),
    ]),
  ];
}

/** Returns notes as lines, those of what certainly breaks before the others. */
export function noteLines(notes: readonly Note[]): readonly PreviewLine[] {
  const texts = notes.map(noteText);
  return [
    ...texts.filter(({ tone }) => tone === 'breaks').map(({ text }): PreviewLine => ({ tone: 'bad', text })),
    ...texts
      .filter(({ tone }) => tone !== 'breaks')
      .map(({ text }): PreviewLine => ({ tone: 'closes', text })),
  ];
}

/** The lines behind a verdict: those to read before the drop, the gravest first, and the details for whoever asks. */
export interface EffectLines {
  readonly first: readonly PreviewLine[];
  readonly details: readonly PreviewLine[];
}

const isHostWay = ({ kind }: WayChange): boolean => kind === 'to-host' || kind === 'from-host';

const wayLine = (tone: 'opens' | 'closes', ways: readonly WayChange[]): readonly PreviewLine[] =>
  line(tone, tone, ways.map(wayText));

interface RuleLine extends PreviewLine {
  readonly rule: string;
}

function findingLines(
  tone: PreviewLine['tone'],
  word: string,
  findings: Preview['findingsGained'],
): readonly RuleLine[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, message }) => ({ tone, rule, text: `${word}: ${rule} ${message}` }));
}

/** Returns the first line of each rule, and the others. */
function oncePerRule(lines: readonly RuleLine[]): Record<'first' | 'others', readonly RuleLine[]> {
  const isFirst = ({ rule }: RuleLine, at: number): boolean =>
    lines.findIndex((one) => one.rule === rule) === at;
  return { first: lines.filter(isFirst), others: lines.filter((each, at) => !isFirst(each, at)) };
}

/** Returns the findings that end without being mended, each with the reason: their number goes down, and nothing is better. */
function supersededLines({ findingsGone, analysis }: Preview): readonly PreviewLine[] {
  return findingsGone.flatMap((gone): readonly PreviewLine[] => {
    const why = gone.severity === 'info' ? null : supersededBy(gone, analysis.reach);
    return why === null ? [] : [{ tone: 'plain', text: `${gone.rule} ends without a fix: ${why}` }];
  });
}

/** Returns the lines of a preview; none when its verdict says all of it. */
export function previewLines(preview: Preview): EffectLines {
  const { delta, across, findingsGained, findingsGone, notes, analysis } = preview;
  const { opened, closed, met, broken } = effectOf(preview);
  const said = noteLines(notes);
  const warned = oncePerRule(findingLines('bad', 'warns', findingsGained));
  const fixed = oncePerRule(
    findingLines(
      'good',
      'fixes',
      findingsGone.filter((gone) => supersededBy(gone, analysis.reach) === null),
    ),
  );
  const outer = (ways: readonly WayChange[]) => ways.filter((way) => !isHostWay(way));
  const isClosed = new Set(ofKind(closed, 'direct').map(({ from, to }) => JSON.stringify([from, to])));
  const goesAlong = ({ from, to }: PairChange): boolean => isClosed.has(JSON.stringify([from, to]));
  return {
    first: [
      ...said.filter(({ tone }) => tone === 'bad'),
      ...wayLine('opens', outer(delta.waysOpened)),
      ...said.filter(({ tone }) => tone !== 'bad'),
      ...warned.first,
      ...supersededLines(preview),
      ...wayLine('closes', outer(delta.waysClosed)),
      ...(across === null ? [] : acrossLines(across)),
      ...fixed.first,
      ...nameLines(closed.filter((change) => !goesAlong(change))),
    ],
    details: [
      ...warned.others,
      ...fixed.others,
      ...pairLines('opens', opened, met),
      ...pairLines('closes', closed, broken),
      ...nameLines(closed.filter(goesAlong)),
      ...wayLine('opens', delta.waysOpened.filter(isHostWay)),
      ...wayLine('closes', delta.waysClosed.filter(isHostWay)),
    ],
  };
}
