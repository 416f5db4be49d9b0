// The parts of a router with the same names in labels and files.

import { qualified, type Router } from './dynamic-config.ts';
import { listAt, type Options, optionAt, textAt } from './options.ts';

type RouterParts = Pick<
  Router,
  'name' | 'provider' | 'entryPoints' | 'middlewares' | 'priority' | 'syntax' | 'tlsOptions' | 'declaredAt'
>;

export function routerParts(name: string, one: Options | undefined, provider: string): RouterParts {
  const options = textAt(one, 'tls.options');
  const syntax = textAt(one, 'rulesyntax')?.toLowerCase();
  return {
    name,
    provider,
    entryPoints: listAt(one, 'entrypoints'),
    middlewares: (listAt(one, 'middlewares') ?? []).map((each) => qualified(each.toLowerCase(), provider)),
    priority: Number(textAt(one, 'priority') ?? 0) || 0,
    syntax: syntax === 'v2' || syntax === 'v3' ? syntax : null,
    tlsOptions: options === null ? null : qualified(options.toLowerCase(), provider),
    declaredAt: optionAt(one, 'rule')?.declaredAt ?? one?.declaredAt ?? null,
  };
}
