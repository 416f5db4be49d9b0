// Setting one variable of a container's environment, in the list or mapping that is there.

import { ok } from '../../text/result.ts';
import { addEntry, addItem } from '../../yaml/add-entry.ts';
import { replaceValue } from '../../yaml/replace-value.ts';
import { deref } from '../../yaml/tree.ts';
import { interpolate } from '../project/interpolate.ts';
import { change } from './draft.ts';
import { editService } from './edit-entity.ts';
import { withService } from './expect-model.ts';
import type { Planner } from './planner.ts';
import { ownEntry, setKey } from './service-keys.ts';

export const env: Planner<'env'> = {
  plan(document, { service: name, key, value }) {
    return editService(document, name, (draft, service) => {
      const known = service.environment.find((variable) => variable.key === key);
      if (known?.value === value) return ok(draft);
      const entry = ownEntry(service, 'environment');
      if (!entry.ok) return entry;
      const written = deref(entry.value?.value);
      const path = [...draft.path, 'environment'];
      if (written?.kind === 'seq' && written.items.length > 0) {
        const text = `${key}=${value}`;
        return change(draft, (slice) =>
          known ? replaceValue(slice, [...draft.path, ...known.path], text) : addItem(slice, path, text),
        );
      }
      if (written?.kind !== 'map' || written.entries.length === 0) {
        return setKey(draft, service, 'environment', { [key]: value });
      }
      const own = written.entries.some((one) => one.key === key && one.merged === null);
      return change(draft, (slice) =>
        own ? replaceValue(slice, [...path, key], value) : addEntry(slice, path, key, value),
      );
    });
  },
  reduce(topology, { service: name, key, value: written }, environment) {
    const { text: value } = interpolate(written, environment);
    const service = topology.services.get(name);
    if (!service) return topology;
    const known = service.environment.some((variable) => variable.key === key);
    const variables = known
      ? service.environment.map((variable) => (variable.key === key ? { ...variable, value } : variable))
      : [...service.environment, { key, value, path: [] }];
    return withService(topology, name, { environment: variables });
  },
};
