// The built page, read once: what is served is what was there at the start, and a path is a key, never a file name.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { CallFailure } from '../../call-failure.ts';

export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['.svg', 'image/svg+xml; charset=utf-8'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
  ['.txt', 'text/plain; charset=utf-8'],
]);

/** A mark that tells the page that its file is on this server, and whether visitors sign in there. */
export type PageMark = '1' | 'signed-in';

/** Returns the files of the built page by path; the empty path is the page itself, with its mark. */
export function readPageAssets(folder: string, mark: PageMark = '1'): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  let entries: readonly { readonly path: string }[];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ path: join(entry.parentPath, entry.name) }));
  } catch {
    entries = [];
  }
  for (const { path } of entries) {
    const type = types.get(extname(path));
    // A service worker would answer for a later run on the same port.
    if (type === undefined || /(?:^|\/)(?:sw|service-worker|workbox-[^/]*)\.js$/.test(path)) continue;
    assets.set(relative(folder, path).replaceAll(sep, '/'), { type, bytes: readFileSync(path) });
  }
  const page = assets.get('index.html');
  if (page === undefined) {
    throw new CallFailure(`${folder}: the built page is missing. Run npm run build, or reinstall bulkhead.`);
  }
  // A manifest is fetched without cookies, and there is nothing to install: the page is served for one file and a limited time.
  const html = new TextDecoder()
    .decode(page.bytes)
    .replace(/<link rel="manifest"[^>]*>/, '')
    .replace('</head>', `<meta name="bulkhead-open" content="${mark}" /></head>`);
  assets.set('', { type: page.type, bytes: new TextEncoder().encode(html) });
  assets.delete('index.html');
  return assets;
}
