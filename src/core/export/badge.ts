// A badge for a README: how many services of a project, or of a host, the outside reaches. One self-contained SVG that needs no font of its own.

import { escapedText } from '../quote/xml-text.ts';
import type { Reach } from '../reach/reach-model.ts';
import { outsideCounts, outsideCountText, outsideServices } from '../summary/summary.ts';
import { svgElement, svgRoot, svgText } from './svg/svg-element.ts';
import { svgThemes } from './svg/svg-theme.ts';

const height = 20;
/** The average width of a letter in pixels; `textLength` makes every font fit it. */
const letterWidth = 6.4;
const padding = 7;
const label = 'Bulkhead';

/**
 * Returns the badge as SVG, ending with a line feed. The title counts services that are certainly reachable, by a port of their own or
 * through a proxy; the visible and spoken text also says what is unknown.
 */
export function badgeSvg(reach: Reach): string {
  const outside = outsideServices(reach);
  const { open, behind, unknown } = outside;
  const all = reach.services.length;
  const unsure = unknown.length > 0;
  const known = open.length > 0 ? open.length : behind.length;
  const words = all === 0 ? 'no active service' : outsideCountText(outsideCounts(outside), all, unsure);
  const { light } = svgThemes;
  const tone = unsure ? light.dim : known > 0 ? light.outside : (light.lanes[1] ?? light.closed);
  const labelWidth = widthOf(label);
  const width = labelWidth + widthOf(words);
  const text = (content: string, x: number) =>
    svgText(content, {
      x: x + padding,
      y: 14,
      textLength: widthOf(content) - 2 * padding,
      lengthAdjust: 'spacingAndGlyphs',
    });
  const parts = [
    `<title>${known} of ${all} reachable from outside</title>`,
    `<desc>${escapedText(words)}</desc>`,
    svgElement('rect', { width, height, rx: 3, fill: light.ink }),
    svgElement('path', { d: rightPart(labelWidth, width), fill: tone }),
    text(label, 0),
    text(words, labelWidth),
  ];
  return svgRoot(width, height, parts, {
    'aria-label': `${label}: ${words}`,
    fill: '#fff',
    'font-family': 'Verdana, "DejaVu Sans", sans-serif',
    'font-size': 11,
  });
}

function widthOf(words: string): number {
  return Math.round(words.length * letterWidth) + 2 * padding;
}

/** Returns a rectangle from `from` to `to` with round right corners. */
function rightPart(from: number, to: number): string {
  return `M${from} 0H${to - 3}a3 3 0 0 1 3 3V${height - 3}a3 3 0 0 1 -3 3H${from}Z`;
}
