// A new service.

import { ok, refuse } from '../../../text/result.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import type { OperationKind } from '../operation-kind.ts';
import { twoFields } from '../steps/fields.ts';
import { refuseName } from '../steps/whole-file.ts';

/** Adds a service. */
interface AddService {
  readonly type: 'add-service';
  readonly service: string;
  readonly image: string;
  /** The keys beside `image`, in order: from the palette of the page; none on the command line. */
  readonly body: { readonly [key: string]: Writable };
}

export const addService: OperationKind<AddService> = {
  type: 'add-service',
  usage: 'SERVICE:IMAGE',
  parse(text) {
    const fields = twoFields(text);
    return fields && { type: 'add-service', service: fields[0], image: fields[1], body: {} };
  },
  format: ({ service, image }) => [service, image],
  editedKey: () => null,
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
};

function bodyOf(operation: AddService): AddService['body'] {
  // A service that is built here may go without an image.
  return operation.image === '' ? operation.body : { image: operation.image, ...operation.body };
}
