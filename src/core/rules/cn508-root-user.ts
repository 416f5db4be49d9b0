// CN508. Owns: services known to run as root, by `user` or by the image catalogue. Unknown users are not reported.

import { memoize } from '../compose/memoize.ts';
import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { type CatalogueEntry, catalogueEntry } from '../images/catalogue.ts';
import type { ImageKind } from '../images/catalogue-images.ts';

export const rule: Rule = {
  id: 'CN508',
  slug: 'root-user',
  title: 'Service runs as uid 0',
  why: 'Root in a container is root to the kernel as well, so every flaw in the isolation between the two is more serious. Most services do not need root once their files belong to another user.',
  severity: 'info',
  raisedIn: ['strict'],
  quietOn: 'services whose image is not known to run as another user',
  source: 'P12; OWASP Docker Security 2',
  *check(context) {
    for (const [name, { service }] of context.checked) {
      const entry = imageOf(service);
      const explicit = service.user !== null && /^(?:root|0+)(?::|$)/.test(service.user);
      // The user of an image that is built here is not known: the build may change it.
      const byImage =
        service.user === null && entry?.user === 'root' && !service.hasBuild && !needRoot.has(entry.kind);
      if (!explicit && !byImage) continue;
      const store = explicit && service.privileged === true ? dataInReach(context, name) : null;
      const beside = store === null ? '' : ` It is privileged, and reaches ${store}.`;
      const fixes = explicit ? fixesFor(name, entry) : unprivilegedImage(context, service);
      yield {
        severity: store !== null ? 'error' : explicit ? 'warning' : 'info',
        certainty: explicit && store === null ? 'certain' : 'inferred',
        subjects: [name],
        message: explicit
          ? `${name} runs as root: 'user' says so.${beside}`
          : `${name} runs as root: its image sets no other user.`,
        at: explicit ? ['services', name, 'user'] : keyPlace(service, 'image'),
        fixes,
        quiet: fixes.length === 0 && store === null,
        evidence: [explicit ? 'user' : 'image'],
        // Without `user` the image may still run as root, which is reported as less.
        parts: [
          ['CN508', name],
          ...(explicit ? [['CN508', name, 'user']] : []),
          ...(store === null ? [] : [['CN508', name, 'privileged']]),
        ],
      };
    }
  },
};

/** Kinds of programs that need rights on the host that only root has: the runtime's socket, its network, its processes. */
const needRoot: ReadonlySet<ImageKind> = new Set<ImageKind>([
  'socket-proxy',
  'vpn',
  'network-tool',
  'collector',
]);

const imageOf = memoize(({ image }: Service) => catalogueEntry(image));

function dataInReach({ reach, tiers }: RuleContext, name: string): string | null {
  const found = reach.services.find(
    (other) => other !== name && tiers.of(other) === 'data' && reach.direct(name, other) === true,
  );
  return found ?? null;
}

/** Returns the fixes; only for images whose behaviour as root the catalogue knows. */
function fixesFor(service: string, entry: CatalogueEntry | null): readonly Fix[] {
  if (!entry || entry.user === null || entry.user === 'root') return [];
  const operations = [{ type: 'unset' as const, service, key: 'user', item: null }];
  return [{ title: "Use the image's own user", safe: false, operations }];
}

/** Returns the unprivileged image of nginx, which listens on 8080; null when something names the old port or mounts settings. */
function unprivilegedImage({ needs }: RuleContext, service: Service): readonly Fix[] {
  const { name, image, mounts, ports, capAdd } = service;
  const [, tag = null] = /^(?:docker\.io\/)?(?:library\/)?nginx(?::([\w.-]+))?$/.exec(image ?? '') ?? [];
  if (image === null || (tag === null && image !== 'nginx') || capAdd.length > 0) return [];
  const configured =
    mounts.some(({ target }) => target.startsWith('/etc/nginx')) ||
    ports.some(({ unset }) => unset.length > 0);
  const [item, ...others] = ports.flatMap(({ bindings }) => bindings);
  if (configured || !item || others.length > 0 || item.containerPort !== 80) return [];
  if (
    service.expose.length > 0 ||
    service.labels.length > 0 ||
    needs.to(name).some(({ kind }) => kind === 'reference')
  ) {
    return [];
  }
  return [
    {
      title: 'Use the unprivileged image, on port 8080 inside',
      safe: false,
      operations: [
        {
          type: 'image',
          service: name,
          image: `nginxinc/nginx-unprivileged${tag === null ? '' : `:${tag}`}`,
        },
        { type: 'remap', service: name, from: '80', to: '8080' },
      ],
    },
  ];
}
