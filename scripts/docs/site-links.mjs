// Every link of a built site that stays within it: whether its file is there, and the place in that file.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const attribute = /\s(?:href|src|srcset)="([^"]*)"/g;
const place = /\s(?:id|name)="([^"]*)"/g;

function unescaped(text) {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

/** Returns a function for the link targets of a page, which reads each page once. */
function createPlaces(site) {
  const known = new Map();
  return (file) => {
    if (!known.has(file)) {
      const text = readFileSync(join(site, file), 'utf8');
      known.set(file, new Set([...text.matchAll(place)].map(([, id]) => unescaped(id))));
    }
    return known.get(file);
  };
}

/** Returns the file that a host serves for `path` of the site: the file itself or the index of a folder, or null. */
function fileAt(site, path) {
  const candidates =
    path.endsWith('/') || path === '' ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
  return candidates.find((name) => /\.\w+$/.test(name) && existsSync(join(site, name))) ?? null;
}

/** Returns the broken links of the pages of `site`, served at `base`, and the number of links followed. */
export function brokenLinks(site, base) {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.html') && !name.startsWith('try/'))
    .sort();
  const placesOf = createPlaces(site);
  const broken = [];
  let links = 0;
  for (const page of pages) {
    for (const [, raw] of readFileSync(join(site, page), 'utf8').matchAll(attribute)) {
      const href = unescaped(raw);
      if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(href)) continue;
      links++;
      const [path = '', hash = ''] = href.split('#');
      const asked = decodeURIComponent(path);
      if (asked.startsWith('/') && !asked.startsWith(base)) {
        broken.push({ page, href });
        continue;
      }
      const target = asked.startsWith('/')
        ? asked.slice(base.length)
        : asked === ''
          ? page
          : posix.join(posix.dirname(page), asked).replace(/^\.$/, '');
      const file = fileAt(site, target);
      const lost =
        file === null ||
        // What stands behind the hash of the page itself is read by the page.
        (hash !== '' &&
          file.endsWith('.html') &&
          !file.startsWith('try/') &&
          !placesOf(file).has(decodeURIComponent(hash)));
      if (lost) broken.push({ page, href });
    }
  }
  return { broken, links, pages: pages.length };
}
