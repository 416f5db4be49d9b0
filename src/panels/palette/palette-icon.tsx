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
  ScrollText,
  Waypoints,
  Zap,
} from 'lucide-react';
import type { PaletteKind } from '../../state/palette/palette-items.ts';

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

/** The sign of a palette item. */
export function PaletteIcon({ kind }: { readonly kind: PaletteKind }) {
  const Icon = icons[kind];
  return (
    <span className={`bh-palette-icon bh-palette-icon-${kind}`} aria-hidden="true">
      <Icon size={14} strokeWidth={2} />
    </span>
  );
}
