// The listeners of the whole window.

import { useEffect, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { splitHostName } from '../../core/host/host.ts';
import { hasFilesToRead } from '../../core/ways-in/ways/program-of.ts';
import { makeWaysReader } from '../../core/ways-in/ways/ways-reader.ts';
import type { CommandContext } from '../commands/command.ts';
import { focusPicture } from '../commands/focus-picture.ts';
import { runCommand } from '../commands/registry.ts';
import { isTyping, shortcutBindings } from '../commands/shortcuts.ts';
import { checkInTasks } from '../state/large/analyze-in-tasks.ts';
import { hostViewStore, mountedStore, uiStore, workStore } from '../state/page-stores.ts';
import { useHeld, useUi, useWork } from '../state/use-store.ts';
import { fetchRules } from '../state/work/fetch-rules.ts';
import { drawnAnalysis, hostStacks, openedProject } from '../state/work/selectors.ts';
import { firstAct, noteAct } from '../ui/first-act.ts';
import { openTransfer } from './open/open-files.ts';

/** Takes what opens or shows by itself (a link, a draft, a served project) for the first act of a person; what is drawn comes first. */
export function useFirstAct(): void {
  useEffect(() => {
    const stops = [workStore, uiStore].map((store) => store.subscribe(() => setTimeout(noteAct)));
    const stop = () => {
      for (const each of stops) each();
    };
    void firstAct().then(stop);
    return stop;
  }, []);
}

/** Binds the page's shortcuts. An editor around the page also listens at the window; the page handles a key first. */
export function useShortcuts(context: CommandContext): void {
  const held = useHeld();
  useEffect(
    () => tinykeys(held ? document.documentElement : window, shortcutBindings(context)),
    [context, held],
  );
}

/** Returns the name in `#focus=NAME`, or null. */
function focusOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('focus');
}

function reveal() {
  const name = focusOf(window.location.hash);
  if (name === null) return;
  const stacks = hostStacks(workStore.getState());
  const { stack, service } = splitHostName(name);
  const owner = stacks.find(({ id }) => id === (stack === '' ? service : stack));
  if (owner !== undefined) {
    workStore.unfold(owner.id);
    hostViewStore.getState().revealStack(owner.id);
    if (stack !== '') focusIn(service);
  } else focusIn(name);
}

/** Scrolls to a service or network of the open project or the unfolded stack. */
function focusIn(name: string): void {
  const topology = drawnAnalysis(workStore.getState())?.topology;
  if (topology?.services.has(name)) uiStore.getState().focus({ type: 'service', name });
  else if (topology?.networks.has(name)) uiStore.getState().focus({ type: 'network', name });
}

/**
 * Scrolls to the service or network in the address (`#focus=web`, in a host `#focus=blog/web` or `#focus=blog`), once the file is open and
 * whenever the address changes.
 */
export function useFocusHash(): void {
  const hosts = useWork((state) => (state.host === null ? 0 : state.opening));
  // Unfolding another stack must not bring the named thing into view again.
  const opened = useWork((state) =>
    state.within === null || state.running !== null ? openedProject(state) : null,
  );
  useEffect(() => {
    if (opened !== null || hosts > 0) reveal();
    window.addEventListener('hashchange', reveal);
    return () => window.removeEventListener('hashchange', reveal);
  }, [opened, hosts]);
}

/** The commands of the samples, by their names in the address (`#sample=home-server`). */
const samples: ReadonlyMap<string, string> = new Map([
  ['shop', 'example'],
  ['home-server', 'example-host'],
]);

/** Opens the sample in the address, at the start and whenever the address changes. */
export function useSampleHash(context: CommandContext): void {
  useEffect(() => {
    function openSample(): void {
      const name = new URLSearchParams(window.location.hash.replace(/^#/, '')).get('sample');
      if (name === null) return;
      const command = samples.get(name);
      if (command !== undefined) runCommand(command, context);
      else
        context.ui
          .getState()
          .toast(`There is no sample ${name}; there are ${[...samples.keys()].join(' and ')}.`, 'error');
    }
    openSample();
    window.addEventListener('hashchange', openSample);
    return () => window.removeEventListener('hashchange', openSample);
  }, [context]);
}

/** Opens text or files pasted outside a field. */
export function usePaste(): void {
  useEffect(() => {
    function onPaste(event: ClipboardEvent) {
      if (event.clipboardData === null || isTyping(event.composedPath()[0] ?? null) || event.defaultPrevented)
        return;
      event.preventDefault();
      void openTransfer(event.clipboardData);
    }
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}

/** Fetches the rules once somebody is there. */
export function useRules(): void {
  useEffect(() => {
    void firstAct().then(() => fetchRules(workStore));
  }, []);
}

/** Fetches the Compose schema once the picture is drawn, and checks the open files against it. */
export function useSchema(): void {
  const wanted = useWork(({ stacks, schema }) => stacks.length > 0 && schema === null);
  useEffect(() => {
    if (!wanted) return;
    // Not before the cards are painted.
    const timer = setTimeout(() => {
      // A chunk of its own.
      void import('virtual:compose-schema').then(async ({ schemaCheck: schema }) => {
        for (const { session } of workStore.getState().stacks) {
          const { topology, input } = session.workspace;
          await checkInTasks(topology.services.values(), input.environment, schema);
        }
        workStore.setSchema(schema);
      });
    }, 300);
    return () => clearTimeout(timer);
  }, [wanted]);
}

/**
 * Fetches the readers of proxy configurations once the picture is drawn, where there is a proxy, a tunnel, or a label that asks for a
 * route.
 */
export function useWaysReader(): void {
  const wanted = useWork(
    ({ beside, stacks }) =>
      beside === null && stacks.some(({ session }) => hasFilesToRead(session.workspace.topology)),
  );
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => {
      void import('../../core/ways-in/ways/read-ways.ts').then(({ readWays }) => {
        workStore.setBeside(makeWaysReader(readWays, mountedStore.getState().files));
      });
    }, 100);
    return () => clearTimeout(timer);
  }, [wanted]);
}

/** Applies the chosen theme, or the system's where none is chosen. */
export function useTheme(): void {
  const theme = useUi((state) => state.theme);
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    function apply() {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    }
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}

const focusable =
  ':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):not(:disabled, [tabindex="-1"], [type="file"], [aria-hidden="true"])';

function isInSight(element: Element): boolean {
  return element.closest('[hidden], [inert]') === null && (element.checkVisibility?.() ?? true);
}

function isUsable(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled') && isInSight(element);
}

/** Returns the innermost of `around` that still has something focusable; null where only the whole page has. */
function nearestIn(around: readonly Element[]): HTMLElement | null {
  for (const element of around) {
    if (!element.isConnected) continue;
    if (element.matches('#canvas, [data-shell]') || element.querySelector('[data-shell]') !== null)
      return null;
    const found = [...element.querySelectorAll<HTMLElement>(focusable)].find(isInSight);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Moves the focus when its element is removed: to the nearest focusable ancestor, at last to the picture, never to the body, where Tab
 * would start over. A card that only left the view gets the focus back when it returns.
 */
export function useFocusFallback(): void {
  useEffect(() => {
    /** The last focused element and its ancestors, innermost first. */
    let path: readonly Element[] = [];
    /** True while that element visibly has the focus and was not left. */
    let held = false;
    let frame = 0;
    let coming = 0;
    /** A removed card that had the focus, and the element that has it now. */
    let gone: { readonly service: string; readonly instead: Element } | null = null;

    function onFocusIn({ target }: FocusEvent): void {
      if (target === document.body) return;
      if (target !== gone?.instead) gone = null;
      const found: Element[] = [];
      for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement)
        found.push(at);
      path = found;
      held = found[0]?.matches(':focus-visible') ?? false;
    }
    /** Notes that the focus left an element, unless the element was removed: a browser reports that before the removal. */
    function onFocusOut({ target, relatedTarget }: FocusEvent): void {
      if (relatedTarget !== null || !(target instanceof Element)) return;
      queueMicrotask(() => {
        if (isUsable(target) && document.activeElement === document.body) held = false;
      });
    }
    function check(): void {
      const { activeElement, body } = document;
      const [last, ...around] = path;
      if ((activeElement !== body && activeElement !== null) || last === undefined || isUsable(last)) return;
      const next = nearestIn(around);
      if (next === null) {
        focusPicture(uiStore);
        return;
      }
      const service = held ? last.getAttribute('data-service') : null;
      gone = service === null ? null : { service, instead: next };
      next.focus({ preventScroll: true });
      // It may be back before anybody heard that it went.
      comeBack();
    }
    function comeBack(frames = 30): void {
      if (gone === null || document.activeElement !== gone.instead) return;
      const card = document.querySelector<HTMLElement>(
        `.bh-canvas [data-service="${CSS.escape(gone.service)}"]`,
      );
      if (card === null) return;
      card.focus({ preventScroll: true });
      // A card is hidden until it is measured, some frames after it came.
      cancelAnimationFrame(coming);
      if (document.activeElement !== card && frames > 0)
        coming = requestAnimationFrame(() => comeBack(frames - 1));
    }
    const observer = new MutationObserver(() => {
      comeBack();
      const { activeElement, body } = document;
      if (activeElement !== body && activeElement !== null && isUsable(activeElement)) return;
      check();
      // An element that is hidden or disabled loses the focus only when the page is next painted.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(check);
      });
    });
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('focusout', onFocusOut);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'hidden', 'inert'],
    });
    return () => {
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('focusout', onFocusOut);
      observer.disconnect();
      cancelAnimationFrame(frame);
      cancelAnimationFrame(coming);
    };
  }, []);
}

/** Returns the files or text of a drag that can be opened; null where a field takes it. */
function openable(event: DragEvent): DataTransfer | null {
  const transfer = event.dataTransfer;
  if (transfer?.types.includes('Files')) return transfer;
  const field = event.target instanceof Element && event.target.closest('input, textarea') !== null;
  return transfer?.types.includes('text/plain') && !field ? transfer : null;
}

/** Opens files dropped anywhere on the window; returns true while one is dragged over it. */
export function useFileDrop(): boolean {
  const [over, setOver] = useState(false);

  useEffect(() => {
    function onDragOver(event: DragEvent) {
      const transfer = openable(event);
      // An element under the pointer handled the drop.
      if (transfer !== null && event.defaultPrevented) setOver(false);
      if (transfer === null || event.defaultPrevented) return;
      event.preventDefault();
      transfer.dropEffect = 'copy';
      setOver(true);
    }
    function onDragLeave(event: DragEvent) {
      // Only leaving the window counts, not passing from one element to the next.
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent) {
      setOver(false);
      const transfer = openable(event);
      if (transfer === null || event.defaultPrevented) return;
      // Never leave the page for a dropped file.
      event.preventDefault();
      void openTransfer(transfer);
    }
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  return over;
}
