// How many containers of a service run: `scale`, or `deploy.replicas` where there is a `deploy`.

import { ok, type Result } from '../../../text/result.ts';
import { childOf, entriesOf, entryOf } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { ownEntry, setKey } from '../steps/service-keys.ts';

/** Sets how many containers of a service run. */
interface Replicas {
  readonly type: 'replicas';
  readonly service: string;
  readonly count: number;
}

export const replicas: OperationKind<Replicas> = {
  type: 'replicas',
  usage: 'SERVICE:NUMBER',
  parse(text) {
    const [service, count] = twoFields(text) ?? ['', ''];
    return /^\d{1,9}$/.test(count) ? { type: 'replicas', service, count: Number(count) } : null;
  },
  format: ({ service, count }) => [service, String(count)],
  editedKey: () => 'deploy',
  plan(document, { service: name, count }) {
    return editService(document, name, (draft, service) => {
      if (service.replicas === count) return ok(draft);
      const scaled = entryOf(service.tree, 'scale') !== null;
      const deployed = entryOf(childOf(service.tree, 'deploy'), 'replicas') !== null;
      const deploys = entriesOf(childOf(service.tree, 'deploy')).length > 0;
      // Compose refuses two different numbers, so both are set.
      const alone = !deployed && !deploys;
      const first = scaled || alone ? setKey(draft, service, 'scale', count) : ok(draft);
      if (!first.ok) return first;
      return deployed || (deploys && !scaled) ? setInDeploy(first.value, service, count) : first;
    });
  },
};

function setInDeploy(draft: Draft, service: Service, count: number): Result<Draft> {
  const entry = ownEntry(service, 'deploy');
  if (!entry.ok) return entry;
  const known = entryOf(entry.value?.value, 'replicas');
  const path = [...draft.path, 'deploy'];
  return change(
    draft,
    known && known.merged === null
      ? { do: 'replace-any', path: [...path, 'replicas'], value: count }
      : { do: 'add', path, key: 'replicas', value: count },
  );
}
