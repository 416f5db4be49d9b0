// Adding a security option such as `no-new-privileges`.

import { ok } from '../../../text/result.ts';
import type { Service } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { addToList } from '../steps/service-keys.ts';

/** Adds a security option. */
interface SecurityOption {
  readonly type: 'security-opt';
  readonly service: string;
  readonly option: string;
}

export const securityOpt: OperationKind<SecurityOption> = {
  type: 'security-opt',
  usage: 'SERVICE:OPTION',
  parse(text) {
    const fields = twoFields(text);
    return fields && { type: 'security-opt', service: fields[0], option: fields[1] };
  },
  format: ({ service, option }) => [service, option],
  editedKey: () => 'security_opt',
  plan(document, { service: name, option }) {
    return editService(document, name, (draft, service) =>
      has(service, option) ? ok(draft) : addToList(draft, service, 'security_opt', option),
    );
  },
};

/** Whether two options are equal: `no-new-privileges`, `no-new-privileges:true` and `no-new-privileges=true` are. */
function has(service: Service, option: string): boolean {
  const word = (text: string): string =>
    text.replace('=', ':').replace(/^no-new-privileges:true$/, 'no-new-privileges');
  return service.securityOpt.some((known) => word(known) === word(option));
}
