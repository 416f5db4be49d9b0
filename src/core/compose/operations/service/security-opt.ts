// Adding a security option such as `no-new-privileges`.

import { ok } from '../../../text/result.ts';
import type { Service } from '../../topology.ts';
import { serviceField, textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { addToList } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    'security-opt': SecurityOption;
  }
}

interface SecurityOption {
  readonly type: 'security-opt';
  readonly service: string;
  readonly option: string;
}

const securityOpt = operationKind<SecurityOption>({
  type: 'security-opt',
  effect: 'Adds a security option.',
  fields: [serviceField, textField('option', ':OPTION', ['no-new-privileges'])],
  keys: ['security_opt'],
  plan(document, { service: name, option }) {
    return editService(document, name, (draft, service) =>
      hasOption(service, option) ? ok(draft) : addToList(draft, service, 'security_opt', option),
    );
  },
});

export const operations = [securityOpt];

/** True when a service has the option; `no-new-privileges`, `no-new-privileges:true` and `no-new-privileges=true` are equal. */
function hasOption(service: Service, option: string): boolean {
  const word = (text: string): string =>
    text.replace('=', ':').replace(/^no-new-privileges:true$/, 'no-new-privileges');
  return service.securityOpt.some((known) => word(known) === word(option));
}
