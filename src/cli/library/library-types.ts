// What the library takes and returns: plain values, which change only with the version of the contract. This file imports nothing, so
// that the package can contain it as it is.

/** A fact: `'unknown'` is never to be taken for false. */
export type Tri = boolean | 'unknown';

export type Severity = 'error' | 'warning' | 'info';

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

/** What an answer rests on beside the files. */
export interface Assumed {
  readonly files: readonly string[];
  readonly missingFiles?: readonly string[];
  readonly project: {
    readonly name: string | null;
    readonly from: 'option' | 'environment' | 'name' | 'folder' | 'unknown';
  };
  readonly profiles: { readonly active: readonly string[]; readonly known: readonly string[] };
  readonly unsetVariables: readonly string[];
  readonly outside: 'unknown';
  readonly addressFamilies: readonly ('ipv4' | 'ipv6')[];
  readonly advisories?: readonly {
    readonly id: string;
    readonly effect: string;
    readonly releases: string | null;
  }[];
  /** The machine, where its record was given. */
  readonly machine?: {
    readonly from: string;
    readonly known: readonly string[];
    readonly assumed: readonly string[];
    /** Lines of its firewall that cannot be read, so that nothing they may decide is known. */
    readonly unread?: readonly string[];
  };
  readonly notModelled: readonly string[];
}

export interface CheckOptions {
  readonly rules?: 'default' | 'strict' | 'cis' | 'homelab';
  /** Whether findings have their fixes, each of which is tried, so the answer takes longer. True without it. */
  readonly fixes?: boolean;
}

/** As `check --format json`. */
export interface CheckReport {
  readonly version: 1;
  readonly engine: string;
  readonly assumed: Assumed;
  readonly findings: readonly Finding[];
}

export interface Finding {
  readonly rule: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly certainty: 'certain' | 'inferred';
  /** The culprit first; networks as `network:NAME`. */
  readonly subjects: readonly string[];
  readonly message: string;
  readonly why: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: readonly {
    readonly from: string;
    readonly to: string;
    readonly network: string | null;
    readonly file: string;
    readonly line: number;
  }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    /** For `edit`. */
    readonly operations: readonly string[];
  }[];
  readonly fingerprint: string;
  readonly suppressed: { readonly by: 'inline' | 'file' | 'baseline'; readonly reason: string } | null;
  readonly group: string | null;
  readonly profiles: readonly string[];
}

export interface ReachOptions {
  /** Leaves out pairs of which nothing holds. */
  readonly sparse?: boolean;
  /** Marks what is known by documentation only. */
  readonly by?: boolean;
  /** Lists separately what holds over IPv4 and over IPv6. */
  readonly families?: boolean;
}

/** As `reach --format json`; services that take part, by name. */
export interface ReachReport {
  readonly version: 1;
  readonly engine: string;
  readonly assumed: Assumed;
  readonly services: Readonly<Record<string, ReachOfService>>;
}

/** How far connections get out; or from where a port answers. */
interface Degrees {
  readonly internet: Tri;
  readonly lan: Tri;
  readonly host: Tri;
}

interface FactsOfFamily {
  readonly out: Degrees;
  readonly in: Degrees;
  /** A machine of the LAN that has a route reaches the container's own address. */
  readonly fromLan: Tri;
  readonly egress: Tri;
  readonly toHost: Tri;
  readonly fromHost: Tri;
  readonly fromOutside: Tri;
}

export interface ReachOfService extends FactsOfFamily {
  readonly isolation: 'closed' | 'internal' | 'bridged' | 'open' | 'joined' | 'unknown';
  readonly owner: string | null;
  readonly networks: readonly string[];
  readonly egressNeedsRoute: Tri;
  readonly ipv4?: FactsOfFamily;
  readonly ipv6?: FactsOfFamily;
  readonly published: readonly {
    readonly hostIp: string;
    readonly hostPort: string;
    readonly containerPort: number;
    readonly protocol: string;
    readonly reachableFrom: 'outside' | 'host' | 'nowhere' | 'unknown';
    readonly families?: readonly ('ipv4' | 'ipv6')[] | 'unknown';
    readonly answers: Degrees;
    readonly ipv4?: { readonly answers: Degrees };
    readonly ipv6?: { readonly answers: Degrees };
  }[];
  readonly unreadPorts?: readonly {
    readonly raw: string;
    readonly reachableFrom: 'host' | 'nowhere' | 'unknown';
  }[];
  readonly proxied: readonly {
    readonly by: string;
    readonly host: string;
    readonly port: number | null;
    readonly certainty: 'inferred';
  }[];
  /** Every way in with its chain, the weakest first. */
  readonly waysIn: readonly WayIn[];
  /** Ways to the same port that do not pass its login. */
  readonly bypasses: readonly {
    readonly of: string;
    readonly zone: string;
    readonly how: 'published' | 'route' | 'tunnel' | 'neighbour' | 'host' | 'joined';
    readonly at: string;
  }[];
  readonly reaches: Readonly<Record<string, ReachOfPair>>;
  readonly by?: 'documentation';
}

export interface WayIn {
  readonly zone: 'outside' | 'internet' | 'lan' | 'tailnet' | 'host';
  /** Proxies and tunnels, in order. */
  readonly through: readonly string[];
  readonly entrance: { readonly name: string | null; readonly published: string | null };
  readonly protocol: string;
  /** `*` for any. */
  readonly host: string;
  readonly path: string;
  readonly guards: readonly { readonly kind: string; readonly how: string; readonly by: string | null }[];
  readonly port: number | null;
  readonly answer: 'open' | 'varies' | 'unknown' | 'guarded' | 'closed';
  readonly file: string | null;
  readonly line: number | null;
}

/** As a member of `hostNames` in `reach --names --format json`: one host name and path, and what is behind it. */
export interface HostNameRow {
  /** `*` for any that nothing else names. */
  readonly host: string;
  readonly path: string;
  readonly zone: WayIn['zone'];
  /** Null where the name leads to no service, or it is not known to which. */
  readonly service: string | null;
  readonly port: number | null;
  readonly through: readonly string[];
  /** Where the proxies listen: `websecure 0.0.0.0:443`. */
  readonly entrances: readonly string[];
  readonly guard: 'login' | 'addresses' | 'certificate' | 'none' | 'unknown';
  readonly guards: WayIn['guards'];
  readonly answer: WayIn['answer'];
  /** Ways from outside to the same port that do not pass its login. */
  readonly bypasses: ReachOfService['bypasses'];
  /** Why it is not known, or what comes where no service is behind it. */
  readonly because: string | null;
  readonly file: string | null;
  readonly line: number | null;
}

interface PairOfFamily {
  readonly direct: Tri;
  readonly viaHost: Tri;
  /** A published port of the other, at the address of a bridge that the first is on. */
  readonly viaGateway: Tri;
}

/** A connection that was seen: the port of the container, in how many looks, and when (ISO 8601). */
export interface Observed {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly looks: number;
  readonly first: string;
  readonly last: string;
}

export interface ReachOfPair extends PairOfFamily {
  /** What was seen; absent where no record was given. */
  readonly observed?: readonly Observed[];
  readonly networks: readonly string[];
  readonly resolves: Tri;
  readonly ipv4?: PairOfFamily;
  readonly ipv6?: PairOfFamily;
  readonly by?: 'documentation';
}

/** One answer to 'why': each reason with the id of the rule of the specification, and where it stands. */
export interface Answer {
  readonly verdict: Tri;
  readonly reasons: readonly {
    readonly rule: string;
    readonly text: string;
    readonly places: readonly { readonly file: string; readonly line: number; readonly column: number }[];
  }[];
}

/** Why one side reaches the other, or why not. */
export interface Explanation {
  readonly from: string;
  readonly to: string;
  readonly reaches: Tri;
  /** One sentence for people. */
  readonly summary: string;
  readonly direct: Answer;
  /** Through a port published on the host. */
  readonly viaHost: Answer;
  /** Through such a port at the address of a bridge of its own; null where that adds nothing. */
  readonly viaGateway: Answer | null;
  /** Through reverse proxies; an inference, null where none is spoken of. */
  readonly proxied: Answer | null;
  /** Whether the name is answered. */
  readonly resolves: Answer;
  /** By a socket in a volume or folder that both mount, whatever the networks say; an inference, null where they share none. */
  readonly beside: Answer | null;
  /** By taking over others, hop by hop; null where it is reached at once. */
  readonly pivot: Answer | null;
  /** What was seen between the two; absent where no record was given. */
  readonly observed?: readonly (Observed & { readonly from: string; readonly to: string })[];
}

interface Change<T> {
  readonly opened: readonly T[];
  readonly closed: readonly T[];
}

/** `family`: opened or closed in that family only, where both differ. */
interface InFamily {
  readonly family?: 'ipv4' | 'ipv6';
}

interface Ways extends Change<string> {
  readonly ipv4?: Change<string>;
  readonly ipv6?: Change<string>;
}

type FindingOfDiff = Pick<
  Finding,
  | 'rule'
  | 'slug'
  | 'severity'
  | 'certainty'
  | 'subjects'
  | 'message'
  | 'file'
  | 'line'
  | 'column'
  | 'fingerprint'
>;

/** As `diff --format json`. */
export interface DiffReport {
  readonly version: 1;
  readonly engine: string;
  readonly assumed: { readonly old: Assumed; readonly new: Assumed };
  /** Whether a pair, a way in or a way out is open that was not. */
  readonly opens: boolean;
  readonly services: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly connections: Change<
    {
      readonly from: string;
      readonly to: string;
      readonly kind: 'direct' | 'published' | 'gateway';
    } & InFamily
  >;
  readonly waysIn: Change<{ readonly service: string; readonly port: string } & InFamily>;
  readonly waysOut: Ways;
  readonly toHost: Ways;
  readonly fromHost: Ways;
  readonly names: {
    readonly gained: readonly { readonly from: string; readonly to: string }[];
    readonly lost: readonly { readonly from: string; readonly to: string }[];
  };
  readonly findings: { readonly gained: readonly FindingOfDiff[]; readonly gone: readonly FindingOfDiff[] };
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

/** A fact of a project that is counted over many; null where it cannot be asked of it. */
export interface Isolation {
  /** Active services. */
  readonly services: number;
  /** Every service reaches every other at its own address; of two services and more. */
  readonly flat: Tri | null;
  /** A published port answers nobody; where ports are published. */
  readonly deadPorts: Tri | null;
  /** A service that keeps data answers outside; where one keeps data. */
  readonly publishedData: Tri | null;
  /** Services that share no network reach each other through a published port; where it is not flat. */
  readonly bypassed: Tri | null;
  /** A login of a proxy has a way round it from outside; where there is a login. */
  readonly guardRounded: Tri | null;
}

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

export interface SurveyCount {
  readonly asked: number;
  readonly yes: number;
  readonly no: number;
  readonly unknown: number;
}

type SurveyFacts = Readonly<Record<Exclude<keyof Isolation, 'services'>, SurveyCount>>;

export interface SurveyGroup {
  readonly title: string;
  readonly projects: number;
  readonly facts: SurveyFacts;
}

export interface SurveyReport {
  readonly version: 1;
  readonly engine: string;
  readonly projects: number;
  readonly unreadable: number;
  readonly services: { readonly all: number; readonly median: number; readonly most: number };
  readonly facts: SurveyFacts;
  readonly bySize: readonly SurveyGroup[];
  readonly byStars: readonly SurveyGroup[];
}
