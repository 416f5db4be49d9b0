import { useEffect } from 'react';
import { checkInTasks } from '../state/large/analyze-in-tasks.ts';
import { sessionStore } from '../state/page-stores.ts';
import { loadSchemaCheck } from '../state/session/load-schema-check.ts';
import { useSession } from '../state/use-store.ts';

/** Fetches the schema of Compose once the picture is drawn, and checks the open files against it. */
export function useSchema(): void {
  const wanted = useSession((state) => state.session !== null && state.schema === null);
  useEffect(() => {
    if (!wanted) return;
    // Not before the cards are painted.
    const timer = setTimeout(() => {
      void loadSchemaCheck().then(async (schema) => {
        const workspace = sessionStore.getState().session?.workspace;
        if (workspace !== undefined)
          await checkInTasks(workspace.topology.services.values(), workspace.input.environment, schema);
        sessionStore.getState().setSchema(schema);
      });
    }, 300);
    return () => clearTimeout(timer);
  }, [wanted]);
}
