// CN508. Owns: services known to run as root, by `user` or by the image catalogue. What is not known is not said.

import { type CatalogueEntry, catalogueEntry } from '../catalogue.ts';
import type { Fix, Rule, RuleContext } from '../finding.ts';
import { keyPlace } from '../places.ts';

export const cn508: Rule = {
  id: 'CN508',
  slug: 'root-user',
  title: 'Service runs as uid 0',
  why: 'Root in a container is root for the kernel too: every flaw in the wall between the two counts more with it. Most services need no root once their files belong to another user.',
  severity: 'info',
  source: 'P12; OWASP Docker Security 2',
  examples: {
    invalid: [
      'services:\n  a:\n    image: example/a:1\n    user: root\n',
      'services:\n  a:\n    image: grafana/grafana:11.0.0\n    user: "0:0"\n',
      'services:\n  a:\n    image: nginx:1.27\n',
    ],
    valid: [
      'services:\n  a:\n    image: nginx:1.27\n    user: "101"\n',
      'services:\n  a:\n    image: example/a:1\n',
      'services:\n  a:\n    image: nginxinc/nginx-unprivileged:1.27\n',
    ],
  },
  *check(context) {
    for (const name of context.reach.services) {
      const service = context.topology.services.get(name);
      if (!service) continue;
      const entry = catalogueEntry(service.image);
      const explicit = service.user !== null && /^(?:root|0+)(?::|$)/.test(service.user);
      // An image that is built here is whatever the build made of its base.
      const byImage = service.user === null && entry?.user === 'root' && !service.hasBuild;
      if (!explicit && !byImage) continue;
      const store = explicit && service.privileged === true ? dataInReach(context, name) : null;
      const beside = store === null ? '' : ` It is privileged, and reaches ${store}.`;
      yield {
        severity: store !== null ? 'error' : explicit ? 'warning' : 'info',
        certainty: explicit && store === null ? 'certain' : 'inferred',
        subjects: [name],
        message: explicit
          ? `${name} runs as root: 'user' says so.${beside}`
          : `${name} runs as root: its image sets no other user.`,
        at: explicit ? ['services', name, 'user'] : keyPlace(service, 'image'),
        fixes: explicit ? fixesFor(name, entry) : [],
        evidence: [explicit ? 'user' : 'image'],
        group: 'root-user',
      };
    }
  },
};

function dataInReach({ reach, tiers }: RuleContext, name: string): string | null {
  const found = reach.services.find(
    (other) => other !== name && tiers.of(other) === 'data' && reach.direct(name, other) === true,
  );
  return found ?? null;
}

/** Only where the catalogue knows what the image does by itself. */
function fixesFor(service: string, entry: CatalogueEntry | null): readonly Fix[] {
  if (!entry || entry.user === null || entry.user === 'root') return [];
  const operations = [{ type: 'unset' as const, service, key: 'user', item: null }];
  return [{ title: "Use the image's own user", safe: false, operations }];
}
