import { Route, Trash2 } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { findWays } from '../../core/analysis/explain/find-ways.ts';
import { hostSockets } from '../../core/analysis/rules/facts/runtime-sockets.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import type { Selected, Selection } from '../../state/ui/selection.ts';

function words(item: Selected): string {
  switch (item.type) {
    case 'service':
      return item.name;
    case 'network':
      return `network ${item.name}`;
    case 'tap':
      return `${item.service} on ${item.network}`;
  }
}

/** How one of two services comes to the other, in one line. */
function PairWay({ from, to }: { readonly from: string; readonly to: string }) {
  const { analysis, workspace } = useProject();
  const { topology, reach } = analysis;
  if (!reach.facts.has(from) || !reach.facts.has(to)) return null;
  const sockets = workspace ? hostSockets(workspace) : undefined;
  const { certain, possible } = findWays(topology, reach, from, to, sockets);
  if (!certain && possible) return <li>{`whether ${from} comes to ${to} is not known`}</li>;
  if (!certain) return <li>{`nothing leads from ${from} to ${to}`}</li>;
  return (
    <li>{`${from} comes to ${to} ${certain.length === 1 ? 'at once' : `in ${certain.length} hops`}`}</li>
  );
}

/** Several things at once: what they are, how two come to each other, and delete. */
export function ManyInspector({ selection }: { readonly selection: Selection }) {
  const [one, two] = selection;
  const pair = selection.length === 2 && one?.type === 'service' && two?.type === 'service';
  return (
    <div className="bh-inspector-head">
      <h2 className="bh-inspector-name">{selection.length} selected</h2>
      <ul className="bh-plain-list">
        {selection.map((item) => (
          <li key={words(item)}>
            <button type="button" className="bh-link-strong" onClick={() => uiStore.getState().focus(item)}>
              {words(item)}
            </button>
          </li>
        ))}
      </ul>
      {pair && (
        <>
          <ul className="bh-plain-list bh-dim">
            <PairWay from={one.name} to={two.name} />
            <PairWay from={two.name} to={one.name} />
          </ul>
          <CommandButton id="ways" icon={<Route size={14} />}>
            How
          </CommandButton>
        </>
      )}
      <CommandButton id="delete" icon={<Trash2 size={14} />}>
        Delete
      </CommandButton>
    </div>
  );
}
