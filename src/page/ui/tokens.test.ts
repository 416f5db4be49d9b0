import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Declaration {
  readonly property: string;
  readonly value: string;
}

const tokensFile = 'src/page/ui/tokens.css';

const filesOf = (...endings: readonly string[]): readonly string[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => `src/${file}`)
    .sort();

/** Returns the declarations of a style sheet without comments; a value may span lines. */
function declarationsOf(css: string): readonly Declaration[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...plain.matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g)].map(([, property = '', value = '']) => ({
    property,
    value,
  }));
}

const spacing = /^(padding|margin|(row-|column-)?gap|scroll-(padding|margin))(-|$)/;

/** Returns the token that a declaration should use; null where it does. A hairline of 1px is no distance, and layer 0 is allowed. */
function breachOf({ property, value }: Declaration): string | null {
  const said = `${property}: ${value}`;
  if (value.includes('!important')) return said;
  if (property === 'font-size' && /\d(px|rem|pt)/.test(value)) return said;
  if (property === 'font' && /^[\d.]+(px|rem|pt)/.test(value)) return said;
  if (
    property.startsWith('border') &&
    property.endsWith('radius') &&
    /[1-9]/.test(value.replace(/var\([^)]*\)/g, ''))
  )
    return said;
  if (property === 'z-index' && /[1-9]/.test(value)) return said;
  if (spacing.test(property) && /(?<![\d.])(?!1px)[\d.]+(px|rem)/.test(value)) return said;
  return null;
}

const breachesIn = (css: string): readonly string[] =>
  declarationsOf(css)
    .map(breachOf)
    .filter((breach) => breach !== null);

describe('tokens', () => {
  const files = filesOf('.css').filter((file) => file !== tokensFile);

  it('finds raw sizes, layers, radii and distances', () => {
    const raw =
      '.a { font-size: 12px; border-radius: 4px; z-index: 900 !important; padding: 0 3px; margin: -1px; gap: var(--space-1); }';
    expect(breachesIn(raw)).toEqual([
      'font-size: 12px',
      'border-radius: 4px',
      'z-index: 900 !important',
      'padding: 0 3px',
    ]);
    expect(breachesIn('.a { font: 11px / 16px var(--font); z-index: 3; }')).toEqual([
      'font: 11px / 16px var(--font)',
      'z-index: 3',
    ]);
    expect(breachesIn('.a { border-radius: var(--radius-sm) 0 0; }')).toEqual([]);
  });

  it.each(files)('%s names tokens', (file) => {
    expect(breachesIn(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('has every property that a style sheet or a component reads', () => {
    const sheets = [tokensFile, ...files].map((file) => readFileSync(file, 'utf8'));
    const components = filesOf('.ts', '.tsx').map((file) => readFileSync(file, 'utf8'));
    const set = new Set([
      // Set by the library that places popups.
      ...['--anchor-width', '--available-width', '--available-height'],
      ...sheets.flatMap((css) => [...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name)),
      ...components.flatMap((source) =>
        [...source.matchAll(/'(--[\w-]+)':|setProperty\('(--[\w-]+)'/g)].map(([, name, set]) => name ?? set),
      ),
    ]);
    // Without a fallback an unknown property silently takes the whole declaration away.
    const read = sheets.flatMap((css) => [...css.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    expect(read.filter((name) => !set.has(name))).toEqual([]);
  });
});
