// Operations on a key that a service has from an anchor. The person chooses: the service gets a copy of its own first, or the anchor
// is changed, and with it all services that share it.

import { composeEdits } from '../../../text/edit.ts';
import { type Choice, ok, type Refusal, type Result, refuse } from '../../../text/result.ts';
import { stripAnchor } from '../../../yaml/edit-key.ts';
import { writableOf } from '../../../yaml/format-value.ts';
import { hoistAnchor } from '../../../yaml/hoist-anchor.ts';
import { entryOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service, Topology } from '../../topology.ts';
import { holdsAfter } from '../holds-after.ts';
import type { PlainOperation, SharedOperation } from '../operation.ts';
import { formatOperation, parseOperation } from '../operation-text.ts';
import { editedKey, planEdits } from '../registry.ts';
import { editService, serviceOf } from '../steps/edit-entity.ts';
import { setKey } from '../steps/service-keys.ts';
import { editFile } from '../steps/whole-file.ts';
import { writeEdits } from '../steps/write-edits.ts';
import { type PlannedChange, verifyEdits, verifyPlanned } from '../verify-edits.ts';
import { holdsShared, keySharers, viewThroughAnchors } from './shared-key.ts';

type PlanPlain = (document: ComposeDocument, operation: PlainOperation) => Result<PlannedChange>;

/** Plans an operation on the service's own copy, or at the anchor. */
export function planShared(
  document: ComposeDocument,
  { type, service: name, inner }: SharedOperation,
  planPlain: PlanPlain,
): Result<PlannedChange> {
  const service = serviceOf(document, name);
  if (!service.ok) return service;
  const key = editedKey(inner);
  if (key === null) return planPlain(document, inner);
  if (type === 'at-anchor') return planAtAnchor(document, service.value, key, inner, planPlain);
  const copied = ownCopy(document, service.value, key);
  if (!copied.ok) return copied;
  const planned = planPlain(copied.value.document, inner);
  if (!planned.ok) return planned;
  const edits = composeEdits(copied.value.edits, planned.value.edits);
  return ok({ edits, document: planned.value.document });
}

/** Returns the edits that write a shared part into the service itself; the model stays the same. */
function ownCopy(document: ComposeDocument, service: Service, key: string): Result<PlannedChange> {
  const entry = entryOf(service.tree, key);
  if (!entry || !holdsShared(service, key)) return ok({ edits: [], document });
  const same = (): Topology => document.topology;
  const held = entry.merged === null && entry.value.kind !== 'alias' ? entry.value.anchor : undefined;
  if (held !== undefined) {
    const path = ['services', service.name, key];
    const moved = writeEdits(document, [
      {
        do: 'text',
        at: [],
        write: (current) => editFile(current, (slice) => hoistAnchor(slice, path, held, 'services')),
      },
      { do: 'text', at: [], write: (current) => editFile(current, (slice) => stripAnchor(slice, path)) },
    ]);
    return moved.ok ? verifyEdits(document, moved.value, 'own', same) : moved;
  }
  const value = writableOf(entry.value);
  if (value === undefined) {
    return refuse('too-large', `"${key}" of ${service.name} is too large to be copied; edit the text`);
  }
  const planned = editService(document, service.name, (draft, current) => setKey(draft, current, key, value));
  const written = planned.ok ? writeEdits(document, planned.value) : planned;
  return written.ok ? verifyEdits(document, written.value, 'own', same) : written;
}

function planAtAnchor(
  document: ComposeDocument,
  service: Service,
  key: string,
  inner: PlainOperation,
  planPlain: PlanPlain,
): Result<PlannedChange> {
  const sharers = keySharers(document.topology, service, key);
  if (inner.type === 'mode') {
    return refuse('invalid-operation', 'a mode is set for each service, not at an anchor');
  }
  if (sharers.length === 0 || !('service' in inner)) return planPlain(document, inner);
  const view = viewThroughAnchors(document, service, key);
  const planned = planEdits(view, inner);
  if (!planned.ok) return planned;
  const isDone = (after: ComposeDocument): boolean =>
    sharers.every(({ name }) => {
      const now = after.topology.services.get(name);
      return (
        now !== undefined && holdsAfter(viewThroughAnchors(after, now, key), { ...inner, service: name })
      );
    });
  const also = sharers.map(({ name }) => ['services', name, key]);
  return verifyPlanned(document, planned.value, inner.type, isDone, { view, also });
}

/** Returns the refusal of a change to a shared part, with the choices that are possible. */
export function withSharedChoices(
  document: ComposeDocument,
  operation: PlainOperation,
  refusal: Refusal,
  planPlain: PlanPlain,
): Result<never> {
  const shared = refusal.code === 'merged-in' || refusal.code === 'alias-shared';
  const key = editedKey(operation);
  const service = 'service' in operation ? document.topology.services.get(operation.service) : undefined;
  if (!shared || key === null || !service) return { ok: false, error: refusal };
  // Choices that were made from the model alone may still touch a text that others share.
  const choices = refusal.choices.filter((choice) => {
    const parsed = parseOperation(choice.operation);
    return parsed.ok && !('inner' in parsed.value) && planPlain(document, parsed.value).ok;
  });
  const offer = (type: 'own' | 'at-anchor', label: string): void => {
    const choice: SharedOperation = { type, service: service.name, inner: operation };
    const planned = planShared(document, choice, planPlain);
    if (planned.ok && planned.value.edits.length > 0)
      choices.push({ label, operation: formatOperation(choice) });
  };
  if (choices.every(isForAll)) offer('own', `only ${service.name}: it gets its own "${key}"`);
  const sharers = keySharers(document.topology, service, key);
  if (!choices.some(isForAll) && sharers.length > 0) {
    const count = sharers.length === 1 ? 'only this service has it' : `changes ${sharers.length} services`;
    offer('at-anchor', `the anchor: ${count}`);
  }
  return refuse(refusal.code, refusal.message, choices);
}

/** True for a choice that changes the anchor. */
function isForAll(choice: Choice): boolean {
  return choice.operation.endsWith(':shared');
}
