import { type FormEvent, useId, useState } from 'react';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { type IntentKind, jointOf } from '../../../core/compose/project/read/read-intents.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import { exposedText } from '../../../core/intents/check-exposed.ts';
import type { Intent } from '../../../core/intents/intent.ts';
import { statementProblem } from '../../../core/intents/read-intents.ts';
import { placesByName } from '../../../core/reach/places.ts';
import type { Reach } from '../../../core/reach/reach-model.ts';
import { waysIn } from '../../../core/reach/ways-in.ts';
import { useProject } from '../../state/session/use-project.ts';
import { Field, SelectField } from '../../ui/field.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { useTyped } from '../shared/add-field.tsx';
import { useApply } from '../shared/apply.tsx';
import { PreviewButton } from '../shared/preview-button.tsx';

const tiers = ['edge', 'app', 'data'] as const;

/**
 * Returns the subjects that an intent may name: services, networks and tiers. Of equal names, a service comes before a network, and a
 * network before a tier; the others are qualified.
 */
function subjectChoices({ services, networks }: Topology): readonly string[] {
  const words = new Set<string>(services.keys());
  for (const name of networks.keys()) words.add(words.has(name) ? `network:${name}` : name);
  for (const tier of tiers) words.add(words.has(tier) ? `tier:${tier}` : tier);
  return [...words];
}

const kinds: readonly { readonly kind: IntentKind; readonly words: string; readonly left: string }[] = [
  { kind: 'never', words: 'must never reach', left: 'Who' },
  { kind: 'must', words: 'must reach', left: 'Who' },
  { kind: 'no-way-out', words: 'has no way out', left: 'Who' },
  { kind: 'no-lan', words: 'must not reach the LAN', left: 'Who' },
  { kind: 'only-internet', words: 'reaches only the Internet outside', left: 'Who' },
  { kind: 'no-host', words: 'must not reach the host', left: 'Who' },
  { kind: 'out-only-through', words: 'gets out only through', left: 'Who' },
  { kind: 'only-names', words: 'reaches outside only the names', left: 'Who' },
  { kind: 'sealed', words: 'is sealed', left: 'Who' },
  { kind: 'guarded', words: 'is behind the login of', left: 'Who' },
  { kind: 'only', words: 'is reached only from', left: 'Who' },
  { kind: 'exposed', words: 'may be reached from outside', left: 'Container and host port' },
];

/** Returns the published ports that an intent can list as exposed. */
function portChoices(reach: Reach): readonly string[] {
  const words = new Set<string>();
  for (const name of reach.services) {
    for (const way of waysIn(reach, name)) words.add(exposedText(way.service, way.port, way.protocol));
  }
  return [...words];
}

/** A form that adds an intent, with its current result before it is written. */
export function IntentForm() {
  const { analysis } = useProject();
  const id = useId();
  const { refused, apply } = useApply();
  const [kind, setKind] = useState<IntentKind>('never');
  const [from, setFrom] = useTyped('intent from');
  const [to, setTo] = useTyped('intent to');
  const chosen = kinds.find((each) => each.kind === kind);
  const joint = jointOf(kind);
  const pairs = joint !== null;
  const operation = stateIntent(kind, from, to);
  const operations = operation === null ? [] : [operation];
  const words =
    kind === 'exposed'
      ? portChoices(analysis.reach)
      : [
          ...subjectChoices(analysis.topology),
          ...(kind === 'never' || kind === 'must' ? placesByName.keys() : []),
        ];
  // An intent without a meaning is not written: the row that reports it would hardly be noticed.
  const problem =
    operation?.type === 'intent' ? statementProblem(analysis.topology, kind, operation.text) : null;

  function add(): void {
    if (operation === null || operation.type !== 'intent' || problem !== null) return;
    if (!apply(operations, `State ${operation.kind}: ${operation.text}`)) return;
    setFrom('');
    setTo('');
  }

  return (
    <form
      className="bh-intent-form"
      aria-label="New intent"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        add();
      }}
    >
      <datalist id={`${id}-words`}>
        {words.slice(0, 300).map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      <Field label={chosen?.left ?? ''}>
        {(end) => (
          <input
            id={end}
            className="bh-input"
            list={`${id}-words`}
            placeholder={
              kind === 'exposed'
                ? 'proxy:443'
                : joint?.word === '->'
                  ? 'service, network, tier, outside'
                  : 'service, network or tier'
            }
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      <SelectField
        label="What must hold"
        options={kinds.map((each) => ({ value: each.kind, label: each.words }))}
        value={kind}
        onChange={setKind}
      />
      {pairs && (
        <Field label="Whom">
          {(end) => (
            <input
              id={end}
              className="bh-input"
              list={`${id}-words`}
              placeholder={
                kind === 'guarded' ? 'any login, or the service that asks' : 'service, network, tier, outside'
              }
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
      )}
      {operation === null ? (
        <span className="bh-dim">Name {pairs && !joint.optional ? 'both sides' : 'what is meant'}</span>
      ) : problem !== null ? (
        <span className="bh-intent-problem" role="status">
          {problem}
        </span>
      ) : (
        <PreviewButton operations={operations} look="primary" onApply={add}>
          Add
        </PreviewButton>
      )}
      {/* Enter in any of the fields adds: a form of several fields wants a submit button for that. */}
      <button type="submit" hidden />
      <RefusedNote reason={refused} />
    </form>
  );
}

/** Returns the operations that remove an intent; an `exposed` is removed port by port. */
export function removeIntent(intent: Intent): readonly Operation[] {
  if (intent.kind === 'exposed') {
    return intent.ports.map(({ text }) => ({ type: 'unintent', kind: 'exposed', text }));
  }
  return [{ type: 'unintent', kind: intent.kind, text: intent.text.slice(intent.kind.length + 1).trim() }];
}

/** Returns the operation that adds an intent; null where a side is empty. */
function stateIntent(kind: IntentKind, from: string, to: string): Operation | null {
  const [left, right] = [from.trim(), to.trim()];
  if (left === '') return null;
  const joint = jointOf(kind);
  if (joint !== null && (right !== '' || !joint.optional)) {
    return right === '' ? null : { type: 'intent', kind, text: `${left} ${joint.word} ${right}` };
  }
  return { type: 'intent', kind, text: left };
}
