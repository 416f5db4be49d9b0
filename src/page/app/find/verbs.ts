// What a person does to a container or a network by name, from Ctrl K: which one is asked where the selection does not say it, then where
// to. The operations are those of the gestures.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import { containerText } from '../../../core/compose/project/ports/port-range.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import { cardOutcome } from '../../canvas/drag/card-outcome.ts';
import type { DropOutcome } from '../../canvas/drag/drop-outcome.ts';
import { newTapOutcome } from '../../canvas/drag/tap-outcome.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import type { Answer, Next, Question } from '../../commands/question.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { drawnAnalysis, drawnSession } from '../../state/work/selectors.ts';

type Kind = 'service' | 'network';

interface Verb {
  readonly id: string;
  readonly label: string;
  readonly keywords: string;
  /** The question, where no subject is selected. */
  readonly which: string;
  readonly kinds: readonly Kind[];
  /** Returns what is done to one subject in words; with `…` at its end where another question follows. */
  does(name: string): string;
  /** Returns false for a subject to which it cannot be done; absent where it can to all. */
  applies?(topology: Topology, thing: Subject): boolean;
  /** Returns what follows for one subject. */
  next(topology: Topology, thing: Subject): Next;
}

interface Subject {
  readonly type: Kind;
  readonly name: string;
}

/** Returns what follows a drop, for whoever does not drag; null where nothing would change. */
function nextOf(outcome: DropOutcome, shows: Selected): Next | null {
  switch (outcome.type) {
    case 'operate': {
      const { label, operations } = outcome.way;
      return { kind: 'operate', label, operations, shows };
    }
    case 'choose': {
      const answers = outcome.ways
        .filter(({ operations }) => operations.length > 0)
        .map(({ label, operations }): Answer => {
          const whole = `${outcome.title}: ${label}`;
          return { name: label, label, next: () => ({ kind: 'operate', label: whole, operations, shows }) };
        });
      return { kind: 'ask', question: { title: outcome.title, answers } };
    }
    case 'refused':
    case 'nothing':
      return null;
  }
}

/** Returns the answers of drops of a service on targets; those without an effect are left out. */
function dropAnswers(
  topology: Topology,
  service: string,
  targets: readonly { readonly name: string; readonly target: DropTarget; readonly connects: boolean }[],
): readonly Answer[] {
  return targets.flatMap(({ name, target, connects }): readonly Answer[] => {
    const outcome = cardOutcome(topology, service, target, connects);
    const next = nextOf(outcome, { type: 'service', name: service });
    if (next === null) return [];
    return [{ name, label: next.kind === 'operate' ? next.label : titleOf(next), next: () => next }];
  });
}

/** Returns the answer that connects a service to a new network. */
function newNetworkAnswer(topology: Topology, service: string): readonly Answer[] {
  const next = nextOf(newTapOutcome(topology, service, { kind: 'canvas' }), {
    type: 'service',
    name: service,
  });
  return next?.kind === 'operate' ? [{ name: 'new network', label: next.label, next: () => next }] : [];
}

function titleOf(next: Next): string {
  return next.kind === 'ask' ? `${next.question.title}…` : '';
}

const lane = (network: string, zone: 'move' | 'connect') => ({
  name: network,
  target: { kind: 'lane', lane: network, network, zone } as const,
  connects: zone === 'connect',
});

function asked(title: string, answers: readonly Answer[]): Next {
  return { kind: 'ask', question: { title, answers } };
}

const operate = (label: string, operation: Operation, shows?: Selected): Next => ({
  kind: 'operate',
  label,
  operations: [operation],
  ...(shows && { shows }),
});

const networksOf = ({ networks }: Topology): readonly string[] => [...networks.keys()];

/** Returns the question for the new name of a service or network. */
function newName(thing: Subject): Next {
  const { type, name } = thing;
  return {
    kind: 'ask',
    question: {
      title: `Type the new name of ${name}`,
      answers: [],
      typed(to) {
        const text = type === 'service' ? `rename-service=${name}:${to}` : `rename-network=${name}:${to}`;
        const read = parseOperation(text);
        if (!read.ok) return `“${to}” cannot be a name: ${read.error.message}`;
        const operation: Operation =
          read.value.type === 'rename-service' ? { ...read.value, keepAlias: true } : read.value;
        return operate(`Rename ${name} to ${to}`, operation, { type, name: to });
      },
    },
  };
}

/** True for a service, and for a network that the file declares. */
function isOwn({ networks }: Topology, { type, name }: Subject): boolean {
  return type === 'service' || networks.get(name)?.origin === 'declared';
}

const verbs: readonly Verb[] = [
  {
    id: 'move',
    label: 'Move a container…',
    keywords: 'put place relocate transfer drag shift network lane container service',
    which: 'Which container should move?',
    kinds: ['service'],
    does: (name) => `Move ${name}…`,
    next: (topology, { name }) =>
      asked(`Where should ${name} go?`, [
        ...dropAnswers(
          topology,
          name,
          networksOf(topology).map((network) => lane(network, 'move')),
        ),
        ...newNetworkAnswer(topology, name),
        ...dropAnswers(topology, name, [
          { name: 'host', target: { kind: 'host' }, connects: false },
          { name: 'closed none', target: { kind: 'closed' }, connects: false },
        ]),
      ]),
  },
  {
    id: 'connect',
    label: 'Connect a container to a further network…',
    keywords: 'attach add plug link also network lane service',
    which: 'Which container should be connected?',
    kinds: ['service'],
    does: (name) => `Connect ${name}…`,
    next: (topology, { name }) =>
      asked(
        `To which network should ${name} be connected?`,
        dropAnswers(
          topology,
          name,
          networksOf(topology).map((network) => lane(network, 'connect')),
        ),
      ),
  },
  {
    id: 'detach',
    label: 'Detach a container from a network…',
    keywords: 'disconnect unplug remove leave take off network lane service',
    which: 'Which container should leave a network?',
    kinds: ['service'],
    does: (name) => `Detach ${name}…`,
    next(topology, { name }) {
      const service = topology.services.get(name);
      const answers = (service?.attachments ?? [])
        .filter(({ membership }) => membership !== 'implicit-default')
        .map(({ network }): Answer => {
          const label = `Detach ${name} from ${network}`;
          const shows = { type: 'service', name } as const;
          const operation = { type: 'detach', service: name, network, last: null } as const;
          return { name: network, label, next: () => operate(label, operation, shows) };
        });
      return asked(`Which network should ${name} leave?`, answers);
    },
  },
  {
    id: 'join',
    label: 'Join a container to another one…',
    keywords: 'sidecar share namespace network_mode service together',
    which: 'Which container should join another one?',
    kinds: ['service'],
    does: (name) => `Join ${name}…`,
    next: (topology, { name }) =>
      asked(
        `Whose network should ${name} share?`,
        dropAnswers(
          topology,
          name,
          [...topology.services.keys()]
            .filter((other) => other !== name)
            .map((other) => ({
              name: other,
              target: { kind: 'card', service: other } as const,
              connects: false,
            })),
        ),
      ),
  },
  {
    id: 'close-container',
    label: 'Close a container: no network at all…',
    keywords: 'none isolate seal quarantine cut off disconnect network_mode service',
    which: 'Which container should be closed?',
    kinds: ['service'],
    does: (name) => `Close ${name}`,
    applies: (topology, { name }) => topology.services.get(name)?.mode.kind !== 'none',
    next: (_topology, thing) =>
      operate(`Close ${thing.name}`, { type: 'mode', service: thing.name, mode: { kind: 'none' } }, thing),
  },
  {
    id: 'internal',
    label: 'Make a network internal…',
    keywords: 'private closed no internet offline egress outbound way out isolate lane',
    which: 'Which network should have no way out?',
    kinds: ['network'],
    does: (name) => `Make ${name} internal`,
    applies(topology, { name }) {
      const network = topology.networks.get(name);
      return network?.origin === 'declared' && network.internal !== true && network.external !== true;
    },
    next: (_topology, thing) =>
      operate(
        `Make ${thing.name} internal`,
        { type: 'internal', network: thing.name, internal: true },
        thing,
      ),
  },
  {
    id: 'not-internal',
    label: 'Give an internal network a way out…',
    keywords: 'internal external open internet online egress outbound lane',
    which: 'Which network should have a way out?',
    kinds: ['network'],
    does: (name) => `Give ${name} a way out`,
    applies: (topology, { name }) => topology.networks.get(name)?.internal === true,
    next: (_topology, thing) =>
      operate(
        `Give ${thing.name} a way out`,
        { type: 'internal', network: thing.name, internal: false },
        thing,
      ),
  },
  {
    id: 'unpublish',
    label: 'Stop publishing a port…',
    keywords: 'unpublish unexpose hide close remove port host inbound service',
    which: 'Whose port should no longer be published?',
    kinds: ['service'],
    does: (name) => `Stop publishing a port of ${name}…`,
    applies: (topology, { name }) => (topology.services.get(name)?.ports.length ?? 0) > 0,
    next(topology, { name }) {
      const bindings = topology.services.get(name)?.ports.flatMap((item) => item.bindings) ?? [];
      const answers = bindings.map((binding): Answer => {
        const { hostPort, protocol } = binding;
        const inside = containerText(binding);
        const label = `Stop publishing ${hostPort === '' ? 'a random port' : hostPort} → ${inside}/${protocol} of ${name}`;
        const operation: Operation = {
          type: 'unpublish',
          service: name,
          hostPort,
          containerPort: inside,
          protocol,
        };
        return { name: hostPort, label, next: () => operate(label, operation, { type: 'service', name }) };
      });
      return asked(`Which port of ${name}?`, answers);
    },
  },
  {
    id: 'rename-named',
    label: 'Rename a container or network…',
    keywords: 'name call service',
    which: 'What should be renamed?',
    kinds: ['service', 'network'],
    does: (name) => `Rename ${name}…`,
    applies: isOwn,
    next: (_topology, thing) => newName(thing),
  },
  {
    id: 'delete-named',
    label: 'Delete a container or network…',
    keywords: 'remove drop destroy service',
    which: 'What should be deleted?',
    kinds: ['service', 'network'],
    does: (name) => `Delete ${name}`,
    applies: isOwn,
    next: (_topology, { type, name }) =>
      operate(
        `Delete ${name}`,
        type === 'service'
          ? { type: 'remove-service', service: name }
          : { type: 'remove-network', network: name, soleMembers: null },
      ),
  },
];

/** Returns what a verb can be done to, in the order of the file. */
function* subjectsOf({ kinds, applies }: Verb, topology: Topology): Iterable<Subject> {
  for (const type of kinds) {
    const names = type === 'service' ? topology.services.keys() : topology.networks.keys();
    for (const name of names) if (applies?.(topology, { type, name }) ?? true) yield { type, name };
  }
}

/** Returns the question of a verb: about the one thing that is selected, else which one is meant. */
function askFor(verb: Verb, { work, ui }: CommandContext): Question | null {
  const topology = drawnAnalysis(work.getState())?.topology;
  if (topology === undefined) return null;
  const subjects = [...subjectsOf(verb, topology)];
  const [selected, ...others] = ui.getState().selection;
  const about =
    selected === undefined || selected.type === 'tap' || others.length > 0
      ? undefined
      : subjects.find(({ type, name }) => type === selected.type && name === selected.name);
  const next = about === undefined ? null : verb.next(topology, about);
  if (next?.kind === 'ask') return next.question;
  const first = about === undefined ? subjects : [about, ...subjects.filter((each) => each !== about)];
  return {
    title: verb.which,
    answers: first.map((subject) => ({
      name: subject.name,
      label: verb.does(subject.name),
      next: () => verb.next(topology, subject),
    })),
  };
}

/** The commands that act on a container or a network by its name. */
export const verbCommands: readonly Command[] = verbs.map((verb) => ({
  id: verb.id,
  label: verb.label,
  group: 'Edit',
  keywords: verb.keywords,
  shortcuts: [],
  whileTyping: false,
  when({ work }) {
    const open = drawnSession(work.getState());
    const topology = drawnAnalysis(work.getState())?.topology;
    if (open === null || open.workspace.stale || topology === undefined) return false;
    return !subjectsOf(verb, topology)[Symbol.iterator]().next().done;
  },
  run: ({ ui }) => ui.getState().setDialog('commands'),
  ask: (context) => askFor(verb, context),
}));
