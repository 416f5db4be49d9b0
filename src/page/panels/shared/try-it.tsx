import { useState } from 'react';
import { triAnswer } from '../../../core/describe/tri.ts';
import { hostPlace, isPlace, outsidePlace } from '../../../core/reach/places.ts';
import { isDifferent, type TriedFact, type TriedPair, type TryPair } from '../../state/host/live-tools.ts';
import { useHost, useLiveTools } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** How the server calls a side of a pair; null for one that it does not try. */
function sideOf(name: string, project: string): string | null {
  if (name === outsidePlace) return 'outside';
  if (name === hostPlace) return 'host';
  return isPlace(name) ? null : `${project}/${name}`;
}

/** Asks the server that reads a running Engine to try a pair: what would be started comes first, and runs once a person agrees. */
export function TryIt({ from, to }: Pair) {
  const { tryPair } = useLiveTools();
  // The name by which it runs; null where nothing of it does.
  const project = useHost(({ stacks, unfolded }) => {
    const live = stacks.find(({ id }) => id === unfolded)?.live;
    return live === undefined || live.from === 'files' ? null : live.project;
  });
  if (tryPair === null || project === null) return null;
  const [start, end] = [sideOf(from, project), sideOf(to, project)];
  if (start === null || end === null) return null;
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
        <Button className="bh-button-small" disabled={busy} onClick={() => void ask(false)}>
          Try it…
        </Button>
      )}
      {pair !== null && !pair.run && (
        <>
          <TryList title="This would start" items={pair.starts} none="nothing" />
          <TryList title="It would ask" items={pair.asks} none="nothing" />
          <NotAsked facts={pair.facts} />
          <p className="bh-dim">
            At most {pair.limits.connections} connections in {pair.limits.seconds} s. Nothing is started in
            the containers themselves.
          </p>
          <p className="bh-matrix-pins">
            <Button className="bh-button-small" look="primary" disabled={busy} onClick={() => void ask(true)}>
              {busy ? 'Trying…' : 'Try it now'}
            </Button>
            <Button className="bh-button-small" disabled={busy} onClick={() => setPair(null)}>
              Cancel
            </Button>
          </p>
        </>
      )}
      {pair?.run && (
        <>
          <Results facts={pair.facts} />
          <Button className="bh-button-small" disabled={busy} onClick={() => void ask(false)}>
            Try it again…
          </Button>
        </>
      )}
      {problem !== null && (
        <p className="bh-refused" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function TryList({
  title,
  items,
  none,
}: {
  readonly title: string;
  readonly items: readonly string[];
  readonly none: string;
}) {
  return (
    <>
      <p>
        <strong>{title}</strong>
        {items.length === 0 && ` ${none}`}
      </p>
      <ul className="bh-plain-list">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

/** What the trial leaves out, with the reason. */
function NotAsked({ facts }: { readonly facts: readonly TriedFact[] }) {
  const left = facts.filter(({ why }) => why !== null);
  if (left.length === 0) return null;
  return (
    <TryList
      title="It would not ask"
      items={left.map(({ title, why }) => `${title}: ${why ?? ''}`)}
      none=""
    />
  );
}

function Results({ facts }: { readonly facts: readonly TriedFact[] }) {
  return (
    <table className="bh-try-results">
      <thead>
        <tr>
          <th scope="col">Way</th>
          <th scope="col">Predicted</th>
          <th scope="col">Came back</th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.fact} data-tried={fact.fact} data-different={isDifferent(fact) || undefined}>
            <th scope="row">{fact.title}</th>
            <td>{triAnswer(fact.predicted)}</td>
            <td>
              <strong>{cameBack(fact)}</strong> {isDifferent(fact) && 'not as predicted '}
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
