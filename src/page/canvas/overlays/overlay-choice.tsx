import { type KeyboardEvent, useId, useRef } from 'react';
import { hostPlace, outsidePlace, placeTitle } from '../../../core/reach/places.ts';
import { liveToolsStore, uiStore, workStore } from '../../state/page-stores.ts';
import type { Overlay } from '../../state/ui/overlay.ts';
import { useLiveTools, useWork } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { canvasAnalysis } from '../picture/layout-controller.ts';
import { searchView } from './lit-views.ts';

const hopChoices: readonly (number | null)[] = [1, 2, 3, null];

interface NameChoiceProps {
  readonly label: string;
  readonly names: readonly string[];
  /** Returns the label of an option that is not a name of the file. */
  readonly labelOf?: (name: string) => string;
  readonly value: string;
  readonly onChoose: (name: string) => void;
}

function NameChoice({ label, names, labelOf, value, onChoose }: NameChoiceProps) {
  const id = useId();
  return (
    <div className="bh-overlay-choice bh-nowrap bh-row bh-gap-1-5 bh-note">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        options={names.map((name) => ({ value: name, label: labelOf?.(name) ?? name }))}
        value={value}
        prompt={value}
        onChange={onChoose}
      />
    </div>
  );
}

function SearchField({ text }: { readonly text: string }) {
  const at = useRef(-1);
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape') uiStore.getState().showOverlay(null);
    if (event.key !== 'Enter') return;
    const found = [...searchView(canvasAnalysis(workStore.getState()), text).marks.keys()];
    if (found.length === 0) return;
    at.current = (at.current + 1) % found.length;
    const name = found[at.current];
    if (name !== undefined) uiStore.getState().focus({ type: 'service', name });
  }
  return (
    <label className="bh-overlay-choice bh-nowrap bh-row bh-gap-1-5 bh-note">
      Name, image, network or port
      <input
        className="bh-input"
        type="search"
        // biome-ignore lint/a11y/noAutofocus: who asks for the search wants to type.
        autoFocus
        value={text}
        onChange={(event) => {
          at.current = -1;
          uiStore.getState().showOverlay({ kind: 'search', text: event.target.value });
        }}
        onKeyDown={onKeyDown}
      />
      <small>Enter goes to the next one</small>
    </label>
  );
}

/** A switch for following observed traffic, when a server observes. */
function LiveChoice() {
  const { look, following } = useLiveTools();
  if (look === null) return null;
  return (
    <Checkbox
      label="Live"
      checked={following}
      onChange={(on) => liveToolsStore.setState({ following: on })}
    />
  );
}

/** The controls for an overlay's subject: the container, the hops, the network, the search. */
export function OverlayChoice({ overlay }: { readonly overlay: Overlay }) {
  const analysis = useWork(canvasAnalysis);
  const ask = (next: Overlay): void => {
    uiStore.getState().select([]);
    uiStore.getState().showOverlay(next);
  };
  switch (overlay.kind) {
    case 'reach':
      return (
        <NameChoice
          label="Container"
          names={analysis.reach.services}
          value={overlay.service}
          onChoose={(service) => ask({ kind: 'reach', service })}
        />
      );
    case 'blast':
      return (
        <>
          <NameChoice
            label="Taken over first"
            names={[outsidePlace, ...analysis.reach.services]}
            labelOf={(name) => (name === outsidePlace ? 'from outside' : name)}
            value={overlay.start}
            onChoose={(start) => ask({ ...overlay, start })}
          />
          <fieldset className="bh-overlay-hops bh-row bh-gap-1">
            <legend>Hops</legend>
            {hopChoices.map((hops) => (
              <Button
                key={hops}
                small
                aria-pressed={overlay.hops === hops}
                onClick={() => ask({ ...overlay, hops })}
              >
                {hops ?? 'all'}
              </Button>
            ))}
          </fieldset>
        </>
      );
    case 'way': {
      const names = [outsidePlace, hostPlace, ...analysis.reach.services];
      return (
        <>
          <NameChoice
            label="From"
            names={names.filter((name) => name !== overlay.to)}
            labelOf={placeTitle}
            value={overlay.from}
            onChoose={(from) => ask({ ...overlay, from })}
          />
          <NameChoice
            label="to"
            names={names.filter((name) => name !== overlay.from)}
            labelOf={placeTitle}
            value={overlay.to}
            onChoose={(to) => ask({ ...overlay, to })}
          />
          <Button small className="bh-self-start" onClick={() => uiStore.getState().setDialog('ways')}>
            Why, hop by hop
          </Button>
        </>
      );
    }
    case 'isolate':
      return (
        <NameChoice
          label="Network"
          names={[...analysis.topology.networks.keys()]}
          value={overlay.network}
          onChoose={(network) => ask({ kind: 'isolate', network })}
        />
      );
    case 'search':
      return <SearchField text={overlay.text} />;
    case 'outside-in':
    case 'who-gets-in':
    case 'way-out':
    case 'start-order':
    case 'observed':
      return <LiveChoice />;
    case 'needs':
    case 'intents':
    case 'finding':
      return null;
  }
}
