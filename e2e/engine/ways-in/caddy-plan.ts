// Random Caddyfiles over a few servers, of what Caddy 2.6 knows and newer ones do, too. `handle_path` is left out: 2.6 goes on differently after it.

import fc from 'fast-check';
import type { WaysPlan } from './plan.ts';

const target = fc.constantFrom('a', 'b', 'c');
const matcher = fc.constantFrom('', '', '/a/* ', '/a ', '@in ', '@php ', '@not ');
/** Hash of `x`. */
const user = 'u JDJhJDE0JFpBbUxmcWNKaHBsNlRMYzNIZHhVQy44cnVpNGRSeFJ6eWFGM2RmM3c0d1N6SFhPQ0VkZ0d5';
const line = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(matcher, target).map(([at, to]) => `reverse_proxy ${at}${to}:8000`) },
  { weight: 2, arbitrary: matcher.map((at) => `basicauth ${at}{\n  ${user}\n }`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        matcher,
        fc.constantFrom(
          'respond %404',
          'respond %"own" 200',
          'respond %403',
          'redir %https://v.test/',
          'redir %https://login.test/',
          'abort %',
          'uri %strip_prefix /a',
          'rewrite %/b/x',
        ),
      )
      .map(([at, words]) =>
        // Before 2.7 a lone path is the matcher of `rewrite`.
        words.replace('%', at === '' && words.startsWith('rewrite') ? '* ' : at),
      ),
  },
);
const block = fc
  .tuple(
    fc.constantFrom('handle', 'route'),
    fc.constantFrom('', '/a/*', '/b/*', '@in', '@php'),
    fc.array(line, { minLength: 1, maxLength: 3 }),
  )
  .map(([word, at, lines]) => `${word} ${at} {\n ${lines.join('\n ')}\n}`);
const site = fc.record({
  address: fc.constantFrom(
    'http://w.test',
    'http://v.test',
    'http://*.test',
    'http://',
    'http://w.test, http://v.test',
    ':80',
  ),
  parts: fc.array(fc.oneof({ weight: 3, arbitrary: line }, { weight: 2, arbitrary: block }), {
    minLength: 1,
    maxLength: 4,
  }),
});
const plan = fc.uniqueArray(site, {
  minLength: 1,
  maxLength: 3,
  // One that is for every host: which of two comes first is in no documentation.
  selector: ({ address }) => (address === ':80' ? 'http://' : address),
});

const matchers = '@in remote_ip 203.0.113.0/24\n@php path *.php\n@not not path /a/*\n';

/** So many plans of a seed, in its order. */
export function caddyPlans(seed: number, count: number): readonly WaysPlan[] {
  return fc.sample(plan, { seed, numRuns: count }).map((sites): WaysPlan => {
    const blocks = sites.map(({ address, parts }) => `${address} {\n${matchers}${parts.join('\n')}\n}\n`);
    return {
      program: 'caddy',
      image: 'caddy:2',
      mounts: { Caddyfile: '/etc/caddy/Caddyfile' },
      texts: { Caddyfile: `{\n admin off\n}\n${blocks.join('')}` },
      asks: ['w.test', 'v.test', 'x.test'].flatMap((host) =>
        ['/', '/a', '/a/', '/a/x', '/b/', '/x.php', '/a/x.php'].map((path) => ({ host, path })),
      ),
      times: 1,
    };
  });
}
