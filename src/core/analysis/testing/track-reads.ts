// Watches what a rule reads: a context that gives the same answers and notes which aspects were asked for.

import type { Service, Topology } from '../../compose/topology.ts';
import type { RuleContext } from '../finding.ts';
import type { Reach, ServiceFacts } from '../reach-model.ts';
import type { ServiceView, ServiceViews } from '../service-view.ts';
import type { Aspect } from '../what-changed.ts';

export interface Tracked {
  readonly context: RuleContext;
  readonly reads: ReadonlySet<Aspect>;
}

/** Keys that say which one a service is, not what it is. */
const identity: ReadonlySet<string> = new Set(['id', 'name']);

/** `context`, watched. Every object in it is a new one, so that nothing remembered of the real ones hides a read. */
export function trackReads(context: RuleContext): Tracked {
  const reads = new Set<Aspect>();
  const watched = new Map<object, unknown>();
  const once = <T extends object>(value: T, make: () => T): T => {
    if (!watched.has(value)) watched.set(value, make());
    return watched.get(value) as T;
  };
  const watch = <T extends Service | ServiceFacts>(value: T): T =>
    once(
      value,
      () =>
        new Proxy(value, {
          get: (target, key) => {
            if (typeof key === 'string' && !identity.has(key)) reads.add(key as Aspect);
            return Reflect.get(target, key);
          },
        }),
    );
  const viewOf = (view: ServiceView): ServiceView =>
    once(view, () => ({
      service: watch(view.service),
      facts: watch(view.facts),
      get tier() {
        reads.add('tier');
        return view.tier;
      },
      get tierDeclared() {
        reads.add('tags');
        return view.tierDeclared;
      },
      owner: view.owner && watch(view.owner),
      get networks() {
        reads.add('networks');
        return view.networks;
      },
    }));
  const viewsOf = (views: ServiceViews): ServiceViews =>
    once(views, () => new Map([...views].map(([name, view]) => [name, viewOf(view)])));
  const topology: Topology = noting(context.topology, (key) => {
    if (key === 'networks') reads.add('networks');
    else if (key !== 'services') reads.add('rest');
  });
  const services = new Map([...context.topology.services].map(([name, one]) => [name, watch(one)]));
  const facts = new Map([...context.reach.facts].map(([name, one]) => [name, watch(one)]));
  const names = [...context.reach.services];
  const row: Reach['row'] = (kind, from) => {
    reads.add(kind);
    return context.reach.row(kind, from);
  };
  const reach: Reach = noting({ ...context.reach, row, facts, services: names }, (key) => {
    if (key === 'pair') reads.add('direct').add('viaHost').add('resolves').add('networks');
    else if (key !== 'facts' && key !== 'services' && key !== 'options' && key !== 'row')
      reads.add(key as Aspect);
  });
  const tracked: RuleContext = {
    workspace: noting(context.workspace, (key) => {
      if (key === 'problems') reads.add('problems');
      else if (key !== 'topology') reads.add('rest');
    }),
    topology: new Proxy(topology, {
      get: (target, key) => (key === 'services' ? services : Reflect.get(target, key)),
    }),
    reach,
    needs: noting({ ...context.needs }, (key) => reads.add(key === 'names' ? 'names' : 'needs')),
    tiers: {
      of: (name) => {
        reads.add('tier');
        return context.tiers.of(name);
      },
      declared: (name) => {
        reads.add('tags');
        return context.tiers.declared(name);
      },
    },
    views: viewsOf(context.views),
    judged: viewsOf(context.judged),
  };
  return { context: tracked, reads };
}

function noting<T extends object>(value: T, note: (key: string) => void): T {
  return new Proxy(value, {
    get: (target, key) => {
      if (typeof key === 'string') note(key);
      return Reflect.get(target, key);
    },
  });
}
