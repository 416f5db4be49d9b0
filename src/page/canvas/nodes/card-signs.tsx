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
import type { CardView } from '../picture/card-view.ts';
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

const steps = [1, 2, 3, 4] as const;

/** Four steps from closed to open, with the word beside them. */
export function Meter({
  step,
  word,
  joined,
}: {
  readonly step: CardView['step'];
  readonly word: string;
  readonly joined: boolean;
}) {
  return (
    <span className={`bh-meter bh-step-${step}`}>
      {steps.map((each) => (
        <i key={each} className={each <= step ? 'bh-on' : ''} />
      ))}
      <span>{joined ? `joined · ${word}` : word}</span>
    </span>
  );
}
