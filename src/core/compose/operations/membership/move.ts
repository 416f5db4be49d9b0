// Moving one membership to another network: aliases and priorities go along, a fixed address does not.

import { ok, refuse } from '../../../text/result.ts';
import { childOf, deref, entriesOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import { otherNetwork, serviceField, textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService, networkOf } from '../steps/edit-entity.ts';
import { ownNetworks } from '../steps/memberships.ts';
import { setKey } from '../steps/service-keys.ts';
import { refuseNetworkMode } from './attach.ts';
import { removeAttachment } from './detach.ts';

const ADDRESSES = ['ipv4_address', 'ipv6_address', 'mac_address', 'link_local_ips'];

declare module '../operation.ts' {
  interface Operations {
    move: Move;
  }
}

export interface Move {
  readonly type: 'move';
  readonly service: string;
  readonly from: string;
  readonly to: string;
}

export const move = operationKind<Move>({
  type: 'move',
  effect:
    'Moves a service from one network to another, with its aliases and priorities, without its address.',
  replaces: true,
  fields: [
    serviceField,
    textField('from', ':FROM', ({ network }) => [network]),
    textField('to', ':TO', (place) => [otherNetwork(place)]),
  ],
  keys: ['networks'],
  plan(document, { service: name, from, to }) {
    if (to !== 'default') {
      const known = networkOf(document, to);
      if (!known.ok) return known;
    }
    return editService(document, name, (draft, service) => {
      if (service.mode.kind !== 'networks') return refuseNetworkMode(service, to);
      const names = service.attachments.map((attachment) => attachment.network);
      if (from === to) return ok(draft);
      if (!names.includes(from)) {
        return names.includes(to) ? ok(draft) : refuse('not-attached', `${name} is not on ${from}`);
      }
      if (names.includes(to)) return removeAttachment(draft, service, from);
      const entry = ownNetworks(
        service,
        names.map((name) => (name === from ? to : name)),
      );
      if (!entry.ok) return entry;
      const value = deref(entry.value?.value);
      const path = [...draft.path, 'networks'];
      if (value?.kind === 'map' && entriesOf(value).length > 0) {
        const options = childOf(value, from);
        let renamed = change(draft, { do: 'rename', path: [...path, from], key: to });
        const written = entriesOf(options).map((option) => option.key);
        const addresses = ADDRESSES.filter((key) => written.includes(key));
        for (const key of addresses) {
          if (!renamed.ok) return renamed;
          renamed = dropOption(renamed.value, [...path, to], key, addresses.length === written.length);
          if (addresses.length === written.length) return renamed;
        }
        return renamed;
      }
      const index = itemsOf(value).findIndex((item) => scalarText(item) === from);
      if (index >= 0) return change(draft, { do: 'replace', path: [...path, index], value: to });
      if (itemsOf(value).length > 0)
        return refuse('interpolated', `${from} of ${name} is written with a variable`);
      // A3: it was on the implicit default alone, and is on the named network alone now.
      return setKey(draft, service, 'networks', [to]);
    });
  },
});

export const operations = [move];

function dropOption(
  draft: Draft,
  path: readonly string[],
  key: string,
  whole: boolean,
): ReturnType<typeof change> {
  return change(draft, whole ? { do: 'replace', path, value: {} } : { do: 'remove', path: [...path, key] });
}
