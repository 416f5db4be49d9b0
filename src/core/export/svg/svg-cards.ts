// Cards: one per service, a joined one inside its owner's.

import type { Danger } from '../../blast/dangers.ts';
import { cutMiddle } from '../../layout/cards/short-names.ts';
import type { SceneCard } from '../../layout/scene.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { rectOf, svgElement, svgText, xmlWords } from './svg-element.ts';
import type { DrawnScene } from './svg-scene.ts';
import type { SvgTheme } from './svg-theme.ts';

function drawCard(
  card: SceneCard,
  analysis: Analysis,
  theme: SvgTheme,
  hue: string,
  onHost: string | undefined,
): string {
  const service = analysis.topology.services.get(card.service);
  const facts = analysis.reach.facts.get(card.service);
  const { x, y, width } = card.rect;
  const room = Math.floor((width - 24) / 8);
  const image = service?.image ?? (service?.hasBuild === true ? 'built here' : 'no image');
  const word = facts === undefined ? 'inactive' : facts.isolation;
  const joined = word === 'joined' ? `joined to ${facts?.owner ?? 'another'}` : word;
  const small = { fill: theme.dim, 'font-size': 11 };
  const parts = [
    `<title>${xmlWords(`${card.service}, ${image}, ${joined}`)}</title>`,
    svgElement('rect', {
      ...rectOf(card.rect),
      rx: 8,
      fill: theme.card,
      stroke: hue,
      'stroke-width': 1.5,
      ...(facts === undefined ? { opacity: 0.55 } : {}),
    }),
    svgText(cutMiddle(card.service, room), { x: x + 12, y: y + 22, fill: theme.ink, 'font-weight': 600 }),
  ];
  if (card.inside === null) {
    parts.push(svgText(cutMiddle(image, room + 4), { x: x + 12, y: y + 42, ...small }));
    parts.push(svgText(cutMiddle(joined, room + 4), { x: x + 12, y: y + 62, ...small }));
    if (onHost !== undefined)
      parts.push(svgText(cutMiddle(`host ${onHost}`, room + 4), { x: x + 12, y: y + 82, ...small }));
  } else {
    parts.push(svgText('joined', { x: x + 12, y: y + 35, ...small }));
  }
  parts.push(...badges(card, analysis.dangers.get(card.service) ?? [], theme));
  return parts.join('');
}

/** Pills of danger on the upper edge, from the right. */
function badges({ rect }: SceneCard, dangers: readonly Danger[], theme: SvgTheme): readonly string[] {
  let right = rect.x + rect.width - 8;
  return dangers.toReversed().map(({ words, facts, certain, rootOnHost }) => {
    const text = certain ? words : `${words}?`;
    const width = Math.ceil(text.length * 6.4 + 12);
    const x = right - width;
    right = x - 4;
    const grave = rootOnHost && certain;
    const colour = !certain ? theme.dim : grave ? theme.err : theme.outside;
    const pill = svgElement('rect', {
      x,
      y: rect.y - 9,
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
      y: rect.y + 4,
      fill: grave ? theme.card : colour,
      'font-size': 11,
      'font-weight': 600,
    });
    return `<g><title>${xmlWords(facts.join('; '))}</title>${pill}${label}</g>`;
  });
}

/** All cards in the order of the scene: owners before who is joined to them. */
export function svgCards(
  { cards, trunks }: DrawnScene,
  analysis: Analysis,
  theme: SvgTheme,
  hueOf: (lane: string) => string,
): readonly string[] {
  // These ports are in no label of the outside.
  const onHost = new Map(
    trunks.flatMap(({ kind, service, label }) => (kind === 'host' ? [[service, label]] : [])),
  );
  return cards.map((card) => {
    const hue = hueOf(card.lanes[0] ?? '');
    return svgElement('g', {}, drawCard(card, analysis, theme, hue, onHost.get(card.service)));
  });
}
