import { Check, HelpCircle, Trash2, X } from 'lucide-react';
import type { Breach, IntentCheck } from '../../core/analysis/intents/intent.ts';
import { uiStore } from '../../state/page-stores.ts';
import { Button } from '../../ui/button.tsx';
import { LineLink } from '../shared/line-link.tsx';
import { PreviewButton } from '../shared/preview-button.tsx';
import { RefusedNote } from '../shared/refused-note.tsx';
import { useApply } from '../shared/use-apply.ts';
import { removeIntent } from './intent-operation.ts';
import { useRemoval } from './use-removal.ts';

const looks = {
  holds: { Icon: Check, words: 'holds' },
  broken: { Icon: X, words: 'broken' },
  unknown: { Icon: HelpCircle, words: 'cannot be decided' },
} as const;

const endWords = (name: string): string => (name === '@outside' ? 'outside' : name);

function BreachText({ breach }: { readonly breach: Breach }) {
  return (
    <div className="bh-intent-breach">
      <p>{breach.message}</p>
      {breach.path.length > 0 && (
        <ol className="bh-intent-path">
          {breach.path.map(({ from, to, network, at }) => (
            <li key={`${from} ${to}`}>
              {endWords(from)} → {endWords(to)}
              {network !== null && <span className="bh-dim"> over {network}</span>} <LineLink path={at} />
            </li>
          ))}
        </ol>
      )}
      {breach.certainty === 'inferred' && <p className="bh-dim">Inferred: it rests on a guess.</p>}
    </div>
  );
}

/** One intent: whether it holds, and the path that breaks it. */
export function IntentRow({ check }: { readonly check: IntentCheck }) {
  const { refused, apply } = useApply();
  const removal = useRemoval();
  const { intent, state, breaches, idle } = check;
  const { Icon, words } = looks[state];
  const operations = removeIntent(intent);
  return (
    <li className={`bh-intent bh-intent-${state}`} data-intent={intent.text} data-state={state}>
      <div className="bh-intent-head">
        <span className="bh-intent-state">
          <Icon size={13} aria-hidden="true" /> {words}
        </span>
        <code>{intent.text}</code>
        <LineLink path={intent.path} />
        {breaches.length > 0 && (
          <Button
            className="bh-button-small"
            onClick={() => uiStore.getState().showOverlay({ kind: 'intents' })}
          >
            Show on the canvas
          </Button>
        )}
        {operations.length === 0 ? (
          // It lists nothing that could be named.
          <Button className="bh-button-small" onClick={() => removal.remove(intent.path, [])}>
            <Trash2 size={12} /> Remove
          </Button>
        ) : (
          <PreviewButton
            operations={operations}
            icon={<Trash2 size={12} />}
            onApply={() => apply(operations, `Take back ${intent.text}`)}
          >
            Remove
          </PreviewButton>
        )}
      </div>
      {breaches.map((breach) => (
        <BreachText key={breach.message} breach={breach} />
      ))}
      {idle.length > 0 && (
        <p className="bh-dim">Nothing answers behind {idle.map(({ text }) => text).join(', ')}.</p>
      )}
      <RefusedNote reason={refused ?? removal.refused} />
    </li>
  );
}
