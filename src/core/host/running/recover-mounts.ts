// Mounts of a recovered service: binds, named volumes, memory. What Compose made from configs and secrets are binds in a running
// container.

import type { Writable } from '../../yaml/format-value.ts';
import type { Part } from './compose-text.ts';
import type { MountJson } from './inspect-json.ts';
import { isAnonymous, type Recovery } from './recovery.ts';
import type { RunningContainer } from './running-host.ts';

/** `volumes` and `tmpfs`, in order of the paths inside. */
export function mountParts(recovery: Recovery, { json }: RunningContainer): readonly Part[] {
  const parts: Part[] = [];
  const items: Writable[] = [];
  const mounts = [...(json.Mounts ?? [])].sort((a, b) => (a.Destination < b.Destination ? -1 : 1));
  for (const mount of mounts) {
    const { Type, Name = '', Destination } = mount;
    if (Type === 'volume' && isAnonymous(Name)) {
      parts.push({
        comment: `${Destination} is in volume ${Name} without a name: made again it starts empty`,
      });
      items.push(Destination);
    } else if (Type === 'volume') items.push(mountValue(recovery.volumeKeys.get(Name) ?? Name, mount));
    else if (Type === 'bind') items.push(mountValue(mount.Source ?? '', mount));
    else if (Type === 'tmpfs') items.push({ type: 'tmpfs', target: Destination });
    else parts.push({ comment: `left out: ${Destination}, a mount of kind ${Type}` });
  }
  if (items.length > 0) parts.push({ key: 'volumes', value: items });
  const memory = Object.entries(json.HostConfig.Tmpfs ?? {}).map(([path, options]) =>
    options === '' ? path : `${path}:${options}`,
  );
  if (memory.length > 0) parts.push({ key: 'tmpfs', value: memory });
  return parts;
}

/** `SOURCE:TARGET:OPTIONS`, or with a key each where a path holds a colon. */
function mountValue(
  source: string,
  { Type, Destination, RW, Propagation = '', Mode = '' }: MountJson,
): Writable {
  const readOnly = RW === false;
  const spread = Type === 'bind' && Propagation !== '' && Propagation !== 'rprivate' ? Propagation : null;
  const label = Type === 'bind' ? /(?:^|,)([zZ])(?:,|$)/.exec(Mode)?.[1] : undefined;
  if (!source.includes(':') && !Destination.includes(':')) {
    const options = [
      ...(readOnly ? ['ro'] : []),
      ...(spread === null ? [] : [spread]),
      ...(label ? [label] : []),
    ];
    return [source, Destination, ...(options.length === 0 ? [] : [options.join(',')])].join(':');
  }
  const bind = { ...(spread === null ? {} : { propagation: spread }), ...(label ? { selinux: label } : {}) };
  return {
    type: Type,
    source,
    target: Destination,
    ...(readOnly ? { read_only: true } : {}),
    ...(Object.keys(bind).length === 0 ? {} : { bind }),
  };
}
