// The upstreams of `reverse_proxy`, `php_fastcgi` and `forward_auth`.

import { placeText } from '../places.ts';
import type { Directive } from './caddyfile.ts';
import type { Word } from './caddyfile-lexer.ts';
import type { Handler, HeaderChange } from './routes.ts';
import { type ChosenUpstream, readUpstream, type Upstream } from './upstream-text.ts';

/** Returns the servers of a directive, or a sentence when they are unknown. */
export function upstreamsOf(word: Directive, rest: readonly Word[]): readonly Upstream[] | string {
  return readTexts(word, textsOf(word, rest));
}

function textsOf({ block }: Directive, rest: readonly Word[]): readonly string[] {
  const lines = (block ?? []).filter(({ name }) => name === 'to');
  return [...rest, ...lines.flatMap(({ args }) => args)].map(({ text }) => text);
}

function usesTls({ block }: Directive): boolean {
  return (block ?? []).some(
    ({ name, block: inner }) =>
      name === 'transport' && (inner ?? []).some((directive) => /^tls(?:_|$)/.test(directive.name)),
  );
}

function readTexts(word: Directive, texts: readonly string[]): readonly Upstream[] | string {
  const at = placeText(word.place);
  if ((word.block ?? []).some(({ name }) => name === 'dynamic'))
    return `${at}: servers that are looked up while it runs are unknown.`;
  const tls = usesTls(word);
  const found: Upstream[] = [];
  for (const text of texts) {
    const read = readUpstream(text, tls);
    if (read === null) return `${at}: the address of a server is not read.`;
    found.push(...read);
  }
  return found;
}

/** Returns the change of a header that `header_up` states: `X v`, `+X v`, `-X`; a replacement in its value is not followed. */
function headerChange({ args }: Directive): HeaderChange {
  const [first = '', value = '', replacement] = args.map(({ text }) => text);
  const name = first.replace(/^[-+?]/, '');
  if (first.startsWith('-')) return { name, value: '', isAdded: false };
  const isKnown = replacement === undefined && !/[?*]/.test(first);
  return { name, value: isKnown ? value : null, isAdded: first.startsWith('+') };
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
  const texts = textsOf(word, rest);
  const tls = usesTls(word);
  return [
    {
      kind: 'proxy',
      upstreams: readTexts(
        word,
        texts.filter((text) => !text.includes('{')),
      ),
      chosen: texts.flatMap((text): readonly ChosenUpstream[] => (text.includes('{') ? [{ text, tls }] : [])),
      firstOnly: policy === 'first',
      headers: lines.filter(({ name }) => name === 'header_up').map(headerChange),
      trusting,
      declaredAt: place,
    },
  ];
}
