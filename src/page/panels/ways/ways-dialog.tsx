import { useWork } from '../../state/use-store.ts';
import { leftOf } from '../../state/work/selectors.ts';
import './ways.css';
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { hostSockets } from '../../../core/blast/runtime-sockets.ts';
import { findWays, type Way } from '../../../core/explain/find-ways.ts';
import { hostPlace, outsidePlace, placeTitle } from '../../../core/reach/places.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import { hidesHost } from '../../state/share/unseen-rules.ts';
import type { UiState } from '../../state/ui/ui-state.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { LineLinks } from '../shared/line-link.tsx';

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** Returns the pair of the shown overlay, else of the selection: two services, or the outside and one service. */
function firstPair({ overlay, selection }: UiState): Pair {
  if (overlay?.kind === 'way') return { from: overlay.from, to: overlay.to };
  const [one, two] = selection.flatMap((item) => {
    if (item.type === 'network') return [];
    return [item.type === 'tap' ? item.service : item.name];
  });
  if (one === undefined) return { from: outsidePlace, to: hostPlace };
  return two === undefined || two === one ? { from: outsidePlace, to: one } : { from: one, to: two };
}

interface EndChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly onChoose: (name: string) => void;
  readonly 'data-autofocus'?: string;
}

function EndChoice({ label, value, names, onChoose, ...rest }: EndChoiceProps) {
  return (
    <SelectField
      {...rest}
      label={label}
      options={names.map((name) => ({ value: name, label: placeTitle(name) }))}
      value={value}
      onChange={onChoose}
    />
  );
}

function Hops({ way, label }: { readonly way: Way; readonly label: string }) {
  return (
    <ol className="bh-ways-hops bh-column bh-gap-2" aria-label={label}>
      {way.map(({ from, to, certain, reasons }) => (
        <li key={to}>
          <strong>
            {placeTitle(from)} → {placeTitle(to)}
          </strong>{' '}
          {!certain && <span className="bh-badge">unknown</span>}
          <ul>
            {reasons.map(({ rule, text, at }) => (
              <li key={`${rule} ${text}`}>
                {text}
                <LineLinks paths={at} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function verdict({ from, to }: Pair, certain: Way | null, possible: Way | null): string {
  const [subject, object] = [placeTitle(from), placeTitle(to)];
  const way = certain ?? possible;
  if (way === null)
    return `Nothing leads from ${subject} to ${object}: no chain of containers, and none on the way that can take over the host.`;
  const hops =
    way.length === 1 ? 'at once' : `in ${way.length} hops, by taking over each container on the way`;
  if (certain) return `${subject} can reach ${object} ${hops}.`;
  return `Whether ${subject} can reach ${object} is unknown. Perhaps ${hops}:`;
}

/** The dialog of the shortest ways from one service to another by taking over those between, with the reason of each hop. */
export function WaysDialog() {
  const { analysis, workspace } = useProject();
  const { reach, topology } = analysis;
  const [pair, setPair] = useState(() => firstPair(uiStore.getState()));
  const names = [outsidePlace, hostPlace, ...reach.services];
  const known = names.includes(pair.from) && names.includes(pair.to);
  const { from, to } = known ? pair : { from: outsidePlace, to: hostPlace };
  const hidden = useWork((state) => hidesHost(leftOf(state)));
  const sockets = workspace ? hostSockets(workspace) : undefined;
  const { certain, possible } = findWays(topology, reach, from, to, sockets);
  const close = () => uiStore.getState().setDialog(null);

  return (
    <Dialog title="How can A reach B?" onClose={close} width={720}>
      <div className="bh-ends bh-flex bh-gap-2">
        <EndChoice
          label="From"
          data-autofocus=""
          value={from}
          names={names.filter((name) => name !== to)}
          onChoose={(name) => setPair({ from: name, to })}
        />
        <IconButton
          label="Swap"
          icon={<ArrowLeftRight size={15} />}
          onClick={() => setPair({ from: to, to: from })}
        />
        <EndChoice
          label="To"
          value={to}
          names={names.filter((name) => name !== from)}
          onChoose={(name) => setPair({ from, to: name })}
        />
      </div>
      <div
        aria-live="polite"
        className="bh-ways-answer bh-column bh-gap-2 bh-small"
        // A line of the file is shown below the picture, which the dialog would hide.
        onClickCapture={(event) => {
          if (event.target instanceof Element && event.target.closest('[data-line-link]')) close();
        }}
      >
        <p className={certain ? 'bh-strong' : undefined}>{verdict({ from, to }, certain, possible)}</p>
        {certain && <Hops way={certain} label="The shortest way" />}
        {certain && possible && <p>Shorter, if the unknown facts hold:</p>}
        {possible && <Hops way={possible} label="A possible way" />}
      </div>
      {hidden && (
        <p className="bh-small bh-warn">
          The link left out mounts and devices: whether a container gives the host away by them is unknown.
        </p>
      )}
      <div className="bh-dialog-actions">
        <Button onClick={close}>Close</Button>
        <Button
          look="primary"
          disabled={certain === null && possible === null}
          onClick={() => {
            close();
            uiStore.getState().select([]);
            uiStore.getState().showOverlay({ kind: 'way', from, to });
          }}
        >
          Show in the picture
        </Button>
      </div>
    </Dialog>
  );
}
