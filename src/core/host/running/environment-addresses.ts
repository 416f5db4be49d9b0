// The part of a setting that may be known without its secrets: the hosts in it that are containers of this host, and their ports.

import { settingMentions } from '../../analysis/needs/find-references.ts';
import type { RunningHost } from './running-host.ts';

/** Every name and fixed address by which a setting may mean a container of `host`, in lower case. */
export function mentionedNames({ containers }: RunningHost): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, service, networks, json } of containers) {
    for (const one of [name, service, json.Config.Hostname ?? '']) names.add(one.toLowerCase());
    for (const { aliases, fixedAddress } of networks.values()) {
      for (const alias of aliases) names.add(alias.toLowerCase());
      if (fixedAddress !== null) names.add(fixedAddress);
    }
  }
  names.delete('');
  return names;
}

/** The addresses in a setting that are among `names`, written so that they are found again; null where there are none. */
export function addressesIn(key: string, value: string, names: ReadonlySet<string>): string | null {
  const found = settingMentions({ key, value, path: [] }).flatMap(({ host, port, certainty }) => {
    if (!names.has(host.toLowerCase())) return [];
    const address = port === null ? host : `${host}:${port}`;
    return certainty === 'certain' ? `tcp://${address}` : address;
  });
  return found.length === 0 ? null : [...new Set(found)].join(' ');
}
