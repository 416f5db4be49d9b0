// CN403. Owns: URLs whose host is a plain word that nothing in the file answers to.

import { memoize } from '../compose/memoize.ts';
import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { Needs } from '../needs/needs.ts';
import { editDistance } from '../text/closest-word.ts';
import type { Path } from '../yaml/tree.ts';
import { livesOnNetworks } from './facts/networks.ts';
import { overrideAlone } from './facts/override-alone.ts';
import { references } from './facts/read-keys.ts';
import { replaceInSetting } from './fixes/replace-in-setting.ts';

interface HostWord {
  readonly host: string;
  /** The text from the scheme to the host, as written: `redis://cahce`. */
  readonly text: string;
  readonly at: Path;
}

const plainUrl =
  /\b((?:https?|wss?|tcp|grpc|postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|nats|kafka|ldaps?|smtps?|mqtt):\/\/(?:[^\s/@"']*@)?([a-z][a-z0-9_-]*))(?=[:/?#\s"',;]|$)/gi;

export const rule: Rule = {
  id: 'CN403',
  slug: 'reference-unknown-host',
  title: 'A URL names a host nothing in the file provides',
  why: 'A name without a dot resolves only if Docker knows it. After a typing error or a renamed service, the connection fails only when it is tried.',
  severity: 'info',
  loweredTo: { cis: 'info' },
  source: 'D2, D9 (measured)',
  reads: references,
  *check(context) {
    if (overrideAlone(context) !== null) return;
    for (const [name, { service, networks, owner }] of context.checked) {
      const words = hostMentions(service);
      if (words.length === 0 || !owner || networks.some(({ external }) => external !== false)) continue;
      if (!livesOnNetworks(owner) || service.externalLinks.length > 0) continue;
      const seen = new Set<string>();
      for (const { host, text, at } of words) {
        if (seen.has(host) || isKnown(context, owner, service, host)) continue;
        seen.add(host);
        const near = nearName(context, host);
        yield {
          severity: near === null ? 'info' : 'warning',
          certainty: 'inferred',
          subjects: [name],
          message: `${name} refers to ${host}, but no service, alias or extra host has that name.${near === null ? '' : ` Did you mean ${near}?`}`,
          at,
          fixes: near === null ? [] : rename(service, at, text, host, near),
          evidence: [host],
        };
      }
    }
  },
};

const hostMentions = memoize((service: Service): readonly HostWord[] => {
  const found: HostWord[] = [];
  const add = (value: string | null, place: () => Path): void => {
    if (!value?.includes('://')) return;
    for (const [, text = '', host = ''] of value.matchAll(plainUrl)) {
      // `YOUR_HOST` and similar words are placeholders.
      if (host === host.toUpperCase() || /^(?:localhost|example|host|hostname|your|change)/i.test(host))
        continue;
      found.push({ host, text, at: place() });
    }
  };
  for (const { value, path } of service.environment) add(value, () => ['services', service.name, ...path]);
  for (const key of ['command', 'entrypoint'] as const) add(service[key], () => keyPlace(service, key));
  return found;
});

function isKnown(context: RuleContext, owner: Service, service: Service, host: string): boolean {
  const name = host.toLowerCase();
  if (context.needs.names.has(name)) return true;
  const links = [...owner.links, ...service.links];
  if (links.some(({ alias }) => alias?.toLowerCase() === name)) return true;
  const hosts = [...owner.extraHosts, ...service.extraHosts];
  if (hosts.some(({ key }) => key.toLowerCase() === name)) return true;
  // Names that Compose creates itself: `project-service-1`, `service-1`.
  return /[-_]\d+$/.test(name);
}

/** The nearest names by name, cached by the set of names, which most edits keep. */
const nearNames = memoize((_names: Needs['names']) => new Map<string, string | null>());

function nearName({ needs: { names } }: RuleContext, host: string): string | null {
  const answers = nearNames(names);
  const before = answers.get(host);
  if (before !== undefined) return before;
  const near = findNear(names, host);
  answers.set(host, near);
  return near;
}

function findNear(names: Needs['names'], host: string): string | null {
  if (host.length < 4) return null;
  const name = host.toLowerCase();
  let best: string | null = null;
  let least = 3;
  for (const known of names.keys()) {
    if (known.length < 4 || Math.abs(known.length - name.length) > 2) continue;
    const distance = editDistance(name, known);
    if (distance < least) [best, least] = [known, distance];
  }
  return best;
}

function rename(service: Service, at: Path, text: string, host: string, near: string): readonly Fix[] {
  const operation = replaceInSetting(service, at, text, text.slice(0, text.length - host.length) + near);
  return operation ? [{ title: `Write ${near}`, safe: false, operations: [operation] }] : [];
}
