// SVG as text. Everything that comes from a file passes through `escapedText`, so no name can become markup.

import type { Rect } from '../../layout/scene.ts';
import { escapedText } from '../../quote/xml-text.ts';

export type Attributes = { readonly [name: string]: string | number };

/** One element; `content` is markup already. */
export function svgElement(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => {
      if (typeof value === 'number') return ` ${key}="${rounded(value)}"`;
      return ` ${key}="${escapedText(value)}"`;
    })
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A line of text at a place. */
export function svgText(text: string, attributes: Attributes): string {
  return svgElement('text', attributes, escapedText(text));
}

/** A whole picture of that size, ending with a line feed; `more` adds to what its root says, or replaces it. */
export function svgRoot(
  width: number,
  height: number,
  parts: readonly string[],
  more: Attributes = {},
): string {
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': 'Inter, system-ui, "Segoe UI", "DejaVu Sans", sans-serif',
    'font-size': 13,
    role: 'img',
    ...more,
  };
  return `${svgElement('svg', root, `\n${parts.join('\n')}\n`)}\n`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A rectangle as attributes. */
export function rectOf({ x, y, width, height }: Rect): Attributes {
  return { x, y, width, height };
}

/** The rule of CSS that brings the typeface of the page (WOFF2, in base64) along with a picture or a page. */
export function fontFace(font: string): string {
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${font}) format("woff2")}`;
}
