import { outsidePlace } from '../../core/reach/places.ts';
import { liveToolsStore, workStore } from '../state/page-stores.ts';
import { type Overlay, type OverlayKind, overlayText, overlayTitles } from '../state/ui/overlay.ts';
import { drawnAnalysis, hostStacks } from '../state/work/selectors.ts';
import type { Command, CommandContext } from './command.ts';

type Plain = Exclude<OverlayKind, 'reach' | 'blast' | 'way' | 'isolate' | 'search' | 'finding'>;

function opened({ work }: CommandContext): boolean {
  return (drawnAnalysis(work.getState())?.reach.services.length ?? 0) > 0;
}

/** Returns the first service with known reach that is selected, or whose tap is; null without one. */
function selectedService({ work, ui }: CommandContext): string | null {
  const reach = drawnAnalysis(work.getState())?.reach;
  for (const item of ui.getState().selection) {
    const name = item.type === 'tap' ? item.service : item.name;
    if (item.type !== 'network' && reach?.facts.has(name)) return name;
  }
  return null;
}

/** Returns the network that is selected, or whose tap is; otherwise the first of the file. */
function selectedNetwork({ work, ui }: CommandContext): string | null {
  for (const item of ui.getState().selection) {
    if (item.type === 'network') return item.name;
    if (item.type === 'tap') return item.network;
  }
  return drawnAnalysis(work.getState())?.topology.networks.keys().next().value ?? null;
}

function overlay(
  kind: OverlayKind,
  keywords: string,
  shortcuts: readonly string[],
  make: (context: CommandContext) => Overlay | null,
): Command {
  return {
    id: `overlay-${kind}`,
    label: `Overlay: ${overlayTitles[kind].toLowerCase()}`,
    group: 'Overlay',
    keywords: `overlay ${keywords}`,
    shortcuts,
    whileTyping: false,
    when: opened,
    run(context) {
      const made = make(context);
      if (made !== null) context.ui.getState().showOverlay(made);
    },
  };
}

const plain = (kind: Plain, keywords: string, shortcut: string): Command =>
  overlay(kind, keywords, [shortcut], () => ({ kind }));

/** Commands that draw a question over the picture, or end it. */
export const overlayCommands: readonly Command[] = [
  overlay('reach', 'who talks to whom reaches', ['r'], (context) => {
    const first = drawnAnalysis(context.work.getState())?.reach.services[0] ?? null;
    const service = selectedService(context) ?? first;
    return service === null ? null : { kind: 'reach', service };
  }),
  overlay('blast', 'falls taken over pivot hops attacker', ['b'], (context) => ({
    kind: 'blast',
    start: selectedService(context) ?? outsidePlace,
    hops: null,
  })),
  {
    id: 'overlay-blast-outside',
    label: 'Overlay: blast radius from outside',
    group: 'Overlay',
    keywords: 'overlay falls taken over attacker internet host root',
    shortcuts: [],
    whileTyping: false,
    when: opened,
    run: ({ ui }) => {
      // A selected card would take the place of the outside.
      ui.getState().select([]);
      ui.getState().showOverlay({ kind: 'blast', start: outsidePlace, hops: null });
    },
  },
  {
    id: 'ways',
    label: 'How can A reach B…',
    group: 'Overlay',
    keywords: 'overlay shortest path way hops attacker pivot why reach from to outside host root',
    shortcuts: ['w'],
    whileTyping: false,
    when: opened,
    run: ({ ui }) => ui.getState().setDialog('ways'),
  },
  plain('outside-in', 'exposed published ports proxy internet', 'i'),
  {
    ...plain('who-gets-in', 'login guard bypass proxy names exposed outside', 'g'),
    // The map of a host answers it for all stacks, and that of a fleet for all machines, also while they are folded.
    when: (context) =>
      opened(context) || hostStacks(workStore.getState()).length > 0 || workStore.getState().fleet !== null,
  },
  plain('way-out', 'egress internet outbound', 'o'),
  plain('start-order', 'depends_on waves boot', 's'),
  plain('needs', 'missing never needed allowed', 'd'),
  {
    ...plain('observed', 'seen traffic record used unused unpredicted observe', 'v'),
    // The map of a host shows it between all stacks, also while they are folded.
    when: (context) =>
      (opened(context) || hostStacks(workStore.getState()).length > 0) &&
      (workStore.getState().options.observed !== undefined || liveToolsStore.getState().look !== null),
    run({ ui }) {
      // A server that looks is asked, unless there is a record of another time.
      if (workStore.getState().options.observed === undefined) liveToolsStore.setState({ following: true });
      ui.getState().showOverlay({ kind: 'observed' });
    },
  },
  overlay('isolate', 'network only members', ['l'], (context) => {
    const name = selectedNetwork(context);
    return name === null ? null : { kind: 'isolate', network: name };
  }),
  plain('intents', 'must never broken holds', 'x'),
  overlay('search', 'find dim filter', ['/'], () => ({ kind: 'search', text: '' })),
  {
    id: 'overlay-link',
    label: 'Copy a link to this overlay',
    group: 'Overlay',
    keywords: 'address share',
    shortcuts: [],
    whileTyping: false,
    when: ({ ui }) => ui.getState().overlay !== null,
    run(context) {
      const { overlay: on } = context.ui.getState();
      if (on === null) return;
      const { origin, pathname } = window.location;
      const address = `${origin}${pathname}#overlay=${encodeURIComponent(overlayText(on))}`;
      void context.browser.copy(address, 'Link copied. It shows this overlay of whatever file is open.');
    },
  },
  {
    id: 'overlay-end',
    label: 'End the overlay',
    group: 'Overlay',
    keywords: 'close hide',
    shortcuts: [],
    whileTyping: false,
    when: ({ ui }) => ui.getState().overlay !== null,
    run: ({ ui }) => ui.getState().showOverlay(null),
  },
];
