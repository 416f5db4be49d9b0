import { uiStore } from '../../state/page-stores.ts';
import { useSession, useUi } from '../../state/use-store.ts';

/** What was typed into a form and not added yet, and how to set it: kept while others are looked at, until another project is opened. */
export function useTyped(form: string): readonly [text: string, type: (text: string) => void] {
  const opening = useSession((state) => state.opening);
  const key = `${opening} ${form}`;
  const text = useUi((state) => state.typed.get(key) ?? '');
  return [text, (next) => uiStore.getState().setTyped(key, next)];
}
