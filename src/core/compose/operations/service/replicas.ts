// How many containers of a service run: `scale`, or `deploy.replicas` where there is a `deploy`.

import { ok, type Result } from '../../../text/result.ts';
import { childOf, entriesOf, entryOf } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { serviceField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { ownEntry, setKey } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    replicas: Replicas;
  }
}

interface Replicas {
  readonly type: 'replicas';
  readonly service: string;
  readonly count: number;
}

const replicas = operationKind<Replicas>({
  type: 'replicas',
  effect:
    'Sets the number of containers: in `deploy.replicas` where there is a `deploy`, else in `scale`; in both where both are written.',
  fields: [
    serviceField,
    {
      usage: ':NUMBER',
      parse: (text = '') => (/^\d{1,9}$/.test(text) ? { count: Number(text) } : null),
      format: ({ count }) => String(count),
      examples: () => [{ count: 2 }],
    },
  ],
  keys: ['deploy', 'scale'],
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
});

export const operations = [replicas];

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
