import { nameList } from '../../../core/compose/name-list.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import './intents.css';
import { Check, HelpCircle, Trash2, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { removeIntentAt } from '../../../core/compose/workspace/plan/remove-intent.ts';
import { checkIntents } from '../../../core/intents/check-intents.ts';
import type { Breach, IntentCheck } from '../../../core/intents/intent.ts';
import { type InvalidIntent, readIntents } from '../../../core/intents/read-intents.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import { Button } from '../../ui/button.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { applyOperations, useApply } from '../shared/apply.tsx';
import { LineLink } from '../shared/line-link.tsx';
import { PreviewButton } from '../shared/preview-button.tsx';
import { IntentForm, removeIntent } from './intent-form.tsx';

const none: readonly IntentCheck[] = [];

/** Returns the result of every intent of the open files; empty while the text cannot be read. */
function useIntents(): readonly IntentCheck[] {
  const { analysis, workspace } = useProject();
  return useMemo(
    () => (workspace === null ? none : checkIntents({ ...analysis, workspace })),
    [analysis, workspace],
  );
}

/** The pane of intents: every intent of the file with its result, and a form for another one. */
export function IntentsPane() {
  const checks = useIntents();
  const { workspace } = useProject();
  const broken = workspace === null ? [] : readIntents(workspace).invalid;
  return (
    <div className="bh-intents-pane bh-tall bh-small">
      <IntentForm />
      {workspace === null && <p className="bh-dim">The file cannot be read at the moment.</p>}
      {workspace !== null && checks.length + broken.length === 0 && (
        <p className="bh-dim">
          There are no intents yet. An intent is a rule that must hold, such as “front must never reach db”.
          It is kept in the file under x-bulkhead and checked at each change, here and by bulkhead check.
        </p>
      )}
      <ul className="bh-grid bh-gap-1-5">
        {checks.map((check) => (
          <IntentRow key={`${check.intent.text} ${JSON.stringify(check.intent.path)}`} check={check} />
        ))}
        {broken.map((each) => (
          <BrokenRow key={JSON.stringify([each.path, each.message])} broken={each} />
        ))}
      </ul>
    </div>
  );
}

const looks = {
  holds: { Icon: Check, words: 'holds', tone: 'bh-ok' },
  broken: { Icon: X, words: 'broken', tone: 'bh-err' },
  unknown: { Icon: HelpCircle, words: 'cannot be decided', tone: 'bh-warn' },
} as const;

const endLabel = (name: string): string => (name === '@outside' ? 'outside' : name);

function BreachText({ breach }: { readonly breach: Breach }) {
  return (
    <div className="bh-intent-breach">
      <p>{breach.message}</p>
      {breach.path.length > 0 && (
        <ol className="bh-intent-path">
          {breach.path.map(({ from, to, network, at }) => (
            <li key={`${from} ${to}`}>
              {endLabel(from)} → {endLabel(to)}
              {network !== null && <span className="bh-dim"> over {network}</span>} <LineLink path={at} />
            </li>
          ))}
        </ol>
      )}
      {breach.certainty === 'inferred' && <p className="bh-dim">Inferred: based on a guess.</p>}
    </div>
  );
}

/** One intent with its result, and the path that breaks it. */
function IntentRow({ check }: { readonly check: IntentCheck }) {
  const { refused, apply } = useApply();
  const removal = useRemoval();
  const { intent, state, breaches, idle } = check;
  const { Icon, words, tone } = looks[state];
  const operations = removeIntent(intent);
  return (
    <li className={`bh-item bh-intent-${state} ${tone}`} data-intent={intent.text} data-state={state}>
      <div className="bh-intent-head bh-cluster bh-gap-2">
        <span className={`bh-intent-state bh-inline-row bh-gap-1 bh-strong ${tone}`}>
          <Icon size={13} aria-hidden="true" /> {words}
        </span>
        <code>{intent.text}</code>
        <LineLink path={intent.path} />
        {breaches.length > 0 && (
          <Button small onClick={() => uiStore.getState().showOverlay({ kind: 'intents' })}>
            Show on the canvas
          </Button>
        )}
        {operations.length === 0 ? (
          // It lists nothing that could be named.
          <Button small onClick={() => removal.remove(intent.path, [])}>
            <Trash2 size={12} /> Remove
          </Button>
        ) : (
          <PreviewButton
            operations={operations}
            icon={<Trash2 size={12} />}
            onApply={() => apply(operations, `Remove ${intent.text}`)}
          >
            Remove
          </PreviewButton>
        )}
      </div>
      {breaches.map((breach) => (
        <BreachText key={breach.message} breach={breach} />
      ))}
      {idle.length > 0 && (
        <p className="bh-dim">Nothing answers behind {nameList(idle.map(({ text }) => text))}.</p>
      )}
      <RefusedNote reason={refused ?? removal.refused} />
    </li>
  );
}

/** An intent that cannot be parsed and so is not checked: the reason, its line, and a remove button. */
function BrokenRow({ broken }: { readonly broken: InvalidIntent }) {
  const { message, path, statement } = broken;
  const { refused, remove } = useRemoval();
  return (
    <li className="bh-item bh-intent-unknown bh-warn" data-intent-broken="">
      <div className="bh-intent-head bh-cluster bh-gap-2">
        <span>{message}</span> <LineLink path={path} />
        <Button
          small
          onClick={() => remove(path, statement === null ? [] : [{ type: 'unintent', ...statement }])}
        >
          <Trash2 size={12} /> Remove
        </Button>
      </div>
      <RefusedNote reason={refused} />
    </li>
  );
}

/**
 * Returns a function that removes an intent by its words, or by its place in the file where it has none, and the reason of the last
 * refusal.
 */
function useRemoval(): {
  readonly refused: string | null;
  readonly remove: (path: Path, operations: readonly Operation[]) => void;
} {
  const [refused, setRefused] = useState<string | null>(null);
  function remove(path: Path, operations: readonly Operation[]): void {
    if (operations.length > 0) {
      setRefused(applyOperations(operations, 'Remove an intent'));
      return;
    }
    const session = drawnSession(workStore.getState());
    if (session === null) return;
    const removal = removeIntentAt(session.workspace, path, session.writing);
    if (removal.ok) workStore.dispatch({ type: 'edit-text', ...removal.value, label: 'Remove an intent' });
    setRefused(removal.ok ? null : removal.error.message);
  }
  return { refused, remove };
}
