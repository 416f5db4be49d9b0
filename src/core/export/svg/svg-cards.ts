// Cards: one per service, a joined one inside its owner's, and piles. They say what those of the page say.

import type { Danger } from '../../blast/dangers.ts';
import type { Service } from '../../compose/topology.ts';
import { cardChips, fitChips, fitPills, portLine } from '../../describe/card-chips.ts';
import { imageParts } from '../../describe/image-name.ts';
import { pileTitle } from '../../describe/pile-title.ts';
import { usualOf } from '../../describe/usual.ts';
import { countTogether, findingCounts } from '../../findings/finding-counts.ts';
import { kindIcons } from '../../images/kind-icons.ts';
import { type ServiceKind, shownKind } from '../../images/service-kind.ts';
import { cutMiddle, shortServiceNames } from '../../layout/cards/short-names.ts';
import type { Level } from '../../layout/metrics.ts';
import type { Rect, SceneCard, ScenePile } from '../../layout/scene.ts';
import { countNeeds, type NeedCount } from '../../needs/known-needs.ts';
import { escapedText } from '../../quote/xml-text.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { type Gates, gateText, isGateShown } from '../../summary/gates.ts';
import type { LookedAt } from './looked-at.ts';
import type { Overlaid } from './overlaid.ts';
import { type Attributes, rectOf, svgElement, svgText } from './svg-element.ts';
import { svgIcon } from './svg-icon.ts';
import type { DrawnScene } from './svg-scene.ts';
import type { SvgTheme } from './svg-theme.ts';
import { toneColour } from './tones.ts';

/** What a card says: its name, what it publishes or else its image, and its known needs. */
interface CardWords {
  readonly name: string;
  readonly line: string;
  readonly lineColour: string;
  /** The ports reach nothing. */
  readonly dead: boolean;
  readonly foot: string;
  /** What differs from the usual of its file, as much as fits beside the foot. */
  readonly chips: string;
  /** Of a card that needs of the one that is looked at lead to: what makes them known, in place of chips. */
  readonly reason: string;
  readonly isolation: string;
  readonly kind: ServiceKind | null;
  readonly title: string;
}

/** A letter of a name, of a line and of the foot, px. */
const letters = { name: 7.6, line: 6.5 } as const;
const padding = 10;
/** The typeface of a reader may be wider than ours. */
const safe = 0.86;
/** The icon of a card, and what follows it. */
const icon = { side: 14, gap: 6 } as const;
/** What the counts of needs take of a card's last line. */
const footWidth = 66;

function cardTextOf(analysis: Analysis, name: string, rect: Rect, names: Names, theme: SvgTheme): CardWords {
  const service = analysis.topology.services.get(name);
  const facts = analysis.reach.facts.get(name) ?? null;
  const ports = service ? portLine(service, facts, (rect.width - 2 * padding) * safe) : null;
  const image = service ? imageParts(service) : { short: '', full: '' };
  const needs = countNeeds(analysis.needs, [name]);
  const isolation = facts === null ? 'inactive' : facts.isolation;
  return {
    name: names.get(name) ?? name,
    line: ports?.text ?? image.short,
    lineColour: ports?.from === 'outside' ? theme.outside : theme.dim,
    dead: ports?.from === 'nowhere',
    foot: footText(needs),
    chips: service ? chipText(analysis, service, names, rect.width - 2 * padding - footWidth) : '',
    reason: '',
    isolation,
    kind: service ? shownKind(service, analysis.tiers.of(name)) : null,
    title: [name, image.full, isolation === 'joined' ? `joined to ${facts?.owner ?? 'another'}` : isolation]
      .concat(ports === null ? [] : [ports.title])
      .join(', '),
  };
}

function chipText(analysis: Analysis, service: Service, names: Names, room: number): string {
  // Who is joined to whom is seen.
  const chips = cardChips(service, names.get(service.name) ?? service.name, usualOf(analysis), null);
  return fitChips(chips, room)
    .map(({ text }) => text)
    .join(' · ');
}

/** The sign of what it is for. */
function drawKind(kind: ServiceKind | null, x: number, y: number, theme: SvgTheme): string {
  if (kind === null) return '';
  return svgIcon(kindIcons[kind], { x, y, side: icon.side }, theme.dim, { 'data-kind': kind });
}

const footText = (needs: NeedCount): string => `← ${needs.in}   → ${needs.out}`;

type Names = ReadonlyMap<string, string>;

/** The lines of a card, as many as have room at its level of detail. */
function drawTexts(
  { name, line, lineColour, dead, foot, chips, reason, kind }: CardWords,
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
      (reason === ''
        ? svgText(foot, { ...centre, y: y + 33, fill: theme.dim, ...small })
        : svgText(cut(reason, letters.line), {
            ...centre,
            y: y + 33,
            fill: theme.accent,
            'font-weight': 600,
            ...small,
          }))
    );
  }
  const step = level === 'near' ? 3 : 0;
  const beside = kind === null ? 0 : icon.side + icon.gap;
  const shown = cutMiddle(name, Math.max(3, Math.floor((room - beside) / letters.name)));
  const last = { x: x + width - 8, y: y + 58 + 4 * step, 'text-anchor': 'end', ...small };
  const side = Math.max(3, Math.floor((room - footWidth) / letters.line));
  return [
    drawKind(kind, x + padding, y + 8 + step, theme),
    svgText(shown, { x: x + padding + beside, y: y + 19 + step, ...title }),
    svgText(lineColour === theme.outside ? line : cut(line, letters.line), {
      x: x + padding,
      y: y + 38 + step,
      fill: lineColour,
      ...small,
      ...(lineColour === theme.outside ? { 'font-weight': 600 } : {}),
      ...(dead ? { 'text-decoration': 'line-through' } : {}),
    }),
    svgText(foot, { x: x + padding, y: y + 58 + 4 * step, fill: theme.dim, ...small }),
    reason !== ''
      ? svgText(cutMiddle(reason, side), { ...last, fill: theme.accent, 'font-weight': 600 })
      : level === 'near' && chips !== ''
        ? svgText(chips, { ...last, fill: theme.dim })
        : '',
  ].join('');
}

/** Whether a joined service has room for a second line. */
const twoLines = 36;

function drawJoined(
  { name, isolation, kind }: CardWords,
  { x, y, width, height }: Rect,
  theme: SvgTheme,
): string {
  const two = height >= twoLines;
  const beside = icon.side + icon.gap;
  const shown = cutMiddle(name, Math.max(3, Math.floor((width - 2 * padding - beside) / letters.name)));
  const at = {
    x: x + padding + beside,
    y: two ? y + 17 : y + height / 2 + 4,
    fill: theme.ink,
    'font-weight': 600,
  };
  const below = { x: x + padding, y: y + 33, fill: theme.dim, 'font-size': 12 };
  const sign = drawKind(kind, x + padding, at.y - 12, theme);
  return sign + svgText(shown, at) + (two ? svgText(isolation, below) : '');
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
  { looked, gates, overlaid }: CardsOptions,
  dim: Attributes,
): string {
  const dangers = analysis.dangers.get(card.service) ?? [];
  const grave = dangers.some(({ rootOnHost, certain }) => rootOnHost && certain);
  const inactive = !analysis.reach.facts.has(card.service);
  const reason = looked?.reasons.get(card.service)?.words ?? '';
  const words = { ...cardTextOf(analysis, card.service, card.rect, names, theme), reason };
  const boxed = card.inside !== null;
  const lit = looked !== null && (looked.card === card.service || reason !== '');
  const framed = overlaid?.marks.find(({ service, usual }) => service === card.service && usual !== true);
  const own = framed === undefined ? (grave ? theme.err : hue) : toneColour(framed.tone, theme);
  const edge = lit ? theme.accent : own;
  const drawn = [
    box(card.rect, theme, edge, {
      ...(inactive ? { opacity: 0.55 } : {}),
      ...(boxed ? { 'stroke-dasharray': '5 3' } : {}),
      ...(lit ? { 'stroke-width': looked.card === card.service ? 3.5 : 2.5 } : {}),
    }),
    boxed ? drawJoined(words, card.rect, theme) : drawTexts(words, card.rect, level, theme),
  ];
  return [
    `<title>${escapedText(words.title)}</title>`,
    dimmedParts(drawn, dim),
    // What warns stays as it is.
    ...gate(card, gates, theme),
    ...badges(card, dangers, theme),
    ...findingBadge(card.rect, [card.service], analysis, theme),
  ].join('');
}

/** What is drawn of a card, dimmed as a whole or as it is. */
function dimmedParts(parts: readonly string[], dim: Attributes): string {
  return Object.keys(dim).length === 0 ? parts.join('') : svgElement('g', dim, parts.join(''));
}

/** A pile, as a card with the edges of others behind it. */
function drawPile(
  pile: ScenePile,
  level: Level,
  analysis: Analysis,
  theme: SvgTheme,
  hue: string,
  names: Names,
  looked: LookedAt | null,
  dim: Attributes,
): string {
  const { rect, members, leader } = pile;
  const reason = looked?.reasons.get(leader)?.words ?? '';
  const short = members.map((name) => names.get(name) ?? name);
  const title = `${members.length} × ${pileTitle(short, analysis.topology.services.get(leader))}`;
  const words: CardWords = {
    ...cardTextOf(analysis, leader, rect, names, theme),
    name: title,
    line: short.join(', '),
    lineColour: theme.dim,
    dead: false,
    foot: footText(countNeeds(analysis.needs, members)),
    chips: '',
    reason,
  };
  const behind = [6, 3].map((by) => box({ ...rect, x: rect.x + by, y: rect.y + by }, theme, hue));
  return [
    `<title>${escapedText(`${title}: ${members.join(', ')}`)}</title>`,
    dimmedParts(
      [...behind, box(rect, theme, reason === '' ? hue : theme.accent), drawTexts(words, rect, level, theme)],
      dim,
    ),
    ...findingBadge(rect, members, analysis, theme),
  ].join('');
}

/** How many findings there are, on the upper right corner, in the colour of the worst. */
function findingBadge(
  { x, y, width }: Rect,
  services: readonly string[],
  analysis: Analysis,
  theme: SvgTheme,
): readonly string[] {
  const counted = countTogether(findingCounts(analysis), services);
  if (counted === null) return [];
  const colour = { error: theme.err, warning: theme.outside, info: theme.dim }[counted.worst];
  const at = { cx: x + width - 2, cy: y + 2 };
  return [
    svgElement('circle', { ...at, r: 10, fill: colour, stroke: theme.canvas, 'stroke-width': 2 }),
    svgText(String(counted.count), {
      x: at.cx,
      y: at.cy + 4,
      fill: theme.card,
      'font-size': 12,
      'font-weight': 700,
      'text-anchor': 'middle',
    }),
  ];
}

/** Whether a login stands before what outsiders get to, as a pill at the upper left. */
function gate({ service, rect, inside }: SceneCard, gates: Gates | null, theme: SvgTheme): readonly string[] {
  const found = gates === null || inside !== null ? null : gates.of(service);
  if (found === null || !isGateShown(found)) return [];
  const round = found.logins.length > 0 && found.bypasses.length > 0;
  const locked = found.logins.length > 0 || found.answer === 'guarded';
  const colour = round ? theme.err : theme.ink;
  const text = cutMiddle(gateText(found), Math.max(8, Math.floor((rect.width - 28) / 6.4)));
  const pill = svgElement('rect', {
    x: rect.x + 8,
    y: rect.y - 14,
    width: Math.ceil(text.length * 6.4 + 16),
    height: 17,
    rx: 8.5,
    fill: theme.card,
    stroke: round ? theme.err : theme.line,
    ...(locked || round ? {} : { 'stroke-dasharray': '3 2' }),
  });
  const label = svgText(text, { x: rect.x + 16, y: rect.y - 2, fill: colour, 'font-size': 12 });
  return [svgElement('g', { 'data-gate': service, 'data-guard': found.guard }, pill + label)];
}

/** Pills of danger on the upper edge, from the right: as many as fit, and how many more. */
function badges({ rect }: SceneCard, dangers: readonly Danger[], theme: SvgTheme): readonly string[] {
  const shown = fitPills(dangers, rect.width);
  const rest = dangers.slice(shown);
  const pills = dangers.slice(0, shown).map(({ kind, words, facts, certain, rootOnHost }) => ({
    kind: kind as string,
    text: certain ? words : `${words}?`,
    facts,
    certain,
    grave: rootOnHost && certain,
  }));
  if (rest.length > 0) {
    const facts = rest.flatMap((each) => each.facts);
    pills.push({ kind: 'more', text: `+${rest.length}`, facts, certain: true, grave: false });
  }
  // The count of findings stands at the corner.
  let right = rect.x + rect.width - 14;
  return pills.toReversed().map(({ kind, text, facts, certain, grave }) => {
    const width = Math.ceil(text.length * 6.4 + 12);
    const x = right - width;
    right = x - 4;
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
    const title = `<title>${escapedText(facts.join('; '))}</title>`;
    return svgElement('g', { 'data-danger': kind }, title + pill + label);
  });
}

interface CardsOptions {
  readonly looked: LookedAt | null;
  readonly overlaid: Overlaid | null;
  readonly gates: Gates | null;
}

/** All cards in the order of the scene: owners before who is joined to them; then piles. */
export function svgCards(
  { cards, piles, sizes }: DrawnScene,
  analysis: Analysis,
  theme: SvgTheme,
  hueOf: (lane: string) => string,
  options: CardsOptions,
): readonly string[] {
  const { looked, overlaid } = options;
  const names = shortServiceNames(analysis.topology.services);
  const dimmed = (card: string): Attributes => {
    if (overlaid !== null) {
      const how = overlaid.shown.get(card);
      return how === 'full' ? {} : { opacity: how === 'half' ? 0.75 : 0.5 };
    }
    return looked === null || looked.card === card || looked.reasons.has(card) ? {} : { opacity: 0.5 };
  };
  return [
    ...cards.map((card) =>
      svgElement(
        'g',
        { 'data-service': card.service },
        drawCard(
          card,
          sizes.level,
          analysis,
          theme,
          hueOf(card.lanes[0] ?? ''),
          names,
          options,
          dimmed(card.service),
        ),
      ),
    ),
    ...piles.map((pile) =>
      svgElement(
        'g',
        { 'data-pile': pile.members.length, 'data-leader': pile.leader },
        drawPile(
          pile,
          sizes.level,
          analysis,
          theme,
          hueOf(pile.lanes[0] ?? ''),
          names,
          looked,
          dimmed(pile.leader),
        ),
      ),
    ),
  ];
}
