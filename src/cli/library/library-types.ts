// What the library takes and returns: plain values, which change only with the version of the contract. Its answers are those of the
// contracts; the build writes the declarations of both.

import type { DiffReport } from '../../core/contracts/diff.ts';
import type { Isolation } from '../../core/contracts/survey.ts';

export type { Assumed, Severity, Tri } from '../../core/contracts/assumed.ts';
export type { CheckReport, Finding, FleetCheckReport } from '../../core/contracts/check.ts';
export type { ConnectReport } from '../../core/contracts/connect.ts';
export type { DiffReport } from '../../core/contracts/diff.ts';
export type { Answer, Explanation } from '../../core/contracts/explain.ts';
export type { FleetReachReport } from '../../core/contracts/fleet-reach.ts';
export type { Observed, ReachOfPair, ReachOfService, ReachReport } from '../../core/contracts/reach.ts';
export type { Isolation, SurveyCount, SurveyGroup, SurveyReport } from '../../core/contracts/survey.ts';
export type { HostNameRow, WayIn } from '../../core/contracts/ways.ts';

/** The kind of mistake: a wrong argument or option, an unreadable file, a text that gives no model, or an unknown name. */
export type BulkheadErrorCode = 'invalid-argument' | 'unreadable-file' | 'no-model' | 'unknown-name';

/** The files of a fleet and the assumptions about machines of which no record says more. */
export interface OpenFleetOptions {
  /** The folder that relative paths start from; by default the working folder. */
  readonly folder?: string;
  /** Texts by path that replace the disk: any other file does not exist. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Environment variables; by default none, since a file may use any of them. Pass `process.env` to allow all. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The Engine to predict: `29`, `28.3.1`, `swarm`, `podman` or `podman-compose`. */
  readonly engine?: string;
  /** True when the daemon runs its userland proxy, which is the default. */
  readonly userlandProxy?: boolean;
  readonly directRouting?: boolean;
  readonly ipv6Default?: boolean;
  readonly firewallBackend?: 'iptables' | 'nftables';
}

/** The files to read and the assumptions of the prediction. */
export interface OpenOptions extends OpenFleetOptions {
  /** Files of one project, in merge order. By default the files that Docker Compose takes in `folder` or above it. */
  readonly files?: readonly string[];
  readonly envFiles?: readonly string[];
  readonly projectName?: string;
  readonly profiles?: readonly string[];
  /** Merges files of different folders into one project. */
  readonly merge?: boolean;
  /** For the Engines `podman` and `podman-compose`: runs without root. */
  readonly rootless?: boolean;
  /** The path of a machine's record (`bulkhead machine`), whose firewall applies to all answers. */
  readonly machine?: string;
  /** The path of an observed record (`bulkhead observe`), whose connections count as needed. */
  readonly observed?: string;
}

/** An open project. It is immutable and is not read again. */
export interface Project {
  /** The project's name, or null when it is unknown. */
  readonly name: string | null;
  /** Every file that was read, with included and extended ones, as named. */
  readonly files: readonly string[];
  readonly services: readonly string[];
  readonly networks: readonly string[];
  /** The notes that the command would print on standard error, such as missing files. */
  readonly notes: readonly string[];
  /** Returns the exact text of a file; undefined for a file that is not part of the project. */
  text(file: string): string | undefined;
}

/** The machines of a fleet. It is immutable and is not read again. */
export interface Fleet {
  readonly machines: readonly string[];
  /** The networks between the machines. */
  readonly networks: readonly string[];
  /** The services of all machines, as `MACHINE/STACK/SERVICE`. */
  readonly services: readonly string[];
  /** The notes that the command would print on standard error, such as stacks that cannot be read. */
  readonly notes: readonly string[];
}

export interface FleetCheckOptions {
  /** False to leave out fixes, which is faster because each fix is tried. True by default. */
  readonly fixes?: boolean;
}

export interface CheckOptions {
  readonly rules?: 'default' | 'strict' | 'cis' | 'homelab';
  /** False to leave out fixes, which is faster because each fix is tried. True by default. */
  readonly fixes?: boolean;
}

export interface ReachOptions {
  /** Leaves out pairs without any connection. */
  readonly sparse?: boolean;
  /** Marks facts that are known from documentation only. */
  readonly by?: boolean;
  /** Lists IPv4 and IPv6 separately. */
  readonly families?: boolean;
}

export interface EditOptions {
  /** An override file for the edits, which joins the project if it is not part of it. */
  readonly into?: string;
}

/** The project after the operations, or why they are refused. Nothing is written. */
export type EditResult =
  | {
      readonly ok: true;
      readonly project: Project;
      /** The whole text of each changed file, by name. */
      readonly changed: Readonly<Record<string, string>>;
      /** What the edit opens and closes, and the findings it adds and removes. */
      readonly diff: DiffReport;
      /** Needs that were met and no longer are. */
      readonly breaks: readonly { readonly from: string; readonly to: string; readonly name: string }[];
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      /** Operations that would be accepted instead. */
      readonly choices: readonly { readonly label: string; readonly operation: string }[];
    };

/** One project of a survey. */
export interface SurveyEntry {
  readonly isolation: Isolation;
  readonly stars?: number | null;
}

export interface SurveyOptions {
  /** The number of projects that gave no model. */
  readonly unreadable?: number;
  /** The predicted Engine, in the form that `openProject` takes. */
  readonly engine?: string;
}
