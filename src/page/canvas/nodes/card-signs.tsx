import {
  Activity,
  BadgeCheck,
  Box,
  Cable,
  Clapperboard,
  CloudDownload,
  Cog,
  Cpu,
  Database,
  FileText,
  GitBranch,
  Globe,
  HardDrive,
  House,
  Image,
  KeyRound,
  ListOrdered,
  Mail,
  MessageSquare,
  ScrollText,
  Search,
  ShieldCheck,
  Signpost,
  Waypoints,
  Zap,
} from 'lucide-react';
import type { ServiceKind } from '../../../core/images/service-kind.ts';
import type { CardView } from '../picture/card-view.ts';

const icons: { readonly [kind in ServiceKind]: typeof Globe } = {
  app: Box,
  auth: KeyRound,
  cache: Zap,
  certificates: BadgeCheck,
  chat: MessageSquare,
  database: Database,
  dns: Signpost,
  documents: FileText,
  download: CloudDownload,
  git: GitBranch,
  hardware: Cpu,
  home: House,
  logs: ScrollText,
  mail: Mail,
  media: Clapperboard,
  monitor: Activity,
  photos: Image,
  protection: ShieldCheck,
  proxy: Waypoints,
  queue: ListOrdered,
  search: Search,
  storage: HardDrive,
  vpn: Cable,
  web: Globe,
  worker: Cog,
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
