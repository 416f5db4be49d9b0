// Cards: one per service, a joined one inside its owner's, and piles.

import type { FindingCount } from '../../findings/finding-counts.ts';
import { kindIcons } from '../../images/kind-icons.ts';
import type { ServiceKind } from '../../images/service-kind.ts';
import { cutMiddle } from '../../layout/cards/short-names.ts';
import type { Level } from '../../layout/metrics.ts';
import type { Rect, SceneCard, ScenePile } from '../../layout/scene.ts';
import type { NeedCount } from '../../needs/known-needs.ts';
import { type CardView, cardView } from '../../picture/card-view.ts';
import type { Pill } from '../../picture/danger-pills.ts';
import { type GateView, gateViews } from '../../picture/gate-view.ts';
import { footWidth } from '../../picture/medium.ts';
import type { NeedView } from '../../picture/need-view.ts';
import type { PictureOverlay } from '../../picture/overlays/overlay-shapes.ts';
import { pileView } from '../../picture/pile-view.ts';
import type { ViewContext } from '../../picture/view-context.ts';
import { escapedText } from '../../quote/xml-text.ts';
import type { Gates } from '../../summary/gates.ts';
import { type Attributes, rectOf, svgElement, svgText } from './svg-element.ts';
import { svgIcon } from './svg-icon.ts';
import type { DrawnScene } from './svg-scene.ts';
import { colourOfHue, type SvgTheme } from './svg-theme.ts';
import { toneColour } from './tones.ts';

/** The text lines of a card or a pile. */
interface CardLines {
  readonly name: string;
  readonly kind: ServiceKind;
  /** The ports, the image, or the members of a pile. */
  readonly line: string;
  /** Where the ports on that line answer; null when the line shows something else. */
  readonly from: 'outside' | 'nowhere' | 'host' | 'unknown' | null;
  readonly foot: string;
  /** Unusual settings of the service, as many as fit beside the foot. */
  readonly chips: string;
  /** The reasons for a need of the selected card, in place of the chips. */
  readonly reason: string;
}

/** Letter widths in names and lines, in pixels. */
const letters = { name: 7.6, line: 6.5 } as const;
const padding = 10;
/** The size of a card's icon and the gap after it. */
const icon = { side: 14, gap: 6 } as const;

const footText = (needs: NeedCount): string => `← ${needs.in}   → ${needs.out}`;

/** Returns the icon of a service's kind. */
function drawKind(kind: ServiceKind, x: number, y: number, theme: SvgTheme): string {
  return svgIcon(kindIcons[kind], { x, y, side: icon.side }, theme.dim, { 'data-kind': kind });
}

/** Returns the text lines of a card that fit its level of detail. */
function drawTexts(
  { name, kind, line, from, foot, chips, reason }: CardLines,
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
  const beside = icon.side + icon.gap;
  const shown = cutMiddle(name, Math.max(3, Math.floor((room - beside) / letters.name)));
  const last = { x: x + width - 8, y: y + 58 + 4 * step, 'text-anchor': 'end', ...small };
  const side = Math.max(3, Math.floor((room - footWidth) / letters.line));
  return [
    drawKind(kind, x + padding, y + 8 + step, theme),
    svgText(shown, { x: x + padding + beside, y: y + 19 + step, ...title }),
    svgText(from === 'outside' ? line : cut(line, letters.line), {
      x: x + padding,
      y: y + 38 + step,
      fill: from === 'outside' ? theme.outside : theme.dim,
      ...small,
      ...(from === 'outside' ? { 'font-weight': 600 } : {}),
      ...(from === 'nowhere' ? { 'text-decoration': 'line-through' } : {}),
    }),
    svgText(foot, { x: x + padding, y: y + 58 + 4 * step, fill: theme.dim, ...small }),
    reason !== ''
      ? svgText(cutMiddle(reason, side), { ...last, fill: theme.accent, 'font-weight': 600 })
      : level === 'near' && chips !== ''
        ? svgText(chips, { ...last, fill: theme.dim })
        : '',
  ].join('');
}

/** The card height from which a joined service fits a second line. */
const twoLines = 36;

function drawJoined(
  { name, isolation, kind }: CardView,
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

interface CardsOptions {
  readonly looked: NeedView | null;
  readonly overlaid: PictureOverlay | null;
  readonly gates: Gates | null;
}

function drawCard(
  card: SceneCard,
  level: Level,
  view: CardView,
  theme: SvgTheme,
  { looked, overlaid }: CardsOptions,
  gate: GateView | undefined,
): string {
  const { rect } = card;
  const reason = looked?.reasons.get(card.service)?.words ?? '';
  const lit = looked !== null && (looked.card === card.service || reason !== '');
  const framed = overlaid?.marks.find(({ service }) => service === card.service);
  const hue = view.grave ? theme.err : colourOfHue(view.hue, theme);
  const edge = lit ? theme.accent : framed === undefined ? hue : toneColour(framed.tone, theme);
  const lines: CardLines = {
    name: view.name,
    kind: view.kind,
    line: view.ports?.text ?? view.image.short,
    from: view.ports?.from ?? null,
    foot: footText(view.needs),
    chips: view.chips.map(({ text }) => text).join(' · '),
    reason,
  };
  const drawn = [
    box(rect, theme, edge, {
      ...(view.inactive ? { opacity: 0.55 } : {}),
      ...(view.boxed ? { 'stroke-dasharray': '5 3' } : {}),
      ...(lit ? { 'stroke-width': looked.card === card.service ? 3.5 : 2.5 } : {}),
    }),
    view.boxed ? drawJoined(view, rect, theme) : drawTexts(lines, rect, level, theme),
  ];
  return [
    `<title>${escapedText(view.title)}</title>`,
    dimmedParts(drawn, dimmed(card.service, looked, overlaid)),
    // What warns stays as it is.
    gate === undefined ? '' : drawGate(gate, theme),
    ...drawPills(rect, view.dangers, theme),
    ...findingBadge(rect, view.findings, theme),
  ].join('');
}

/** Returns the opacity of a card that recedes behind the selected ones. */
function dimmed(card: string, looked: NeedView | null, overlaid: PictureOverlay | null): Attributes {
  if (overlaid !== null) {
    const how = overlaid.shown.get(card);
    return how === 'full' ? {} : { opacity: how === 'half' ? 0.75 : 0.5 };
  }
  return looked === null || looked.card === card || looked.reasons.has(card) ? {} : { opacity: 0.5 };
}

/** Returns the parts of a card, dimmed together or unchanged. */
function dimmedParts(parts: readonly string[], dim: Attributes): string {
  return Object.keys(dim).length === 0 ? parts.join('') : svgElement('g', dim, parts.join(''));
}

/** Draws a pile as a card with the edges of others behind it. */
function drawPile(
  pile: ScenePile,
  level: Level,
  context: ViewContext,
  theme: SvgTheme,
  { looked, overlaid }: CardsOptions,
): string {
  const view = pileView(context, pile);
  if (view === null) return '';
  const { rect, leader } = pile;
  const { title, names, members, card, needs, findings } = view;
  const reason = looked?.reasons.get(leader)?.words ?? '';
  const hue = colourOfHue(card.hue, theme);
  const lines: CardLines = {
    name: title,
    kind: card.kind,
    line: names.join(', '),
    from: null,
    foot: footText(needs),
    chips: '',
    reason,
  };
  const behind = [6, 3].map((by) => box({ ...rect, x: rect.x + by, y: rect.y + by }, theme, hue));
  return [
    `<title>${escapedText(`${title}: ${members.join(', ')}`)}</title>`,
    dimmedParts(
      [...behind, box(rect, theme, reason === '' ? hue : theme.accent), drawTexts(lines, rect, level, theme)],
      dimmed(leader, looked, overlaid),
    ),
    ...findingBadge(rect, findings, theme),
  ].join('');
}

/** Draws the number of findings in the upper right corner, in the colour of the worst. */
function findingBadge(
  { x, y, width }: Rect,
  findings: FindingCount | null,
  theme: SvgTheme,
): readonly string[] {
  if (findings === null) return [];
  const colour = { error: theme.err, warning: theme.outside, info: theme.dim }[findings.worst];
  const at = { cx: x + width - 2, cy: y + 2 };
  return [
    svgElement('circle', { ...at, r: 10, fill: colour, stroke: theme.canvas, 'stroke-width': 2 }),
    svgText(String(findings.count), {
      x: at.cx,
      y: at.cy + 4,
      fill: theme.card,
      'font-size': 12,
      'font-weight': 700,
      'text-anchor': 'middle',
    }),
  ];
}

/** Draws the login in front of a service as a pill at the upper left. */
function drawGate({ service, gate, rect, look, text: words }: GateView, theme: SvgTheme): string {
  const round = look === 'round';
  const guarded = gate.logins.length > 0 || gate.answer === 'guarded';
  const text = cutMiddle(words, Math.max(8, Math.floor((rect.width - 28) / 6.4)));
  const pill = svgElement('rect', {
    x: rect.x + 8,
    y: rect.y - 14,
    width: Math.ceil(text.length * 6.4 + 16),
    height: 17,
    rx: 8.5,
    fill: theme.card,
    stroke: round ? theme.err : theme.line,
    ...(guarded ? {} : { 'stroke-dasharray': '3 2' }),
  });
  const colour = round ? theme.err : theme.ink;
  const label = svgText(text, { x: rect.x + 16, y: rect.y - 2, fill: colour, 'font-size': 12 });
  return svgElement('g', { 'data-gate': service, 'data-guard': gate.guard }, pill + label);
}

/** Draws danger pills along the upper edge, from the right. */
function drawPills(rect: Rect, pills: readonly Pill[], theme: SvgTheme): readonly string[] {
  // The count of findings stands at the corner.
  let right = rect.x + rect.width - 14;
  return pills.toReversed().map(({ kind, text, facts, certain, rootOnHost }) => {
    const grave = rootOnHost && certain;
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
    const title = `<title>${escapedText(facts)}</title>`;
    return svgElement('g', { 'data-danger': kind }, title + pill + label);
  });
}

/** Draws all cards in scene order: owners before the services that join them, then piles. */
export function svgCards(
  scene: DrawnScene,
  context: ViewContext,
  theme: SvgTheme,
  options: CardsOptions,
): readonly string[] {
  const { cards, piles, sizes } = scene;
  const gates = new Map(
    gateViews(options.gates, scene).flatMap((gate) => (gate.boxed ? [] : [[gate.service, gate] as const])),
  );
  return [
    ...cards.flatMap((card) => {
      const view = cardView(context, card);
      if (view === null) return [];
      const drawn = drawCard(card, sizes.level, view, theme, options, gates.get(card.service));
      return [svgElement('g', { 'data-service': card.service }, drawn)];
    }),
    ...piles.map((pile) =>
      svgElement(
        'g',
        { 'data-pile': pile.members.length, 'data-leader': pile.leader },
        drawPile(pile, sizes.level, context, theme, options),
      ),
    ),
  ];
}
