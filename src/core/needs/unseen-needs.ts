// The places where needs of a service may be invisible, so that a connection without a known need may still be needed.

import { memoize } from '../compose/memoize.ts';
import { nameList } from '../compose/name-list.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { childOf, deref, entriesOf, itemsOf, type Tree } from '../yaml/tree.ts';
import type { Needs } from './needs.ts';

/** The reason why needs of a service may be invisible, in display order. */
type UnseenReason = 'built' | 'env-file' | 'unset' | 'configuration' | 'volume';

const reasonTexts: { readonly [reason in UnseenReason]: string } = {
  built: 'an image that is built here',
  'env-file': 'an env_file, which is not read for needs',
  unset: 'variables without a value',
  configuration: 'configuration that is mounted',
  volume: 'a shared volume, which may hold a socket',
};

/** File names of program configuration, without data and certificates. */
const configurationFile =
  /\.(?:conf|cnf|cfg|config|env|ini|json|properties|toml|ya?ml|xml|php|py|js|lua|vcl)$/i;

/** Returns the reasons that lie in the service itself. */
const ownReasons = memoize((service: Service): readonly UnseenReason[] => {
  const { hasBuild, tree, mounts, grantedFiles } = service;
  const reasons: UnseenReason[] = [];
  if (hasBuild) reasons.push('built');
  if (deref(childOf(tree, 'env_file')) !== null) reasons.push('env-file');
  if (['environment', 'command', 'entrypoint'].some((key) => namesUnset(childOf(tree, key), service)))
    reasons.push('unset');
  const configured =
    grantedFiles.some(({ kind }) => kind === 'configs') ||
    mounts.some(({ type, target }) => type === 'bind' && configurationFile.test(target));
  if (configured) reasons.push('configuration');
  return reasons;
});

/** True when a text in the tree uses an unset variable of the service. */
function namesUnset(tree: Tree | null | undefined, service: Service): boolean {
  const { unset } = service;
  const node = deref(tree);
  if (unset.length === 0 || !node) return false;
  if (node.kind === 'scalar')
    return unset.some((name) => node.text.includes(name) && node.text.includes('$'));
  const inner = node.kind === 'map' ? entriesOf(node).map(({ value }) => value) : itemsOf(node);
  return inner.some((each) => namesUnset(each, service));
}

/** Returns the reasons why needs of each service may be invisible; services whose needs are all visible are left out. */
export function unseenNeeds(
  topology: Topology,
  needs: Needs,
  services: readonly string[],
): ReadonlyMap<string, readonly UnseenReason[]> {
  const wanted = new Set(services);
  const known = new Set(needs.sockets.known.map(({ source }) => source));
  const sharing = new Set<string>();
  for (const { source, members } of needs.sockets.volumes) {
    const sharingMembers = members.filter((name) => wanted.has(name));
    if (sharingMembers.length > 1 && !known.has(source)) for (const name of sharingMembers) sharing.add(name);
  }
  const unseen = new Map<string, readonly UnseenReason[]>();
  for (const name of services) {
    const service = topology.services.get(name);
    if (!service) continue;
    const reasons: readonly UnseenReason[] = sharing.has(name)
      ? [...ownReasons(service), 'volume']
      : ownReasons(service);
    if (reasons.length > 0) unseen.set(name, reasons);
  }
  return unseen;
}

/** Returns one sentence about services whose needs may be invisible, by reason; null when every need is visible. */
export function unseenText(unseen: ReadonlyMap<string, readonly UnseenReason[]>): string | null {
  if (unseen.size === 0) return null;
  const parts = (Object.keys(reasonTexts) as UnseenReason[]).flatMap((reason) => {
    const names = [...unseen].filter(([, reasons]) => reasons.includes(reason)).map(([name]) => name);
    return names.length === 0 ? [] : [`${reasonTexts[reason]} (${nameList(names)})`];
  });
  return `There may be further needs that cannot be seen here: ${parts.join('; ')}.`;
}
