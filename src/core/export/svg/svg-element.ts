// SVG as text. Everything that comes from a file passes through `escapedText`, so no name can become markup.

import type { Rect } from '../../layout/scene.ts';
import { escapedText } from '../../quote/xml-text.ts';

export type Attributes = { readonly [name: string]: string | number };

/** Returns one element; `content` is already markup. */
export function svgElement(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => {
      if (typeof value === 'number') return ` ${key}="${rounded(value)}"`;
      return ` ${key}="${escapedText(value)}"`;
    })
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Returns a line of text at a place. */
export function svgText(text: string, attributes: Attributes): string {
  return svgElement('text', attributes, escapedText(text));
}

/** Returns a whole picture, ending with a line feed; `more` adds or replaces attributes of its root. */
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

/** Returns a rectangle as attributes. */
export function rectOf({ x, y, width, height }: Rect): Attributes {
  return { x, y, width, height };
}

/** Returns the CSS rule that embeds the page's typeface (WOFF2, in base64). */
export function fontFace(font: string): string {
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${font}) format("woff2")}`;
}
