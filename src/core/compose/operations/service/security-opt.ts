// Adding a security option such as `no-new-privileges`.

import { ok } from '../../../text/result.ts';
import type { Service } from '../../topology.ts';
import { editService } from '../steps/edit-entity.ts';
import { withService } from '../steps/expect-model.ts';
import type { Planner } from '../planner.ts';
import { addToList } from '../steps/service-keys.ts';

export const securityOpt: Planner<'security-opt'> = {
  plan(document, { service: name, option }) {
    return editService(document, name, (draft, service) =>
      has(service, option) ? ok(draft) : addToList(draft, service, 'security_opt', option),
    );
  },
  reduce(topology, { service: name, option }) {
    const service = topology.services.get(name);
    if (!service || has(service, option)) return topology;
    return withService(topology, name, { securityOpt: [...service.securityOpt, option] });
  },
};

/** `no-new-privileges`, `no-new-privileges:true` and `no-new-privileges=true` say the same. */
function has(service: Service, option: string): boolean {
  const word = (text: string): string =>
    text.replace('=', ':').replace(/^no-new-privileges:true$/, 'no-new-privileges');
  return service.securityOpt.some((known) => word(known) === word(option));
}
