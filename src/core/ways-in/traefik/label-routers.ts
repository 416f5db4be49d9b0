// The routers that a container's labels declare, or its default router.

import type { Service } from '../../compose/topology.ts';
import { serviceLocation } from '../ways-context.ts';
import { type Balancer, qualified, type Router } from './dynamic-config.ts';
import { booleanAt, goBoolean, type Options, optionAt, textAt } from './options.ts';
import { routerParts } from './router-parts.ts';

const provider = 'docker';

/** Returns the TCP or UDP routers of labels; UDP routers have no rule and get all traffic of their entry point. */
export function rawRouters(
  protocol: 'tcp' | 'udp',
  written: Options | undefined,
  services: ReadonlyMap<string, Balancer>,
  doubt: string | null,
): readonly Router[] {
  return [...(written?.below ?? [])].flatMap(([name, one]): Router[] => {
    const rule = textAt(one, 'rule') ?? '';
    const service = textAt(one, 'service') ?? (services.size === 1 ? [...services.keys()][0] : undefined);
    if ((rule === '' && protocol === 'tcp') || service === undefined) return [];
    const passes = booleanAt(one, 'tls.passthrough', false);
    return [
      {
        ...routerParts(name, one, provider),
        doubt,
        protocol,
        rule: protocol === 'tcp' ? rule : '',
        service: qualified(service.toLowerCase(), provider),
        tls: protocol === 'tcp' && tlsOf(one) ? (passes ? 'passes' : 'ends') : 'none',
        byDefault: false,
      },
    ];
  });
}

function tlsOf(router: Options): boolean {
  const tls = optionAt(router, 'tls');
  return tls !== undefined && (tls.below.size > 0 || goBoolean(tls.value) === true);
}

interface HttpRouterContext {
  readonly name: string;
  /** The default rule; null when its template is not supported. */
  readonly rule: string | null;
  readonly doubt: string | null;
  readonly service: Service;
}

export function httpRouters(
  written: Options | undefined,
  services: ReadonlyMap<string, Balancer>,
  { name, rule: usual, doubt, service }: HttpRouterContext,
): readonly Router[] | string {
  const [only, ...more] = services.keys();
  const all = [...(written?.below ?? [])];
  const made: readonly (readonly [string, Options | undefined])[] =
    all.length > 0 ? all : more.length > 0 ? [] : [[name, undefined]];
  const routers: Router[] = [];
  for (const [key, one] of made) {
    const statedRule = textAt(one, 'rule') ?? '';
    const rule = statedRule === '' ? usual : statedRule;
    if (rule === null) return `The default rule for ${service.name} is a template that is not read.`;
    const target = textAt(one, 'service') ?? (more.length === 0 ? only : undefined);
    if (rule === '' || target === undefined) continue;
    const common = routerParts(key, one, provider);
    routers.push({
      ...common,
      doubt,
      protocol: 'http',
      rule,
      service: qualified(target.toLowerCase(), provider),
      tls: one && tlsOf(one) ? 'ends' : 'none',
      byDefault: statedRule === '',
      declaredAt:
        common.declaredAt ?? serviceLocation(service, service.labels.length > 0 ? ['labels'] : ['image']),
    });
  }
  return routers;
}
