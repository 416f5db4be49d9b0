// Cards: one per service, a joined one inside its owner's, and piles.

import type { FindingCount } from '../../findings/finding-counts.ts';
import { kindIcons, signIcons } from '../../images/kind-icons.ts';
import type { ServiceKind } from '../../images/service-kind.ts';
import { cutMiddle } from '../../layout/cards/short-names.ts';
import type { Sizes } from '../../layout/metrics.ts';
import type { Rect, SceneCard, ScenePile } from '../../layout/scene.ts';
import type { NeedCount } from '../../needs/known-needs.ts';
import { countsWidth, signSizes } from '../../picture/card-signs.ts';
import { type CardText, cardText } from '../../picture/card-text.ts';
import { type CardView, cardView, textFactsOf } from '../../picture/card-view.ts';
import type { NeedView } from '../../picture/need-view.ts';
import type { PictureOverlay } from '../../picture/overlays/overlay-shapes.ts';
import { pileTextFacts, pileView } from '../../picture/pile-view.ts';
import type { TrunkTone } from '../../picture/trunk-text.ts';
import type { ViewContext } from '../../picture/view-context.ts';
import { escapedText } from '../../quote/xml-text.ts';
import { type Attributes, rectOf, svgElement, svgText } from './svg-element.ts';
import { svgIcon } from './svg-icon.ts';
import type { DrawnScene } from './svg-scene.ts';
import { colourOfHue, colourOfWay, type SvgTheme } from './svg-theme.ts';
import { toneColour } from './tones.ts';

/** The text lines of a card or a pile. */
interface CardLines {
  readonly text: CardText;
  readonly kind: ServiceKind;
  /** The ports, the image, or the members of a pile. */
  readonly line: string;
  /** The tone of the ports on that line; null when the line shows something else. */
  readonly tone: TrunkTone | null;
  readonly needs: NeedCount;
  /** The signs at the end of the last line, as drawn from the right; '' without any. */
  readonly signs: string;
  /** Unusual settings of the service, as many as fit beside the foot. */
  readonly chips: string;
  /** The reasons for a need of the selected card, in place of the chips. */
  readonly reason: string;
}

/** The width of a letter in a line, in pixels. */
const lineLetter = 6.5;
const padding = 10;
/** The size of a card's icon and the gap after it. */
const icon = { side: 14, gap: 6 } as const;

const footText = (needs: NeedCount): string => `← ${needs.in}   → ${needs.out}`;

/** Returns the icon of a service's kind. */
function drawKind(kind: ServiceKind, x: number, y: number, theme: SvgTheme): string {
  return svgIcon(kindIcons[kind], { x, y, side: icon.side }, theme.dim, { 'data-kind': kind });
}

/** Returns the name of a card and the lines below it, as far as its size has room for them. */
function drawTexts(
  { text, kind, line, tone, needs, signs, chips, reason }: CardLines,
  { x, y, width, height }: Rect,
  theme: SvgTheme,
): string {
  const room = width - 2 * padding;
  const small = { 'font-size': 12 };
  const title = { fill: theme.ink, 'font-weight': 650 };
  const isSmall = text.detail !== 'near' && text.detail !== 'middle';
  const left = x + (isSmall ? 7 : padding);
  const isOpen = tone === 'danger' || tone === 'outside';
  const step = text.detail === 'near' ? 3 : 0;
  const first = isSmall ? y + (text.name.length > 1 ? 13 : 15) : y + 19 + step;
  const names = text.name.map((part, index) =>
    svgText(part, {
      x: left + (text.icon ? icon.side + icon.gap : 0),
      y: first + 12.5 * index,
      ...title,
      ...(isSmall ? { 'font-size': 12.5 } : {}),
    }),
  );
  // On a small card the reason takes the place of the counts.
  const hasCounts = text.foot && (!isSmall || reason === '');
  const side = Math.max(3, Math.floor((room - (hasCounts ? countsWidth(needs) : 0)) / lineLetter));
  const bottom = isSmall ? y + height - 7 : y + 58 + 4 * step;
  const last = { x: x + width - 8, y: bottom, 'text-anchor': 'end', ...small };
  const chipsEnd = { ...last, x: last.x - text.signs.width };
  return [
    text.icon ? drawKind(kind, x + padding, y + 8 + step, theme) : '',
    ...names,
    isSmall
      ? ''
      : svgText(isOpen ? line : cutMiddle(line, Math.max(3, Math.floor(room / lineLetter))), {
          x: left,
          y: y + 38 + step,
          fill: tone === null ? theme.dim : colourOfWay(tone, theme),
          ...small,
          ...(isOpen ? { 'font-weight': 600 } : {}),
          ...(tone === 'dead' ? { 'text-decoration': 'line-through' } : {}),
        }),
    hasCounts ? svgText(footText(needs), { x: left, y: bottom, fill: theme.dim, ...small }) : '',
    reason !== '' && text.foot
      ? svgText(cutMiddle(reason, side), { ...last, fill: theme.accent, 'font-weight': 600 })
      : signs +
        (text.detail === 'near' && chips !== '' ? svgText(chips, { ...chipsEnd, fill: theme.dim }) : ''),
  ].join('');
}

/** Draws the signs of a card, which end at `right`: the gravest first, with their words where there is room. */
function drawSigns(
  { service, dangers, gate }: CardView,
  { shown, worded, width }: CardText['signs'],
  { right, y }: { readonly right: number; readonly y: number },
  theme: SvgTheme,
): string {
  let x = right - width + signSizes.after;
  const drawSign = (
    sign: { readonly kind: keyof typeof signIcons; readonly word: string; readonly title: string },
    colour: string,
    identity: Attributes,
    index: number,
  ): string => {
    if (index >= shown) return '';
    const isWorded = index < worded;
    const at = x;
    x += signSizes.icon + signSizes.after;
    if (isWorded) x += signSizes.gap + sign.word.length * signSizes.letter;
    const drawn =
      svgIcon(signIcons[sign.kind], { x: at, y: y - 10, side: signSizes.icon }, colour) +
      (isWorded
        ? svgText(sign.word, {
            x: at + signSizes.icon + signSizes.gap,
            y,
            fill: colour,
            'font-size': 12,
            'font-weight': 600,
          })
        : '');
    return svgElement('g', identity, `<title>${escapedText(sign.title)}</title>${drawn}`);
  };
  return [
    ...dangers.map(({ kind, word, facts, certain, rootOnHost }, index) =>
      drawSign(
        { kind, word, title: `${word}: ${facts}` },
        !certain ? theme.dim : rootOnHost ? theme.err : theme.outside,
        { 'data-danger': kind },
        index,
      ),
    ),
    gate === null
      ? ''
      : drawSign(
          { kind: gate.look, word: gate.text, title: gate.text },
          gate.look === 'round' ? theme.err : theme.dim,
          { 'data-gate': service, 'data-guard': gate.guard },
          dangers.length,
        ),
  ].join('');
}

/** The card height from which a joined service fits a second line. */
const twoLines = 36;

function drawJoined(
  { isolation, kind }: CardView,
  text: CardText,
  signs: string,
  { x, y, height }: Rect,
  theme: SvgTheme,
): string {
  const two = height >= twoLines;
  const middle = y + height / 2 + 4 - (text.name.length > 1 ? 6 : 0);
  const first = two ? y + 17 : middle;
  const names = text.name.map((part, index) =>
    svgText(part, {
      x: x + padding + (text.icon ? icon.side + icon.gap : 0),
      y: first + 12.5 * index,
      fill: theme.ink,
      'font-size': 12.5,
      'font-weight': 600,
    }),
  );
  const below = { x: x + padding, y: y + 33, fill: theme.dim, 'font-size': 12 };
  const sign = text.icon ? drawKind(kind, x + padding, first - 12, theme) : '';
  return sign + names.join('') + (two ? svgText(isolation, below) : '') + signs;
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
}

function drawCard(
  card: SceneCard,
  sizes: Sizes,
  view: CardView,
  theme: SvgTheme,
  { looked, overlaid }: CardsOptions,
): string {
  const { rect } = card;
  const text = cardText(textFactsOf(view), sizes, 1);
  const footRect = view.boxed ? rect : { ...rect, height: sizes.cardHeight };
  const baseline = text.detail === 'near' ? 70 : text.detail === 'middle' ? 58 : sizes.cardHeight - 7;
  const signsAt = {
    right: rect.x + rect.width - 8,
    y: rect.y + (view.boxed ? rect.height / 2 + 4 : baseline),
  };
  const signs = drawSigns(view, text.signs, signsAt, theme);
  const reason = looked?.reasons.get(card.service)?.words ?? '';
  const lit = looked !== null && (looked.card === card.service || reason !== '');
  const framed = overlaid?.marks.find(({ service }) => service === card.service);
  const hue = view.grave ? theme.err : colourOfHue(view.hue, theme);
  const edge = lit ? theme.accent : framed === undefined ? hue : toneColour(framed.tone, theme);
  const lines: CardLines = {
    text,
    kind: view.kind,
    line: view.ports?.text ?? view.image.short,
    tone: view.ports?.tone ?? null,
    needs: view.needs,
    signs,
    chips: view.chips.map(({ text }) => text).join(' · '),
    reason,
  };
  const drawn = [
    box(rect, theme, edge, {
      ...(view.inactive ? { opacity: 0.55 } : {}),
      ...(view.boxed ? { 'stroke-dasharray': '5 3' } : {}),
      ...(lit ? { 'stroke-width': looked.card === card.service ? 3.5 : 2.5 } : {}),
    }),
    ...(view.grave ? [drawBar(rect, theme)] : []),
    view.boxed ? drawJoined(view, text, signs, rect, theme) : drawTexts(lines, footRect, theme),
  ];
  return [
    `<title>${escapedText(view.title)}</title>`,
    dimmedParts(drawn, dimmed(card.service, looked, overlaid)),
    // What warns stays as it is.
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

/** Draws the bar at the side of a card that leads to root on its host. */
function drawBar({ x, y, height }: Rect, theme: SvgTheme): string {
  return svgElement('rect', { x: x - 1, y: y + 2, width: 4, height: height - 4, rx: 2, fill: theme.err });
}

/** Draws a pile as a card with the edges of others behind it. */
function drawPile(
  pile: ScenePile,
  sizes: Sizes,
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
    text: cardText(pileTextFacts(view), sizes, 1),
    kind: card.kind,
    line: names.join(', '),
    tone: null,
    needs,
    signs: '',
    chips: '',
    reason,
  };
  const behind = [6, 3].map((by) => box({ ...rect, x: rect.x + by, y: rect.y + by }, theme, hue));
  return [
    `<title>${escapedText(`${title}: ${members.join(', ')}`)}</title>`,
    dimmedParts(
      [...behind, box(rect, theme, reason === '' ? hue : theme.accent), drawTexts(lines, rect, theme)],
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

/** Draws all cards in scene order: owners before the services that join them, then piles. */
export function svgCards(
  scene: DrawnScene,
  context: ViewContext,
  theme: SvgTheme,
  options: CardsOptions,
): readonly string[] {
  const { cards, piles, sizes } = scene;
  return [
    ...cards.flatMap((card) => {
      const view = cardView(context, card);
      if (view === null) return [];
      const drawn = drawCard(card, sizes, view, theme, options);
      return [svgElement('g', { 'data-service': card.service }, drawn)];
    }),
    ...piles.map((pile) =>
      svgElement(
        'g',
        { 'data-pile': pile.members.length, 'data-leader': pile.leader },
        drawPile(pile, sizes, context, theme, options),
      ),
    ),
  ];
}
