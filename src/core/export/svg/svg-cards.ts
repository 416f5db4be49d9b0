// Cards: one per service, a joined one inside its owner's, and piles. They say what those of the page say.

import type { Danger } from '../../blast/dangers.ts';
import { portWords } from '../../describe/card-chips.ts';
import { imageWords } from '../../describe/image-words.ts';
import { pileTitle } from '../../describe/pile-title.ts';
import { standingOf } from '../../findings/standing.ts';
import { cutMiddle, shortServiceNames } from '../../layout/cards/short-names.ts';
import type { Level } from '../../layout/metrics.ts';
import type { Rect, SceneCard, ScenePile } from '../../layout/scene.ts';
import { countNeeds, type NeedCount } from '../../needs/known-needs.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { type Attributes, rectOf, svgElement, svgText, xmlWords } from './svg-element.ts';
import type { DrawnScene } from './svg-scene.ts';
import type { SvgTheme } from './svg-theme.ts';

/** What a card says: its name, what it publishes or else its image, and its known needs. */
interface CardWords {
  readonly name: string;
  readonly line: string;
  readonly lineColour: string;
  readonly foot: string;
  readonly isolation: string;
  readonly title: string;
}

/** A letter of a name, of a line and of the foot, px. */
const letters = { name: 7.6, line: 6.5 } as const;
const padding = 10;

function wordsOf(analysis: Analysis, name: string, rect: Rect, names: Names, theme: SvgTheme): CardWords {
  const service = analysis.topology.services.get(name);
  const facts = analysis.reach.facts.get(name) ?? null;
  const ports = service ? portWords(service, facts, rect.width - 2 * padding) : null;
  const image = service ? imageWords(service) : { short: '', full: '' };
  const needs = countNeeds(analysis.needs, [name]);
  const isolation = facts === null ? 'inactive' : facts.isolation;
  return {
    name: names.get(name) ?? name,
    line: ports?.text ?? image.short,
    lineColour: ports?.from === 'outside' ? theme.outside : theme.dim,
    foot: footWords(needs),
    isolation,
    title: [name, image.full, isolation === 'joined' ? `joined to ${facts?.owner ?? 'another'}` : isolation]
      .concat(ports === null ? [] : [ports.title])
      .join(', '),
  };
}

const footWords = (needs: NeedCount): string => `← ${needs.in}   → ${needs.out}`;

type Names = ReadonlyMap<string, string>;

/** The lines of a card, as many as have room at its level of detail. */
function drawWords(
  { name, line, lineColour, foot }: CardWords,
  rect: Rect,
  level: Level,
  theme: SvgTheme,
): string {
  const { x, y, width } = rect;
  const room = width - 2 * padding;
  const cut = (text: string, letter: number): string =>
    cutMiddle(text, Math.max(3, Math.floor(room / letter)));
  const title = { fill: theme.ink, 'font-weight': 650 };
  const small = { 'font-size': 12 };
  if (level === 'far') {
    const centre = { x: x + width / 2, 'text-anchor': 'middle' };
    return (
      svgText(cut(name, letters.name), { ...centre, y: y + 17, ...title }) +
      svgText(foot, { ...centre, y: y + 33, fill: theme.dim, ...small })
    );
  }
  const step = level === 'near' ? 3 : 0;
  return [
    svgText(cut(name, letters.name), { x: x + padding, y: y + 19 + step, ...title }),
    svgText(lineColour === theme.outside ? line : cut(line, letters.line), {
      x: x + padding,
      y: y + 38 + step,
      fill: lineColour,
      ...small,
      ...(lineColour === theme.outside ? { 'font-weight': 600 } : {}),
    }),
    svgText(foot, { x: x + padding, y: y + 58 + 4 * step, fill: theme.dim, ...small }),
  ].join('');
}

/** Whether a joined service has room for a second line. */
const twoLines = 36;

function drawJoined({ name, isolation }: CardWords, { x, y, width, height }: Rect, theme: SvgTheme): string {
  const two = height >= twoLines;
  const shown = cutMiddle(name, Math.max(3, Math.floor((width - 2 * padding) / letters.name)));
  const at = { x: x + padding, y: two ? y + 17 : y + height / 2 + 4, fill: theme.ink, 'font-weight': 600 };
  const below = { x: x + padding, y: y + 33, fill: theme.dim, 'font-size': 12 };
  return svgText(shown, at) + (two ? svgText(isolation, below) : '');
}

function box(rect: Rect, theme: SvgTheme, hue: string, more: Attributes = {}): string {
  return svgElement('rect', {
    ...rectOf(rect),
    rx: 8,
    fill: theme.card,
    stroke: hue,
    'stroke-width': 1.5,
    ...more,
  });
}

function drawCard(
  card: SceneCard,
  level: Level,
  analysis: Analysis,
  theme: SvgTheme,
  hue: string,
  names: Names,
): string {
  const dangers = analysis.dangers.get(card.service) ?? [];
  const grave = dangers.some(({ rootOnHost, certain }) => rootOnHost && certain);
  const inactive = !analysis.reach.facts.has(card.service);
  const words = wordsOf(analysis, card.service, card.rect, names, theme);
  const boxed = card.inside !== null;
  const edge = grave ? theme.err : hue;
  return [
    `<title>${xmlWords(words.title)}</title>`,
    box(card.rect, theme, edge, {
      ...(inactive ? { opacity: 0.55 } : {}),
      ...(boxed ? { 'stroke-dasharray': '5 3' } : {}),
    }),
    boxed ? drawJoined(words, card.rect, theme) : drawWords(words, card.rect, level, theme),
    ...badges(card, dangers, theme),
    ...findingBadge(card.rect, [card.service], analysis, theme),
  ].join('');
}

/** A pile, as a card with the edges of others behind it. */
function drawPile(
  pile: ScenePile,
  level: Level,
  analysis: Analysis,
  theme: SvgTheme,
  hue: string,
  names: Names,
): string {
  const { rect, members, leader } = pile;
  const short = members.map((name) => names.get(name) ?? name);
  const title = `${members.length} × ${pileTitle(short, analysis.topology.services.get(leader))}`;
  const words: CardWords = {
    ...wordsOf(analysis, leader, rect, names, theme),
    name: title,
    line: short.join(', '),
    lineColour: theme.dim,
    foot: footWords(countNeeds(analysis.needs, members)),
  };
  const behind = [6, 3].map((by) => box({ ...rect, x: rect.x + by, y: rect.y + by }, theme, hue));
  return [
    `<title>${xmlWords(`${title}: ${members.join(', ')}`)}</title>`,
    ...behind,
    box(rect, theme, hue),
    drawWords(words, rect, level, theme),
    ...findingBadge(rect, members, analysis, theme),
  ].join('');
}

/** How many findings there are, on the upper right corner, in the colour of the worst. */
function findingBadge(
  { x, y, width }: Rect,
  services: readonly string[],
  { findings, reach }: Analysis,
  theme: SvgTheme,
): readonly string[] {
  const own = new Set(services);
  const counted = findings.filter(
    (finding) =>
      own.has(finding.subjects[0] ?? '') && standingOf(finding, reach.options.profiles) !== 'suppressed',
  );
  const [worst] = counted;
  if (worst === undefined) return [];
  const colour = { error: theme.err, warning: theme.outside, info: theme.dim }[worst.severity];
  const at = { cx: x + width - 2, cy: y + 2 };
  return [
    svgElement('circle', { ...at, r: 10, fill: colour, stroke: theme.canvas, 'stroke-width': 2 }),
    svgText(String(counted.length), {
      x: at.cx,
      y: at.cy + 4,
      fill: theme.card,
      'font-size': 12,
      'font-weight': 700,
      'text-anchor': 'middle',
    }),
  ];
}

/** Pills of danger on the upper edge, from the right. */
function badges({ rect }: SceneCard, dangers: readonly Danger[], theme: SvgTheme): readonly string[] {
  // The count of findings stands at the corner.
  let right = rect.x + rect.width - 14;
  return dangers.toReversed().map(({ words, facts, certain, rootOnHost }) => {
    const text = certain ? words : `${words}?`;
    const width = Math.ceil(text.length * 6.4 + 12);
    const x = right - width;
    right = x - 4;
    const grave = rootOnHost && certain;
    const colour = !certain ? theme.dim : grave ? theme.err : theme.outside;
    const pill = svgElement('rect', {
      x,
      y: rect.y - 12,
      width,
      height: 18,
      rx: 9,
      fill: grave ? theme.err : theme.card,
      stroke: colour,
      'stroke-width': 1.5,
      ...(certain ? {} : { 'stroke-dasharray': '2 3' }),
    });
    const label = svgText(text, {
      x: x + 6,
      y: rect.y + 1,
      fill: grave ? theme.card : colour,
      'font-size': 11,
      'font-weight': 600,
    });
    return `<g><title>${xmlWords(facts.join('; '))}</title>${pill}${label}</g>`;
  });
}

/** All cards in the order of the scene: owners before who is joined to them; then piles. */
export function svgCards(
  { cards, piles, sizes }: DrawnScene,
  analysis: Analysis,
  theme: SvgTheme,
  hueOf: (lane: string) => string,
): readonly string[] {
  const names = shortServiceNames(analysis.topology.services);
  return [
    ...cards.map((card) =>
      svgElement('g', {}, drawCard(card, sizes.level, analysis, theme, hueOf(card.lanes[0] ?? ''), names)),
    ),
    ...piles.map((pile) =>
      svgElement('g', {}, drawPile(pile, sizes.level, analysis, theme, hueOf(pile.lanes[0] ?? ''), names)),
    ),
  ];
}
