// Reads URLs as a browser sends them: host in lower case, dot segments resolved. `URL` is not available in core.

import type { Request } from './model.ts';

export interface HttpUrl {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** The decoded path without dot segments. */
  readonly path: string;
  /** The path as sent, beginning with `/`. */
  readonly rawPath: string;
  /** The query with its `?`; '' without one. */
  readonly query: string;
}

const urlPattern =
  /^(https?):\/\/(\[[0-9a-f:.]+\]|[^/?#:@[\]\s\\]+)(?::(\d{1,5}))?(\/[^?#]*)?(\?[^#]*)?(?:#.*)?$/i;

/** Reads an HTTP or HTTPS URL; null for any other text. */
export function readHttpUrl(text: string): HttpUrl | null {
  const [, scheme = '', host = '', port, path = '/', query = ''] = urlPattern.exec(text.trim()) ?? [];
  if (host === '') return null;
  const kind = scheme.toLowerCase() === 'https' ? 'https' : 'http';
  const number = port === undefined ? defaultPort(kind) : Number(port);
  if (number < 1 || number > 65535) return null;
  const rawPath = withoutDots(path);
  return { scheme: kind, host: host.toLowerCase(), port: number, rawPath, path: decoded(rawPath), query };
}

export function defaultPort(scheme: 'http' | 'https'): number {
  return scheme === 'https' ? 443 : 80;
}

/** Returns the `Host` header of a request. */
export function hostHeaderOf({
  hostHeader,
  host,
  port,
  scheme,
}: Pick<Request, 'hostHeader' | 'host' | 'port' | 'scheme'>): string {
  return hostHeader ?? (port === defaultPort(scheme) ? host : `${host}:${port}`);
}

/** Returns the start of a URL: `https://wiki.example:8443`, without the default port of the scheme. */
export function originOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${host}${port === defaultPort(scheme) ? '' : `:${port}`}`;
}

/** Resolves dot segments: `/a/../b/./c` becomes `/b/c`; a trailing slash is kept. */
export function withoutDots(path: string): string {
  const parts: string[] = [];
  const all = path.split('/').slice(1);
  all.forEach((part, index) => {
    const plain = part.replace(/%2e/gi, '.');
    const last = index === all.length - 1;
    if (plain === '..') parts.pop();
    else if (plain !== '.') parts.push(part);
    if (last && (plain === '.' || plain === '..')) parts.push('');
  });
  return `/${parts.join('/')}`;
}

/** Decodes a path; invalid percent signs are kept. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Resolves a `Location` header from a page at an origin and path. */
export function resolveLocation(location: string, origin: string, path: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    // A browser adds the missing path.
    return /^[^:]+:\/\/[^/?#]*$/.test(location) ? `${location}/` : location;
  }
  if (location.startsWith('//')) return `${origin.slice(0, origin.indexOf(':') + 1)}${location}`;
  if (location.startsWith('/')) return origin + location;
  return origin + withoutDots(path.slice(0, path.lastIndexOf('/') + 1) + location);
}
