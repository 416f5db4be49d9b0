// What the library takes and returns: plain values, which change only with the version of the contract. Its answers are those of the
// contracts; the build writes the declarations of both.

import type { DiffReport } from '../../core/contracts/diff.ts';
import type { Isolation } from '../../core/contracts/survey.ts';

export type { Assumed, Severity, Tri } from '../../core/contracts/assumed.ts';
export type { CheckReport, Finding } from '../../core/contracts/check.ts';
export type { DiffReport } from '../../core/contracts/diff.ts';
export type { Answer, Explanation } from '../../core/contracts/explain.ts';
export type { Observed, ReachOfPair, ReachOfService, ReachReport } from '../../core/contracts/reach.ts';
export type { Isolation, SurveyCount, SurveyGroup, SurveyReport } from '../../core/contracts/survey.ts';
export type { HostNameRow, WayIn } from '../../core/contracts/ways.ts';

/**
 * What kind of mistake it is: an argument or option is wrong, a file cannot be read, no model can be made of what stands in it, or a
 * name is nobody's.
 */
export type BulkheadErrorCode = 'invalid-argument' | 'unreadable-file' | 'no-model' | 'unknown-name';

/** Which files are read, and what a prediction assumes. */
export interface OpenOptions {
  /** Files of one project, merged in order. Without any: those that Docker Compose would take in `folder`, or above it. */
  readonly files?: readonly string[];
  /** What relative paths start from; the working folder without it. */
  readonly folder?: string;
  /** Texts by path, read in place of the disk: what is not among them is not there. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Variables of the environment; none without it, since a file may ask for any: `process.env` is for the caller to hand over. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly envFiles?: readonly string[];
  readonly projectName?: string;
  readonly profiles?: readonly string[];
  /** Files of different folders are merged into one project. */
  readonly merge?: boolean;
  /** The Engine to predict: `29`, `28.3.1`, `swarm`, `podman` or `podman-compose`. */
  readonly engine?: string;
  /** Whether the daemon runs its userland proxy: true without it. */
  readonly userlandProxy?: boolean;
  readonly directRouting?: boolean;
  readonly ipv6Default?: boolean;
  readonly firewallBackend?: 'iptables' | 'nftables';
  /** Of the Engines `podman` and `podman-compose`: it runs without root. */
  readonly rootless?: boolean;
  /** The record of a machine (`bulkhead machine`), by its path: what is said holds under its firewall. */
  readonly machine?: string;
  /** The record of what was seen to flow (`bulkhead observe`), by its path: what was seen is needed. */
  readonly observed?: string;
}

/** An open project. It is a value: nothing changes it, and nothing of it is read again. */
export interface Project {
  /** Null where it is not known. */
  readonly name: string | null;
  /** Every file that was read, included and extended ones too, as they were named. */
  readonly files: readonly string[];
  readonly services: readonly string[];
  readonly networks: readonly string[];
  /** What the command would report on standard error, such as files that are missing. */
  readonly notes: readonly string[];
  /** The text of a file, byte for byte; undefined for one that the project does not have. */
  text(file: string): string | undefined;
}

export interface CheckOptions {
  readonly rules?: 'default' | 'strict' | 'cis' | 'homelab';
  /** Whether findings have their fixes, each of which is tried, so the answer takes longer. True without it. */
  readonly fixes?: boolean;
}

export interface ReachOptions {
  /** Leaves out pairs of which nothing holds. */
  readonly sparse?: boolean;
  /** Marks what is known by documentation only. */
  readonly by?: boolean;
  /** Lists separately what holds over IPv4 and over IPv6. */
  readonly families?: boolean;
}

export interface EditOptions {
  /** An override file that the edits go into, and that joins the project where it is not part of it. */
  readonly into?: string;
}

/** The project with the operations applied, or why they are refused; nothing is written. */
export type EditResult =
  | {
      readonly ok: true;
      readonly project: Project;
      /** The whole text of each file that changes, by its name. */
      readonly changed: Readonly<Record<string, string>>;
      /** What that opens, closes, gains and mends. */
      readonly diff: DiffReport;
      /** Needs that held and hold no longer. */
      readonly breaks: readonly { readonly from: string; readonly to: string; readonly name: string }[];
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      /** Operations that would be carried out in its place. */
      readonly choices: readonly { readonly label: string; readonly operation: string }[];
    };

/** One project of a survey. */
export interface SurveyEntry {
  readonly isolation: Isolation;
  readonly stars?: number | null;
}

export interface SurveyOptions {
  /** Projects of which no model could be made. */
  readonly unreadable?: number;
  /** The Engine that was predicted, as `openProject` took it. */
  readonly engine?: string;
}
