// `plan_edit`: what operations would change, as a diff, and what that opens and closes. It writes nothing.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Answer } from '../answer.ts';
import { editArguments, planData, planEdit, planLines } from '../plan.ts';
import { registerTool } from '../register-tool.ts';
import type { ToolContext } from '../tool-context.ts';

const forms =
  'Operations are NAME=SERVICE:… or NAME=NETWORK:…, such as attach=web:back, detach=web:front, move=web:front:back, internal=back:true, add-network=NAME[:internal], remove-network=NAME, mode=web:none, publish=web:127.0.0.1:8080:80, unpublish=web:8080, bind=web:8080:127.0.0.1, cap-drop=web:ALL, user=web:1000, read-only=web:true, unset=web:KEY, add-service=NAME:IMAGE, rename-service=web:NAME.';

/** Adds the tool. */
export function registerPlanEditTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'plan_edit',
    title: 'What an edit would change, open and close',
    description: `What operations on a Docker Compose project would change: a unified diff, what opens and closes, needs that break, findings gained. Writes nothing. A refusal comes with operations that would do. ${forms}`,
    shape: editArguments,
    writes: false,
    async run(args): Promise<Answer> {
      const plan = await planEdit(context, args);
      const next =
        plan.texts.length > 0 && context.allowWrite
          ? [`plan ${plan.word}: apply_edit with the same arguments and this plan writes it.`]
          : [];
      return { lines: [...planLines(plan), ...next], data: planData(plan) };
    },
  });
}
