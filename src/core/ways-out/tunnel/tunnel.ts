// What is known of the tunnel that a VPN's container leads others out by (LV30 to LV34).

import type { Service, Tri } from '../../compose/topology.ts';
import type { ContainerFiles } from '../../ways-in/files/container-files.ts';
import type { Settings } from './settings.ts';

/** A range of addresses that is reached past a tunnel. */
export interface TunnelException {
  /** As it is written: `192.168.1.0/24`. */
  readonly range: string;
  /** The variable or option that says it. */
  readonly setting: string;
}

/** What is known of a tunnel. */
export interface Tunnel {
  /** The program, by the name that people call it. */
  readonly program: string;
  /** Whether IPv4 of everybody in its network stack goes by it while it is up. */
  readonly leads: Tri;
  /** Whether rules let nothing out past it before it is up for the first time. */
  readonly isShutFromStart: Tri;
  /** Whether rules let nothing out past it when it is down later. */
  readonly isShutWhileDown: Tri;
  /** What becomes of IPv6: `kept` is by the tunnel or not at all, `past` leaves it as it is. */
  readonly ipv6: 'kept' | 'tunnel' | 'past' | 'unknown';
  /** Who asks for names: a server behind the tunnel, or Docker's resolver. */
  readonly names: 'tunnel' | 'docker' | 'unknown';
  /** True where questions for names, UDP to port 53, are let out while it is down. */
  readonly letsQuestionsOut: boolean;
  readonly exceptions: readonly TunnelException[];
  /** True where its image says when the tunnel works (`HEALTHCHECK`). */
  readonly tellsHealth: boolean;
  /** The variable or option that switches rules or names, for the line of a hole; null where none is given. */
  readonly rulesSetting: string | null;
  readonly namesSetting: string | null;
  /** Why something of it is unknown; null where all is known. */
  readonly because: string | null;
}

/** What a reader of a program gets. */
export interface TunnelSource {
  readonly service: Service;
  readonly settings: Settings;
  readonly files: ContainerFiles;
}
