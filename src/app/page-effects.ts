// The listeners of the whole window.

import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import type { CommandContext } from '../commands/command.ts';
import { isTyping, shortcutBindings } from '../commands/shortcut-bindings.ts';
import { splitHostName } from '../core/host/host.ts';
import { checkInTasks } from '../state/large/analyze-in-tasks.ts';
import { hostStore, hostViewStore, sessionStore, uiStore } from '../state/page-stores.ts';
import { useHeld, useHost, useSession, useUi } from '../state/use-store.ts';
import { openTransfer } from './open/open-files.ts';

/** The keyboard of the page. An editor around it listens at the window, too: there the page is asked first. */
export function useShortcuts(context: CommandContext): void {
  const held = useHeld();
  useEffect(
    () => tinykeys(held ? document.documentElement : window, shortcutBindings(context)),
    [context, held],
  );
}

/** The name in `#focus=NAME`, or null. */
export function focusOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('focus');
}

function reveal() {
  const name = focusOf(window.location.hash);
  if (name === null) return;
  const { stacks, unfold } = hostStore.getState();
  const { stack, service } = splitHostName(name);
  const owner = stacks.find(({ id }) => id === (stack === '' ? service : stack));
  if (owner !== undefined) {
    unfold(owner.id);
    hostViewStore.getState().revealStack(owner.id);
    if (stack !== '') focusIn(service);
  } else focusIn(name);
}

/** Brings a service or network of the open project, or of the unfolded stack, into view. */
function focusIn(name: string): void {
  const topology = sessionStore.getState().analysis?.topology;
  if (topology?.services.has(name)) uiStore.getState().focus({ type: 'service', name });
  else if (topology?.networks.has(name)) uiStore.getState().focus({ type: 'network', name });
}

/**
 * Brings the service or network named in the address into view (`#focus=web`; `#focus=blog/web` and `#focus=blog` in a host), once the file
 * is there and whenever the address changes.
 */
export function useFocusHash(): void {
  const hosts = useHost((state) => state.opening);
  // Unfolding another stack must not bring the named thing into view again.
  const file = useSession((state) => (state.within === null ? state.session?.opened : undefined));
  useEffect(() => {
    if (file !== undefined || hosts > 0) reveal();
    window.addEventListener('hashchange', reveal);
    return () => window.removeEventListener('hashchange', reveal);
  }, [file, hosts]);
}

/** Opens what is pasted anywhere outside a field. */
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

/** Fetches the schema of Compose once the picture is drawn, and checks the open files against it. */
export function useSchema(): void {
  const hasHost = useHost((state) => state.stacks.length > 0);
  const wanted = useSession((state) => (hasHost || state.session !== null) && state.schema === null);
  useEffect(() => {
    if (!wanted) return;
    // Not before the cards are painted.
    const timer = setTimeout(() => {
      // A chunk of its own.
      void import('virtual:compose-schema').then(async ({ schemaCheck: schema }) => {
        const { session } = sessionStore.getState();
        const open = [...hostStore.getState().stacks, ...(session === null ? [] : [{ session }])];
        for (const { workspace } of open.map((one) => one.session))
          await checkInTasks(workspace.topology.services.values(), workspace.input.environment, schema);
        sessionStore.getState().setSchema(schema);
      });
    }, 300);
    return () => clearTimeout(timer);
  }, [wanted]);
}

/** Fetches the table of what a swarm does with single keys, where a swarm is predicted. */
export function useStackChecks(): void {
  const wanted = useSession(
    ({ options }) => options.engine.kind === 'swarm' && options.stackChecks === undefined,
  );
  useEffect(() => {
    if (!wanted) return;
    void import('../core/analysis/rules/facts/stack-checks.ts').then(({ stackChecks }) => {
      const { options, setOptions } = sessionStore.getState();
      setOptions({ ...options, stackChecks });
    });
  }, [wanted]);
}

/** Puts the chosen theme on the page, and follows the system while nothing is chosen. */
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
