// From what a person means to edits of the text. Plans are verified: the text is read again and must say what was meant,
// and nothing else may have changed.

import type { Edits } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Topology } from '../topology.ts';
import { updateDocument } from '../update-document.ts';
import { addNetwork } from './add-network.ts';
import { addService } from './add-service.ts';
import { address } from './address.ts';
import { alias } from './alias.ts';
import { attach } from './attach.ts';
import { bind } from './bind.ts';
import { capability } from './capability.ts';
import { depends } from './depends.ts';
import { detach } from './detach.ts';
import { driverOpt } from './driver-opt.ts';
import { env } from './env.ts';
import { firstDifference } from './expect-model.ts';
import { gwPriority } from './gw-priority.ts';
import { internal } from './internal.ts';
import { mode } from './mode.ts';
import { move } from './move.ts';
import type { Operation } from './operation.ts';
import type { OperationOf, Planner } from './planner.ts';
import { publish } from './publish.ts';
import { remap } from './remap.ts';
import { removeNetwork } from './remove-network.ts';
import { removeService } from './remove-service.ts';
import { renameNetwork } from './rename-network.ts';
import { renameService } from './rename-service.ts';
import { securityOpt } from './security-opt.ts';
import { textField } from './text-field.ts';
import { unalias } from './unalias.ts';
import { undepends } from './undepends.ts';
import { unpublish } from './unpublish.ts';
import { unset } from './unset.ts';

/** One line per kind of operation. */
const PLANNERS: { readonly [T in Operation['type']]: Planner<T> } = {
  'add-network': addNetwork,
  'add-service': addService,
  address,
  alias,
  attach,
  bind,
  'cap-add': capability,
  'cap-drop': capability,
  'cap-unadd': capability,
  'cap-undrop': capability,
  command: textField,
  depends,
  detach,
  'driver-opt': driverOpt,
  env,
  'gw-priority': gwPriority,
  image: textField,
  internal,
  mode,
  move,
  publish,
  remap,
  'remove-network': removeNetwork,
  'remove-service': removeService,
  'rename-network': renameNetwork,
  'rename-service': renameService,
  'security-opt': securityOpt,
  unalias,
  undepends,
  unpublish,
  unset,
  user: textField,
};

/** A verified change and the document after it. */
export interface PlannedChange {
  readonly edits: Edits;
  readonly document: ComposeDocument;
}

/** The edits that carry out one operation, offsets into `document.text`; applies nothing. */
export function planOperation(document: ComposeDocument, operation: Operation): Result<Edits> {
  const planned = planVerified(document, operation);
  return planned.ok ? ok(planned.value.edits) : planned;
}

/** As `planOperation`, with the document that the verification made anyway. */
export function planVerified(document: ComposeDocument, operation: Operation): Result<PlannedChange> {
  if (document.stale)
    return refuse('has-errors', 'the file cannot be read at the moment; mend its text first');
  const planned = plan(operation.type, document, operation);
  if (!planned.ok) return planned;
  if (planned.value.length === 0) return ok({ edits: [], document });
  const { document: after } = updateDocument(document, planned.value);
  if (after.stale)
    return refuse(
      'unusual-layout',
      `the file is written such that ${operation.type} would break it; edit the text`,
    );
  const expected = reduce(operation.type, document, operation);
  const difference = firstDifference(expected, after.topology);
  if (difference !== null) {
    const message = `${operation.type} would change more than was asked (${difference}), since parts of the file are shared; edit the text`;
    return refuse('alias-shared', message);
  }
  return ok({ edits: planned.value, document: after });
}

function plan<T extends Operation['type']>(
  type: T,
  document: ComposeDocument,
  operation: Operation,
): Result<Edits> {
  return PLANNERS[type].plan(document, operation as OperationOf<T>);
}

function reduce<T extends Operation['type']>(
  type: T,
  document: ComposeDocument,
  operation: Operation,
): Topology {
  return PLANNERS[type].reduce(document.topology, operation as OperationOf<T>, document.environment);
}
