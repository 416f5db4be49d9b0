import { useState } from 'react';
import { triAnswer } from '../../../core/describe/tri.ts';
import { splitHostName } from '../../../core/host/host.ts';
import { hostPlace, isPlace, outsidePlace } from '../../../core/reach/places.ts';
import {
  contradictsPrediction,
  type TriedFact,
  type TriedPair,
  type TryPair,
} from '../../state/host/live-tools.ts';
import { useLiveTools, useWork } from '../../state/use-store.ts';
import { unfoldedId } from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';
import { Button } from '../../ui/button.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';

interface Pair {
  readonly from: string;
  readonly to: string;
}

interface TryItProps extends Pair {
  /** True where names are `STACK/SERVICE` instead of services of the unfolded stack. */
  readonly onHost?: boolean;
}

/** Returns the server's name for one side of a pair; null where the server cannot try it. */
function sideOf(name: string, state: WorkState, onHost: boolean): string | null {
  if (name === outsidePlace) return 'outside';
  if (name === hostPlace) return 'host';
  if (isPlace(name)) return null;
  const { stack, service } = onHost ? splitHostName(name) : { stack: unfoldedId(state), service: name };
  // The name by which it runs; null where nothing of it does.
  const live = state.stacks.find(({ id }) => id === stack)?.live;
  return live === undefined || live.from === 'files' ? null : `${live.project}/${service}`;
}

/**
 * A button that has the server try a pair on the running Engine: it first lists the containers it would start, and starts them after
 * consent.
 */
export function TryIt({ from, to, onHost = false }: TryItProps) {
  const { tryPair } = useLiveTools();
  const start = useWork((state) => sideOf(from, state, onHost));
  const end = useWork((state) => sideOf(to, state, onHost));
  if (tryPair === null || start === null || end === null) return null;
  // Another pair begins anew.
  return <Trial key={`${start} ${end}`} from={start} to={end} tryPair={tryPair} />;
}

function Trial({ from, to, tryPair }: Pair & { readonly tryPair: TryPair }) {
  const [pair, setPair] = useState<TriedPair | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function ask(run: boolean): Promise<void> {
    setBusy(true);
    setProblem(null);
    const answer = await tryPair(from, to, run);
    setBusy(false);
    if (answer.ok) setPair(answer.value);
    else setProblem(answer.error.message);
  }

  return (
    <section
      className="bh-try"
      aria-label={`Try ${from} to ${to}`}
      data-try={`${from} ${to}`}
      aria-busy={busy}
    >
      {pair === null && (
        <Button small disabled={busy} onClick={() => void ask(false)}>
          Try it…
        </Button>
      )}
      {pair !== null && !pair.run && (
        <>
          <TryList title="Trying it" items={[...pair.starts, ...pair.asks]} />
          <NotAsked facts={pair.facts} />
          <p className="bh-dim">Nothing is started in the containers themselves.</p>
          <p className="bh-cluster bh-gap-1-5">
            <Button small look="primary" disabled={busy} onClick={() => void ask(true)}>
              {busy ? 'Trying…' : 'Try it now'}
            </Button>
            <Button small disabled={busy} onClick={() => setPair(null)}>
              Cancel
            </Button>
          </p>
        </>
      )}
      {pair?.run && (
        <>
          <Results facts={pair.facts} />
          <Button small disabled={busy} onClick={() => void ask(false)}>
            Try it again…
          </Button>
        </>
      )}
      <RefusedNote reason={problem} />
    </section>
  );
}

function TryList({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      <ul className="bh-try-list bh-grid bh-gap-1">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

/** The questions that the trial leaves out, with the reasons. */
function NotAsked({ facts }: { readonly facts: readonly TriedFact[] }) {
  const left = facts.filter(({ why }) => why !== null);
  if (left.length === 0) return null;
  return <TryList title="Not tried" items={left.map(({ title, why }) => `${title}: ${why ?? ''}`)} />;
}

function Results({ facts }: { readonly facts: readonly TriedFact[] }) {
  return (
    <table className="bh-try-results bh-small">
      <thead>
        <tr>
          <th scope="col">Way</th>
          <th scope="col">Predicted</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr
            key={`${fact.fact} ${fact.title} ${fact.asked.join(' ')}`}
            data-tried={fact.fact}
            data-different={contradictsPrediction(fact) || undefined}
          >
            <th scope="row">{fact.title}</th>
            <td>{triAnswer(fact.predicted)}</td>
            <td>
              <strong>{cameBack(fact)}</strong> {contradictsPrediction(fact) && 'not as predicted '}
              <span className="bh-dim">{detailOf(fact)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cameBack({ measured }: TriedFact): string {
  return measured === null ? 'not asked' : triAnswer(measured);
}

function detailOf({ asked, answered, why }: TriedFact): string {
  if (why !== null) return why;
  if (asked.length === 0) return '';
  return answered.length === 0 ? `no answer at ${asked.join(', ')}` : `at ${answered.join(', ')}`;
}
