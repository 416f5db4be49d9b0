// A new service.

import { ok, refuse } from '../../../text/result.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import { textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { refuseName } from '../steps/whole-file.ts';

declare module '../operation.ts' {
  interface Operations {
    'add-service': AddService;
  }
}

interface AddService {
  readonly type: 'add-service';
  readonly service: string;
  readonly image: string;
  /** The keys beside `image`, in order: from the palette of the page; none on the command line. */
  readonly body: { readonly [key: string]: Writable };
}

const addService = operationKind<AddService>({
  type: 'add-service',
  effect: 'Adds a service.',
  fields: [
    textField('service', 'SERVICE', ['fresh'], 'new-name'),
    {
      usage: ':IMAGE',
      parse: (text = '') => (text === '' ? null : { image: text, body: {} }),
      format: ({ image = '' }) => image,
      examples: () => [{ image: 'nginx:1.27', body: { cap_drop: ['ALL'] } }],
    },
  ],
  keys: [],
  plan(document, operation) {
    const refused = refuseName('service', operation.service);
    if (refused) return refused;
    if (document.topology.services.has(operation.service)) {
      return refuse('exists', `there is a service "${operation.service}" already`);
    }
    if (operation.image === '' && !('build' in operation.body)) {
      return refuse('invalid-image', 'a service needs an image');
    }
    return ok([{ do: 'declare', section: 'services', name: operation.service, value: bodyOf(operation) }]);
  },
});

export const operations = [addService];

function bodyOf(operation: AddService): AddService['body'] {
  // A service that is built here may go without an image.
  return operation.image === '' ? operation.body : { image: operation.image, ...operation.body };
}
