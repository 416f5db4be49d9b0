import { Route, Trash2 } from 'lucide-react';
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { hostSockets } from '../../../core/blast/runtime-sockets.ts';
import { findWays } from '../../../core/explain/find-ways.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { focusPicture } from '../../commands/focus-picture.ts';
import { isTyping } from '../../commands/shortcuts.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import type { Selected, Selection } from '../../state/ui/selection.ts';
import {
  useFleetView,
  useFolded,
  useHasFleet,
  useHasHost,
  useHostView,
  useUi,
} from '../../state/use-store.ts';
import { LinkButton } from '../../ui/button.tsx';
import { FileInspector } from './file-inspector.tsx';
import { HostInspector } from './host/host-inspector.tsx';
import { InspectorHead } from './inspector-head.tsx';
import { NetworkInspector } from './network/network-inspector.tsx';
import { ServiceInspector } from './service/service-inspector.tsx';

// Most people open one machine.
const FleetInspector = lazy(() =>
  import('./fleet/fleet-inspector.tsx').then((module) => ({ default: module.FleetInspector })),
);

function Inspected() {
  const selection = useUi((state) => state.selection);
  const picture = useProject();
  const { services, networks } = picture.analysis.topology;
  const [first] = selection;
  const target = useHostView((state) => state.selected);
  const fleet = useHasFleet();
  const onFleet = useFleetView(({ selected }) => selected !== null);
  const stacks = useHasHost();
  const folded = useFolded();
  if (fleet && first === undefined && target === null && (folded || onFleet))
    return (
      <Suspense fallback={null}>
        <FleetInspector />
      </Suspense>
    );
  if (stacks && first === undefined && (target !== null || folded)) return <HostInspector target={target} />;
  if (first === undefined) return <FileInspector picture={picture} />;
  if (selection.length > 1) return <ManyInspector selection={selection} />;
  const serviceName = first.type === 'service' ? first.name : first.type === 'tap' ? first.service : null;
  if (serviceName !== null) {
    const service = services.get(serviceName);
    // Keyed by service, so that another service gets a new inspector: drafts in fields belong to the service they were typed for.
    return service === undefined ? (
      <FileInspector picture={picture} />
    ) : (
      <ServiceInspector key={serviceName} service={service} picture={picture} />
    );
  }
  const network = first.type === 'network' ? networks.get(first.name) : undefined;
  return network === undefined ? (
    <FileInspector picture={picture} />
  ) : (
    <NetworkInspector key={network.name} network={network} picture={picture} />
  );
}

/** Opens the section with this index and focuses its first field, else its first control; false where there is no such section. */
function enterSection(inspector: HTMLElement, index: number): boolean {
  const section = inspector.querySelectorAll<HTMLDetailsElement>('details.bh-section')[index];
  if (section === undefined) return false;
  section.open = true;
  const start = section.querySelector<HTMLElement>('[data-start]:not(:disabled)');
  const control = section.querySelector<HTMLElement>(
    ':is(input, select, textarea, button, [tabindex="0"]):not(:disabled, summary)',
  );
  (start ?? control ?? section.querySelector('summary'))?.focus();
  section.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The inspector of the selection, or of the whole file after its summary. A digit opens the section of that number, Escape returns to the picture. */
export function InspectorPanel({ summary }: { readonly summary: ReactNode }) {
  const panel = useRef<HTMLElement>(null);
  const called = useUi((state) => state.inspectorCalled);
  const selection = useUi((state) => state.selection);
  const target = useHostView((state) => state.selected);
  const onFleet = useFleetView((state) => state.selected);

  // Another thing is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another thing.
  useLayoutEffect(() => {
    if (panel.current !== null) panel.current.scrollTop = 0;
  }, [selection, target, onFleet]);

  useEffect(() => {
    if (!called) return;
    panel.current?.focus();
    uiStore.getState().answerInspectorCall();
  }, [called]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      focusPicture(uiStore);
    } else if (isTyping(event.target) || !/^[1-9]$/.test(event.key)) {
      return;
    } else if (panel.current === null || !enterSection(panel.current, Number(event.key) - 1)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section
      ref={panel}
      className="bh-panel bh-inspector bh-relative"
      aria-label="Inspector"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <h2 className="bh-visually-hidden">Inspector</h2>
      <p className="bh-inspector-keys bh-note">1–9 go to a section, Esc back to the picture</p>
      {selection.length === 0 && summary}
      <p className="bh-inspector-small bh-phone-only bh-note">
        On a small screen this is for looking and reading. Dragging containers and editing the text want a
        wider window.
      </p>
      <Inspected />
    </section>
  );
}

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

/** One line about how the first of two services reaches the second. */
function PairWay({ from, to }: { readonly from: string; readonly to: string }) {
  const { analysis, workspace } = useProject();
  const { topology, reach } = analysis;
  if (!reach.facts.has(from) || !reach.facts.has(to)) return null;
  const sockets = workspace ? hostSockets(workspace) : undefined;
  const { certain, possible } = findWays(topology, reach, from, to, sockets);
  if (!certain && possible) return <li>{`whether ${from} reaches ${to} is unknown`}</li>;
  if (!certain) return <li>{`nothing leads from ${from} to ${to}`}</li>;
  return (
    <li>{`${from} reaches ${to} ${certain.length === 1 ? 'directly' : `in ${certain.length} hops`}`}</li>
  );
}

/** The inspector of several things: their names, the ways between two services, and a delete button. */
function ManyInspector({ selection }: { readonly selection: Selection }) {
  const [one, two] = selection;
  const pair = selection.length === 2 && one?.type === 'service' && two?.type === 'service';
  return (
    <InspectorHead name={`${selection.length} selected`}>
      <ul className="bh-grid bh-gap-1-5">
        {selection.map((item) => (
          <li key={words(item)}>
            <LinkButton className="bh-link bh-ink bh-strong" onClick={() => uiStore.getState().focus(item)}>
              {words(item)}
            </LinkButton>
          </li>
        ))}
      </ul>
      {pair && (
        <>
          <ul className="bh-grid bh-gap-1-5 bh-dim">
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
    </InspectorHead>
  );
}
