import {
  Activity,
  AppWindow,
  Cog,
  Cpu,
  Database,
  Globe,
  HardDrive,
  ListOrdered,
  Mail,
  ScrollText,
  Search,
  Waypoints,
  Zap,
} from 'lucide-react';
import type { ServiceKind } from '../picture/kind-of-service.ts';

const icons: { readonly [kind in ServiceKind]: typeof Globe } = {
  web: Globe,
  proxy: Waypoints,
  app: AppWindow,
  worker: Cog,
  database: Database,
  cache: Zap,
  queue: ListOrdered,
  search: Search,
  mail: Mail,
  storage: HardDrive,
  logs: ScrollText,
  monitor: Activity,
  hardware: Cpu,
};

/** The sign of what a container is for. */
export function KindIcon({ kind, size }: { readonly kind: ServiceKind; readonly size: number }) {
  const Icon = icons[kind];
  return (
    <span className="bh-kind" aria-hidden="true">
      <Icon size={size} strokeWidth={2.2} />
    </span>
  );
}
