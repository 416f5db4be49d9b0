// A new service.

import { refuse } from '../../../text/result.ts';
import { parseTree } from '../../../yaml/parse-tree.ts';
import { projectService } from '../../project/project-service.ts';
import { declareService } from '../steps/declare.ts';
import type { OperationOf, Planner } from '../planner.ts';
import { refuseName } from '../steps/whole-file.ts';

export const addService: Planner<'add-service'> = {
  plan(document, operation) {
    const refused = refuseName('service', operation.service);
    if (refused) return refused;
    if (document.topology.services.has(operation.service)) {
      return refuse('exists', `there is a service "${operation.service}" already`);
    }
    if (operation.image === '' && !('build' in operation.body)) {
      return refuse('invalid-image', 'a service needs an image');
    }
    return declareService(document, operation.service, bodyOf(operation));
  },
  reduce(topology, operation, environment) {
    // JSON is YAML: the body reads the same as a value tree.
    const { tree } = parseTree(JSON.stringify(bodyOf(operation)));
    const service = projectService(operation.service, tree, environment);
    return { ...topology, services: new Map(topology.services).set(operation.service, service) };
  },
};

function bodyOf(operation: OperationOf<'add-service'>): OperationOf<'add-service'>['body'] {
  // A service that is built here may go without an image.
  return operation.image === '' ? operation.body : { image: operation.image, ...operation.body };
}
