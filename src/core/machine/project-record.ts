// A project as plain data: as a browser stores it, a link holds it, a server sends it and an editor states it.

import type { DaemonChoice } from '../reach/daemon-settings.ts';
import type { DaemonSettings } from '../reach/reach-model.ts';
import { listOf, objectOf, oneOf, type Reader, readFlag, readText, tupleOf } from '../text/plain-data.ts';

/** The record of a machine, by the name of the file that it came from. */
export interface MachineRecord {
  readonly file: string;
  readonly text: string;
}

/** A list of pairs instead of an object: a file may be called `__proto__`. */
export type TextPairs = readonly (readonly [name: string, text: string])[];

/** A project without its texts. */
export interface ProjectRecord {
  /** Its files, in the order in which Compose merges them. */
  readonly order: readonly string[];
  readonly environment: TextPairs;
  readonly profiles: readonly string[];
  /** Name of the folder of the main file; null where that is not known. */
  readonly folder: string | null;
  /** The record of the machine that the project runs on; absent where none is known. */
  readonly machine?: MachineRecord;
}

/** A project with the Engine and the daemon that the command or the editor was given for it. */
export interface SentProject extends Omit<ProjectRecord, 'folder'>, DaemonChoice {
  readonly engine: string;
}

/** Reads the record of a machine; its text is looked at when it is used. */
export const readMachine = objectOf<MachineRecord>({ file: readText, text: readText }, {});

/** Reads pairs of texts. */
export const readPairs: Reader<TextPairs> = listOf(tupleOf(readText, readText));

/** Readers of the members that every project has. */
export const projectMembers = {
  order: listOf(readText),
  environment: readPairs,
  profiles: listOf(readText),
};

/** Readers of the Engine and of its daemon's settings. */
export const settingMembers = {
  engine: readText,
  userlandProxy: readFlag,
  directRouting: readFlag,
  ipv6Default: oneOf(true, false, 'unknown'),
  firewallBackend: oneOf('iptables', 'nftables'),
};

/** Readers of the settings that a daemon need not have. */
export const optionalSettings = {
  daemon: objectOf<DaemonSettings>(
    {},
    { icc: readFlag, iptables: readFlag, ip6tables: readFlag, ip: readText, ipv6: readFlag },
  ),
  rootless: readFlag,
};
