// The upstreams of `reverse_proxy`, `php_fastcgi` and `forward_auth`.

import { placeText } from '../places.ts';
import type { Directive } from './caddyfile.ts';
import type { Word } from './caddyfile-lexer.ts';
import type { Handler, Upstream } from './routes.ts';

/** Returns the servers of a directive, or a sentence when they are unknown. */
export function upstreamsOf(
  { block, place }: Directive,
  rest: readonly Word[],
): readonly Upstream[] | string {
  const lines = block ?? [];
  const texts = [...rest, ...lines.filter(({ name }) => name === 'to').flatMap(({ args }) => args)].map(
    ({ text }) => text,
  );
  if (lines.some(({ name }) => name === 'dynamic'))
    return `${placeText(place)}: servers that are looked up while it runs are unknown.`;
  const tls = lines.some(
    ({ name, block: inner }) =>
      name === 'transport' && (inner ?? []).some((directive) => /^tls(?:_|$)/.test(directive.name)),
  );
  const found: Upstream[] = [];
  for (const text of texts) {
    const read = readUpstream(text, tls);
    if (read === null) return `${placeText(place)}: the address of a server is not read.`;
    found.push(...read);
  }
  return found;
}

/**
 * Returns the servers of an address such as `app`, `app:8000` or `app:8000-8003`, with or without a scheme; null for a socket or a
 * placeholder.
 */
export function readUpstream(text: string, tls: boolean): readonly Upstream[] | null {
  const [, scheme = '', host = '', first = '', last = ''] =
    /^(?:(https?|h2c):\/\/)?(\[[^\]]+\]|[^/:{}\s]+)?(?::(\d+)(?:-(\d+))?)?\/?$/i.exec(text) ?? [];
  if (host === '' && first === '') return null;
  const secure = tls || scheme.toLowerCase() === 'https';
  const from = first === '' ? (secure ? 443 : 80) : Number(first);
  const to = last === '' ? from : Math.min(Number(last), from + 100);
  const name = host === '' ? 'localhost' : host.toLowerCase();
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => ({
    host: name,
    port: from + index,
    tls: secure,
  }));
}

/** Returns the handlers of a proxy directive, in order. */
export function proxyHandlers(word: Directive, rest: readonly Word[]): readonly Handler[] {
  const { block, place } = word;
  const lines = block ?? [];
  if (lines.some(({ name }) => name === 'handle_response' || name === 'replace_status'))
    return [
      {
        kind: 'unknown',
        because: `${placeText(place)}: answers are changed by handle_response.`,
        declaredAt: place,
      },
    ];
  const policy = lines.find(({ name }) => name === 'lb_policy')?.args[0]?.text;
  const trusting = lines.some(({ block: inner }) =>
    (inner ?? []).some(({ name }) => name === 'tls_insecure_skip_verify'),
  );
  return [
    {
      kind: 'proxy',
      upstreams: upstreamsOf(word, rest),
      firstOnly: policy === 'first',
      trusting,
      declaredAt: place,
    },
  ];
}
