// Turns marks and lines into shapes over the picture: positions and paths, without meaning.

import { plural } from '../../compose/numbers.ts';
import { linesBetween, type Passable } from '../../layout/routes/connect.ts';
import type { Rect, Scene } from '../../layout/scene.ts';
import { arrow, arrowhead } from '../arrows.ts';
import { pathOf } from '../line-paths.ts';
import type { Tone } from '../tones.ts';
import {
  type LegendEntry,
  markKind,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
} from './overlay-view.ts';

/** The parts of a scene that an overlay covers. */
type Drawn = Pick<Scene, 'outside' | 'lanes' | 'cards' | 'piles'>;

/** A mark with its position: at a card, or at a pile for all its marked members. */
export interface PlacedMark extends OverlayMark {
  /** The card's service; for a pile, its first member. */
  readonly service: string;
  readonly rect: Rect;
  /** The kinds of all marks there: one for a card, several for a pile of unlike members. */
  readonly kinds: readonly string[];
  /** True for a joined card inside its owner's: its words would cover the names beside it, so the owner's word has them. */
  readonly boxed: boolean;
}

/** All lines of one tone as one path, and their heads as another; a line mentioned by an observation record has a separate path. */
export interface TonePath {
  readonly tone: Tone;
  readonly observed?: Required<Pick<OverlayLine, 'from' | 'to' | 'observed'>>;
  readonly lines: string;
  readonly heads: string;
}

export interface OverlayShapes {
  readonly veil: string;
  /** The path that covers the half-dimmed parts. */
  readonly halfVeil: string;
  readonly marks: readonly PlacedMark[];
}

/** Largest number of lines drawn; more would be unreadable, and the marks and the list still show all. */
export const maxLines = 400;
const strength: readonly Tone[] = ['idle', 'near', 'unknown', 'good', 'full', 'part', 'open', 'bad', 'focus'];

/** Returns the box of each service: its card, or its pile. */
function boxesOf(scene: Drawn): ReadonlyMap<string, { readonly owner: string; readonly rect: Rect }> {
  const boxes = new Map<string, { readonly owner: string; readonly rect: Rect }>();
  for (const { leader, members, rect } of scene.piles) {
    for (const member of members) boxes.set(member, { owner: leader, rect });
  }
  for (const { service, rect } of scene.cards) boxes.set(service, { owner: service, rect });
  return boxes;
}

function marksOf(view: OverlayView, scene: Drawn): readonly PlacedMark[] {
  const boxes = boxesOf(scene);
  const placed = new Map<string, { readonly rect: Rect; readonly marks: OverlayMark[] }>();
  for (const [service, mark] of view.marks) {
    const box = boxes.get(service);
    if (!box) continue;
    const at = placed.get(box.owner) ?? { rect: box.rect, marks: [] };
    at.marks.push(mark);
    placed.set(box.owner, at);
  }
  const owners = new Map(
    scene.cards.flatMap(({ service, inside }) => (inside === null ? [] : [[service, inside]])),
  );
  const found = [...placed].map(
    ([service, { rect, marks }]): PlacedMark => ({
      ...strongestOf(marks),
      service,
      rect,
      kinds: [...new Set(marks.map(markKind))],
      boxed: owners.has(service),
    }),
  );
  return found.map((mark) => {
    if (mark.boxed) return { ...mark, word: '' };
    const joined = found
      .filter(({ service }) => owners.get(service) === mark.service)
      .map(({ word }) => word);
    const others = [...new Set(joined)].filter((word) => word !== '' && word !== mark.word);
    return others.length === 0 || mark.word === ''
      ? mark
      : { ...mark, word: `${mark.word}, joined: ${others.join(', ')}` };
  });
}

/** Returns the mark of a box with several: the strongest one, with the number of those alike and of the others. */
function strongestOf(marks: readonly OverlayMark[]): OverlayMark {
  const first = marks.reduce((a, b) => (strength.indexOf(b.tone) > strength.indexOf(a.tone) ? b : a));
  if (marks.length === 1 || first.word === '') return first;
  const alike = marks.filter(({ word }) => word === first.word).length;
  const others = marks.length - alike;
  return { ...first, word: `${alike} × ${first.word}${others === 0 ? '' : `, ${plural(others, 'other')}`}` };
}

/** Returns the number of cards and piles in the picture with a kind of mark. */
export function markedBoxes(marks: readonly PlacedMark[], { kind }: LegendEntry): number {
  return marks.filter(({ kinds }) => kinds.includes(kind)).length;
}

function clockwise({ x, y, width, height }: Rect): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

function counterClockwise({ x, y, width, height }: Rect): string {
  return `M${x} ${y}v${height}h${width}v${-height}z`;
}

function common(a: Rect, b: Rect): Rect | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

function holds(outer: Rect, inner: Rect): boolean {
  const shared = common(outer, inner);
  return shared !== null && shared.width === inner.width && shared.height === inner.height;
}

/** Returns one path over everything dimmed. Lit boxes inside a dimmed box are cut out; overlapping boxes are drawn once. */
function veilOf(view: OverlayView, scene: Drawn, lit: readonly Rect[], cards: boolean): string {
  const dim: Rect[] = [];
  // An `idle` service is dimmed, but keeps its word.
  const isLit = (service: string): boolean => (view.marks.get(service)?.tone ?? 'idle') !== 'idle';
  if (cards) {
    for (const { service, rect } of scene.cards) if (!isLit(service)) dim.push(rect);
    for (const { members, rect } of scene.piles) if (!members.some(isLit)) dim.push(rect);
  }
  for (const { kind, name, rect } of scene.lanes) {
    const counts = kind === 'network' || kind === 'bridge';
    if (view.networks && !(counts && view.networks.has(name))) dim.push(rect);
  }
  let path = '';
  for (const rect of dim) {
    path += clockwise(rect);
    for (const other of lit) {
      const shared = common(rect, other);
      if (shared) path += counterClockwise(shared);
    }
  }
  return path;
}

/** Returns the end of a line that leaves the host: at the outside node, at the height of its other end. */
function outsideBox(scene: Drawn, other: Rect): Rect {
  const { outside } = scene;
  const middle = other.y + other.height / 2;
  const y = Math.max(outside.y + 30, Math.min(outside.y + outside.height - 10, middle));
  return { x: outside.x, y: y - 1, width: outside.width, height: 2 };
}

/** Returns the paths of lines between cards and piles: through the gutters when free, otherwise as an arc. */
export function linePaths(lines: readonly OverlayLine[], scene: Drawn & Passable): readonly TonePath[] {
  const boxes = boxesOf(scene);
  const byPath = new Map<string, TonePath>();
  const drawn = new Map<string, OverlayLine>();
  for (const { from, to, tone, observed } of lines) {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    const ends = { from: a?.owner ?? from, to: b?.owner ?? to };
    if ((!a && !b) || (a && b && a.owner === b.owner)) continue;
    if (drawn.size >= maxLines) break;
    drawn.set(JSON.stringify([ends, tone]), { ...ends, tone, ...(observed ? { observed } : {}) });
  }
  const routes = linesBetween(
    scene,
    [...drawn.values()].map(({ from, to }) => [from, to]),
  );
  [...drawn.values()].forEach(({ from, to, tone, observed }, index) => {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    const start = a?.rect ?? (from === outsideEnd && b ? outsideBox(scene, b.rect) : null);
    const end = b?.rect ?? (to === outsideEnd && a ? outsideBox(scene, a.rect) : null);
    if (!start || !end) return;
    const points = routes[index] ?? [];
    const shape =
      points.length > 1 ? { line: pathOf(points, 4), head: arrowhead(points, 1.5) } : arrow(start, end);
    const observation = observed ? { observed: { from, to, observed } } : {};
    const key = JSON.stringify([tone, observation]);
    const path = byPath.get(key) ?? { tone, ...observation, lines: '', heads: '' };
    byPath.set(key, { ...path, lines: path.lines + shape.line, heads: path.heads + shape.head });
  });
  return [...byPath.values()].sort((a, b) => strength.indexOf(a.tone) - strength.indexOf(b.tone));
}

/** The visibility of a highlighted card: full, or half dimmed. */
export type Visibility = 'full' | 'half';

/** Returns the visibility of the cards in a view; absent cards are dimmed. */
export function visibilities(view: OverlayView, scene: Drawn): ReadonlyMap<string, Visibility> {
  const shown = new Map<string, Visibility>();
  for (const { service, tone } of marksOf(view, scene))
    if (tone !== 'idle') shown.set(service, tone === 'near' ? 'half' : 'full');
  return shown;
}

/** Returns the shapes of a view over a picture; with `cards`, a veil dims cards that cannot be dimmed themselves. */
export function overlayShapes(view: OverlayView, scene: Drawn, cards = true): OverlayShapes {
  const marks = marksOf(view, scene);
  const shown = marks.filter(({ tone }) => tone !== 'idle').map(({ rect }) => rect);
  const inner = new Set(scene.cards.flatMap((each) => (each.inside === null ? [] : [each.rect])));
  // A lit box inside another lit box is cut out with the outer one, only once.
  const lit = shown.filter(
    (rect) => !inner.has(rect) || !shown.some((other) => other !== rect && holds(other, rect)),
  );
  const half = marks.filter(({ tone }) => tone === 'near').map(({ rect }) => clockwise(rect));
  return { veil: veilOf(view, scene, lit, cards), halfVeil: cards ? half.join('') : '', marks };
}

/** The overlay or finding highlight over an exported picture. */
export interface PictureOverlay
  extends Pick<OverlayView, 'title' | 'notes' | 'legend'>,
    Pick<OverlayShapes, 'veil' | 'marks'> {
  /** The overlay's kind; null for a highlight, which has no text. */
  readonly kind: string | null;
  /** The fully or half visible cards. */
  readonly shown: ReadonlyMap<string, Visibility>;
  readonly paths: readonly TonePath[];
}

/** Returns a view over a picture with the lines to draw; `kind` is null for a highlight. */
export function pictureOverlay(
  scene: Drawn & Passable,
  kind: string | null,
  view: OverlayView,
  lines: readonly OverlayLine[],
): PictureOverlay {
  const { title, notes, legend } = view;
  const { marks, veil } = overlayShapes(view, scene, false);
  const paths = linePaths(lines, scene);
  return { kind, title, notes, legend, marks, veil, shown: visibilities(view, scene), paths };
}
