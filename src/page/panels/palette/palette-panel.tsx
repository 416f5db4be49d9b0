import {
  Activity,
  AppWindow,
  Cog,
  Cpu,
  Database,
  Fence,
  Globe,
  LayoutTemplate,
  Lock,
  Network,
  PanelLeftClose,
  PanelLeftOpen,
  ScrollText,
  Waypoints,
  Zap,
} from 'lucide-react';
import { memo } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { type PaletteTarget, paletteOperations } from '../../state/palette/palette.ts';
import { type PaletteItem, type PaletteKind, paletteItems } from '../../state/palette/palette-items.ts';
import { templateProject } from '../../state/session/template.ts';
import type { Selection } from '../../state/ui/selection.ts';
import { drawnAnalysis, drawnSession } from '../../state/work/selectors.ts';

const groups = ['Containers', 'Sidecars', 'Networks', 'Templates'] as const;

function PaletteButton({ item, open }: { readonly item: PaletteItem; readonly open: boolean }) {
  return (
    <li>
      <button
        type="button"
        className="bh-palette-item bh-clip bh-nowrap bh-box bh-row bh-gap-2 bh-small"
        data-palette={item.kind}
        aria-label={open ? undefined : item.label}
        title={`${item.label}: drag it onto the picture, or press Enter`}
        onClick={() => placePaletteItem(item.kind)}
      >
        <PaletteIcon kind={item.kind} />
        <span className="bh-palette-word bh-rigid">{item.label}</span>
        {item.hint !== '' && <span className="bh-palette-hint bh-push bh-truncate bh-note">{item.hint}</span>}
      </button>
    </li>
  );
}

/**
 * The palette of containers, networks and templates, which can be dragged onto the canvas or added with Enter; a rail of icons while
 * closed.
 */
export const PalettePanel = memo(function PalettePanel({ open }: { readonly open: boolean }) {
  const Icon = open ? PanelLeftClose : PanelLeftOpen;
  return (
    <nav
      className={open ? 'bh-panel bh-palette bh-relative' : 'bh-panel bh-palette bh-relative bh-palette-rail'}
      aria-label="Palette"
    >
      <CommandButton
        id="toggle-palette"
        className="bh-palette-toggle bh-absolute"
        icon={<Icon size={16} />}
      />
      {groups.map((group) => (
        <section key={group} aria-labelledby={`palette-${group}`}>
          <h2 id={`palette-${group}`} className="bh-heading">
            {group}
          </h2>
          <ul>
            {paletteItems
              .filter((item) => item.group === group)
              .map((item) => (
                <PaletteButton key={item.kind} item={item} open={open} />
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
});

const icons: { readonly [kind in PaletteKind]: typeof Globe } = {
  web: Globe,
  app: AppWindow,
  worker: Cog,
  database: Database,
  cache: Zap,
  proxy: Waypoints,
  'log-tail': ScrollText,
  hardware: Cpu,
  monitor: Activity,
  network: Network,
  'internal-network': Lock,
  'template-front-mid-back': LayoutTemplate,
  'template-sandbox': Fence,
};

/** The icon of a palette item. */
const PaletteIcon = memo(function PaletteIcon({ kind }: { readonly kind: PaletteKind }) {
  const Icon = icons[kind];
  return (
    <span className={`bh-palette-icon bh-center bh-rigid bh-palette-icon-${kind}`} aria-hidden="true">
      <Icon size={14} strokeWidth={2} />
    </span>
  );
});

function targetOf(kind: PaletteKind, selection: Selection): PaletteTarget {
  const [only] = selection;
  if (selection.length !== 1 || only === undefined) return { type: 'canvas' };
  if (only.type === 'network') return { type: 'lane', network: only.name };
  // Beside a selected card only a sidecar that joins makes sense.
  if (only.type === 'service' && kind === 'monitor') return { type: 'card', service: only.name };
  return { type: 'canvas' };
}

/** Adds a palette item without a drag: to the selected lane or card, else to the lane for its kind. */
function placePaletteItem(kind: PaletteKind): void {
  const analysis = drawnAnalysis(workStore.getState());
  const topology = (analysis ?? templateProject().analysis).topology;
  const operations = paletteOperations(kind, topology, targetOf(kind, uiStore.getState().selection));
  const label = paletteItems.find((item) => item.kind === kind)?.label ?? kind;
  if (operations.length === 0 && drawnSession(workStore.getState()) !== null) {
    const names = kind === 'template-sandbox' ? 'Names of the template' : 'front, mid and back';
    uiStore.getState().toast(`${names} are in the file already.`);
    return;
  }
  const { refused } = workStore.operate(operations, `Add ${label}`);
  if (refused !== null) return;
  const added = operations.findLast(({ type }) => type === 'add-service' || type === 'add-network');
  if (added?.type === 'add-service') uiStore.getState().focus({ type: 'service', name: added.service });
  if (added?.type === 'add-network') uiStore.getState().focus({ type: 'network', name: added.network });
  uiStore.getState().announce(`${label} added. Undo takes it away.`);
}
