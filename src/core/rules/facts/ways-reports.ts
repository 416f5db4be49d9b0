// Reports of the rules about ways in: the results of the readers of proxies, at the matching line of the compose file.

import { nameList } from '../../compose/name-list.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fix } from '../../findings/finding.ts';
import type { SourceLocation } from '../../ways-in/places.ts';
import type { WaysFacts } from '../../ways-in/ways/ways-facts.ts';
import type { WayInto } from '../../ways-in/ways/ways-into.ts';
import { childOf, deref, itemsOf, type Path, scalarText } from '../../yaml/tree.ts';
import { loopbackFixes, unpublishFixes } from './publishes.ts';

/**
 * Returns the fix that sets a label of a container, in place of the existing one; none when that contains a variable. A proxy outside these
 * files may rely on the label.
 */
export function labelFixes(
  { ways: { context } }: WaysFacts,
  title: string,
  name: string,
  key: string,
  value: string,
): readonly Fix[] {
  const service = context.topology.services.get(name);
  if (!service) return [];
  const before = service.labels.findLast((one) => one.key.toLowerCase() === key.toLowerCase());
  const written = before === undefined ? '' : writtenLabel(service, before.path);
  if ([key, value, written].some((text) => text.includes('$'))) return [];
  return [
    {
      title,
      safe: false,
      operations: [{ type: 'label', service: name, key: before?.key ?? key, value }],
    },
  ];
}

/** Returns a label as the file states it, before interpolation. */
function writtenLabel({ tree }: Service, [, step]: Path): string {
  const labels = deref(childOf(tree, 'labels'));
  const item = typeof step === 'number' ? itemsOf(labels)[step] : childOf(labels, step ?? '');
  return scalarText(item) ?? '';
}

/** Returns the fixes that close ports of this machine, each as `0.0.0.0:8080`; none when one is no published port of the service. */
export function closePublished(
  { ways: { context } }: WaysFacts,
  name: string,
  bound: ReadonlySet<string>,
): readonly Fix[] {
  const facts = context.reach.facts.get(name);
  const service = context.topology.services.get(facts?.owner ?? name);
  const published = facts?.published.filter(
    ({ service: by, reachableFrom, hostIp, hostPort }) =>
      by === service?.name && reachableFrom === 'outside' && bound.has(`${hostIp}:${hostPort}`),
  );
  if (!service || !published || published.length !== bound.size) return [];
  return [...unpublishFixes(service, published), ...loopbackFixes(service, published)];
}

/** Returns the path in the compose files of a statement in a configuration: its own line, else the line that mounts its file. */
export function pathOf({ ways: { context } }: WaysFacts, declaredAt: SourceLocation, service: string): Path {
  if (declaredAt !== null && 'path' in declaredAt) return declaredAt.path;
  const own = context.topology.services.get(service);
  const file = declaredAt?.file ?? '';
  const mount = own?.mounts.find(({ source, type }) => {
    const plain = source.replace(/^\.\//, '').replace(/\/$/, '');
    return (
      type === 'bind' && plain !== '' && (`/${file}/`.includes(`/${plain}/`) || file.startsWith(`${source}/`))
    );
  });
  return ['services', service, ...(mount?.path ?? [])];
}

/** Returns the place of a statement in brackets: ` (FILE:LINE)` in another file, ` (labels of web)` in the compose file. */
export function declarer(declaredAt: SourceLocation): string {
  if (declaredAt === null) return '';
  if (!('path' in declaredAt)) return ` (${declaredAt.file}:${declaredAt.line})`;
  const [kind, name, key = 'lines'] = declaredAt.path;
  return kind === 'services' && typeof name === 'string' ? ` (${key} of ${name})` : '';
}

/** True for a way from beyond this machine. */
export function isFromOutside({ zone, answer }: WayInto): boolean {
  return zone !== 'host' && answer !== 'closed';
}

/** Returns the address of a way, as `wiki.example.org/admin`; a port when no name leads there. */
export function addressOf({ host, path, entrance }: WayInto): string {
  if (host !== '*') return host + (path === '/' ? '' : path);
  const port = entrance.published?.replace(/^.*:/, '');
  return `${port === undefined ? 'any host name' : `port ${port}`}${path === '/' ? '' : ` at ${path}`}`;
}

/** Returns the addresses of several ways, each once. */
export function addressesOf(ways: readonly WayInto[]): string {
  return nameList([...new Set(ways.map(addressOf))]);
}
