// The items of Ctrl K: commands, services, networks, stacks and questions about the picture, in groups or as a search finds them.

import type { Topology } from '../../../core/compose/topology.ts';
import { splitHostName } from '../../../core/host/host.ts';
import { hostPlace, outsidePlace } from '../../../core/reach/places.ts';
import type { CommandContext } from '../../commands/command.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { focusPicture } from '../../commands/focus-picture.ts';
import type { Next, Question } from '../../commands/question.ts';
import { commands, isEditorCommand } from '../../commands/registry.ts';
import { shortcutLabel } from '../../commands/shortcuts.ts';
import { openService } from '../../commands/show-on-host.ts';
import { hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import type { Overlay } from '../../state/ui/overlay.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { useFolded, useWork } from '../../state/use-store.ts';
import { hostAnalysis, hostStacks } from '../../state/work/selectors.ts';
import { askedUrl } from './asked-url.ts';
import { type FoundCommand, findIn, nextOf } from './found-commands.ts';
import { matchScore, searchWords, vocabularyOf, wordScore } from './match.ts';
import { verbCommands } from './verbs.ts';

interface Asked {
  readonly label: string;
  readonly name: string;
  readonly overlay: Overlay;
}

/** Returns the overlays about one service or network. */
function overlaysAbout(thing: Selected): readonly Asked[] {
  switch (thing.type) {
    case 'service': {
      const { name } = thing;
      return [
        { label: `Reach of ${name}`, name, overlay: { kind: 'reach', service: name } },
        { label: `Blast radius of ${name}`, name, overlay: { kind: 'blast', start: name, hops: null } },
        {
          label: `How the outside reaches ${name}`,
          name,
          overlay: { kind: 'way', from: outsidePlace, to: name },
        },
        { label: `How ${name} reaches the host`, name, overlay: { kind: 'way', from: name, to: hostPlace } },
      ];
    }
    case 'network': {
      const { name } = thing;
      return [{ label: `Network ${name} alone`, name, overlay: { kind: 'isolate', network: name } }];
    }
    case 'tap':
      return [];
  }
}

// A list of thousands is no help; typing narrows it.
const mostThings = 40;
const mostAsked = 6;
// What changes the file comes last: Enter on the first item must never delete.
const groups = ['File', 'View', 'Overlay', 'Edit'] as const;

interface Item {
  readonly key: string;
  readonly label: string;
  /** The kind of a named thing. */
  readonly kind?: string;
  readonly shortcut?: string | undefined;
  readonly isRequest?: boolean;
  /** How well the search means it; 0 without a search. */
  readonly score: number;
  readonly runs: boolean;
  next(): Next;
}

export interface Group {
  /** Null for what a search found, best first. */
  readonly heading: string | null;
  readonly items: readonly Item[];
}

const thing = (name: string, kind: string, score: number, run: () => void): Item => ({
  key: `${kind} ${name}`,
  label: name,
  kind,
  score,
  runs: true,
  next: () => ({ kind: 'run', run }),
});

/** Returns how well a search names a thing: its whole name before every command, a part of it after those that begin with it. */
function nameScore(wanted: string, name: string): number {
  return wanted === '' ? 0 : 1.5 * wordScore(wanted, [name.toLowerCase()]);
}

/** Returns the stacks of the host and their services as `STACK/SERVICE`, which unfold when they are chosen. */
function useStackItems(wanted: string): readonly Item[] {
  const stacks = useWork(hostStacks);
  const show = (id: string, service: string | null) => () => {
    workStore.unfold(id);
    hostViewStore.getState().revealStack(id);
    if (service === null) return;
    uiStore.getState().focus({ type: 'service', name: service });
    requestAnimationFrame(() => focusPicture(uiStore));
  };
  const all = stacks.map(({ id }) => thing(id, 'stack', nameScore(wanted, id), show(id, null)));
  // One after the other until there are enough: a host has thousands.
  const found = all.filter(({ label }) => label.toLowerCase().includes(wanted));
  if (wanted === '') return found.slice(0, mostThings);
  for (const { id, session } of stacks) {
    for (const name of session.workspace.topology.services.keys()) {
      if (found.length >= mostThings) return found;
      const full = `${id}/${name}`;
      if (!full.toLowerCase().includes(wanted)) continue;
      const score = Math.max(nameScore(wanted, full), 0.9 * nameScore(wanted, name));
      found.push(thing(full, 'service', score, show(id, name)));
    }
  }
  return found;
}

/** Returns the services and networks that a search names, and the overlays about them. */
function thingsNamed(
  topology: Topology | null,
  wanted: string,
): { readonly things: readonly Item[]; readonly asked: readonly Item[] } {
  if (topology === null) return { things: [], asked: [] };
  const all = [
    ...[...topology.services.keys()].map((name) => ({ type: 'service', name }) as const),
    ...[...topology.networks.keys()].map((name) => ({ type: 'network', name }) as const),
  ];
  const things = all
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, mostThings)
    .map((each) =>
      thing(each.name, each.type, nameScore(wanted, each.name), () => {
        uiStore.getState().focus(each);
        requestAnimationFrame(() => focusPicture(uiStore));
      }),
    );
  if (wanted === '') return { things, asked: [] };
  // 'reach of web' asks about web.
  const words = searchWords(wanted);
  const subject = words.at(-1) ?? '';
  const asked = all
    .filter(({ name }) => name.toLowerCase().includes(subject))
    .slice(0, mostAsked)
    .flatMap(overlaysAbout)
    .flatMap(({ label, overlay }): readonly Item[] => {
      const score = matchScore(words, vocabularyOf(label, ''));
      if (score === 0) return [];
      const run = () => {
        uiStore.getState().select([]);
        uiStore.getState().showOverlay(overlay);
      };
      return [
        { key: `ask ${label}`, label, score: score / 2, runs: true, next: () => ({ kind: 'run', run }) },
      ];
    });
  return { things, asked };
}

/** Returns the answer to a typed URL, as an item that shows the service that answers; none for other searches. */
function useRequest(search: string): readonly Item[] {
  const { ways } = useProject().analysis;
  // Routes of one stack lead through the proxy of another: on a host all of them are asked.
  const hostWays = useWork((state) =>
    hostStacks(state).length > 0 ? (hostAnalysis(state)?.ways ?? null) : undefined,
  );
  const request = askedUrl(hostWays === undefined ? ways : hostWays, search);
  if (request === null) return [];
  const run = () => {
    if (request.service === null) return;
    const { stack, service } = splitHostName(request.service);
    if (stack === '') uiStore.getState().focus({ type: 'service', name: service });
    else openService(stack, service);
    requestAnimationFrame(() => focusPicture(uiStore));
  };
  return [
    {
      key: `request ${search}`,
      label: request.text,
      isRequest: true,
      score: 3,
      runs: true,
      next: () => ({ kind: 'run', run }),
    },
  ];
}

/** Returns the commands by group, or those that a search means. */
function commandItems(
  context: CommandContext,
  words: readonly string[],
): readonly (Item & { readonly group: string })[] {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const listed = [...commands, ...verbCommands].filter(
    (command) => command.id !== 'commands' && !isEditorCommand(command),
  );
  return listed.flatMap((command) => {
    const shortcut =
      command.shortcuts[0] === undefined ? undefined : shortcutLabel(command.shortcuts[0], mac);
    const found: readonly FoundCommand[] =
      words.length > 0
        ? findIn(command, words, context)
        : command.when(context)
          ? [
              {
                key: command.id,
                label: command.label,
                score: 0,
                command,
                runs: true,
                next: () => nextOf(command, context),
              },
            ]
          : [];
    return found.map((each) => ({
      ...each,
      group: command.group,
      shortcut: each.command && shortcut ? shortcut : undefined,
    }));
  });
}

/** Returns what the search finds, or everything under its heading; no heading without an item. */
export function useGroups(search: string): readonly Group[] {
  const wanted = search.trim().toLowerCase();
  const context = useCommandContext();
  const project = useProject().analysis.topology;
  // Folded stacks are found as such; there is no project whose parts could be named.
  const topology = useFolded() ? null : project;
  const words = searchWords(search);
  const runs = commandItems(context, words);
  const { things, asked } = thingsNamed(topology, wanted);
  const stacks = useStackItems(wanted);
  const requests = useRequest(search);
  if (wanted === '') {
    const all: readonly Group[] = [
      ...groups.map((heading) => ({ heading, items: runs.filter(({ group }) => group === heading) })),
      { heading: 'Select', items: things },
      { heading: 'Stacks', items: stacks },
    ];
    return all.filter(({ items }) => items.length > 0);
  }
  const found = [...requests, ...things, ...stacks, ...runs, ...asked].filter(({ score }) => score > 0);
  if (found.length === 0) return instead(context, topology, words);
  return [{ heading: null, items: bestFirst(found) }];
}

const bestFirst = (items: readonly Item[]): readonly Item[] =>
  [...items].sort((a, b) => b.score - a.score).slice(0, mostThings);

/**
 * Returns what a search finds without the words that nothing here is called: names, and commands that ask first. A command that would run at
 * once is not among them, since the search meant another subject.
 */
function instead(
  context: CommandContext,
  topology: Topology | null,
  words: readonly string[],
): readonly Group[] {
  const find = (some: readonly string[]): readonly Item[] => [
    ...thingsNamed(topology, some.join(' ')).things,
    ...commandItems(context, some).filter(({ runs, next }) => runs && next().kind === 'ask'),
  ];
  const unknown = words.filter((word) => find([word]).length === 0);
  const known = words.filter((word) => !unknown.includes(word));
  if (known.length === 0) return [];
  const called = unknown.map((word) => `“${word}”`).join(' or ');
  const heading =
    unknown.length === 0 ? 'Nothing matches all of these words' : `Nothing here is called ${called}`;
  const together = find(known);
  const items = new Map(
    (together.length > 0 ? together : known.flatMap((word) => find([word]))).map((item) => [item.key, item]),
  );
  return items.size === 0 ? [] : [{ heading: `${heading}. Instead:`, items: bestFirst([...items.values()]) }];
}

/** Returns the answers to a question that the typed text means, and what the text itself says where the question reads it. */
export function answersTo(
  { answers, typed }: Question,
  search: string,
): { readonly items: readonly Item[]; readonly why: string | null } {
  const words = searchWords(search);
  const items = answers
    .map(({ name, label, next }) => ({
      key: label,
      label,
      score: words.length === 0 ? 0 : matchScore(words, vocabularyOf(label, name)),
      runs: true,
      next,
    }))
    .filter(({ score }) => words.length === 0 || score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostThings);
  const text = search.trim();
  if (typed === undefined || text === '') return { items, why: null };
  const read = typed(text);
  if (typeof read === 'string') return { items, why: read };
  const label = read.kind === 'operate' ? read.label : text;
  return {
    items: [{ key: `typed ${text}`, label, score: 2, runs: true, next: () => read }, ...items],
    why: null,
  };
}
