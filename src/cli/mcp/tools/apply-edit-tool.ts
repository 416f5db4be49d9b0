// `apply_edit`: writes a plan that was shown, byte for byte, or nothing. Only a server that was allowed to write has it.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { CallFailure } from '../../call-failure.ts';
import { saveTexts } from '../../saving/save-texts.ts';
import type { Answer } from '../answer.ts';
import { editArguments, planData, planEdit } from '../plan.ts';
import { registerTool } from '../register-tool.ts';
import type { ToolContext } from '../tool-context.ts';

const shape = {
  plan: z.string().describe('The word that plan_edit gave for the same arguments.'),
  ...editArguments,
};

/** Adds the tool. */
export function registerApplyEditTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'apply_edit',
    title: 'Write a planned edit',
    description:
      'Writes what plan_edit showed: the same arguments, and the plan that it gave. Nothing is written where the files have changed since. Ask the person first where the plan opens something.',
    shape,
    writes: true,
    async run(args): Promise<Answer> {
      const plan = await planEdit(context, args);
      if (plan.word !== args.plan) {
        throw new CallFailure(
          `plan ${args.plan}: not what would be written now; the files or the arguments are not those of that plan. Call plan_edit again, look at what it shows, and give its plan.`,
        );
      }
      saveTexts(plan.call.io, plan.texts);
      const data = planData(plan);
      const files = plan.texts.map(({ file }) => file).join(', ');
      const effects = `${data.opened} opened, ${data.closed} closed`;
      return {
        lines: [files === '' ? 'Nothing to change.' : `Written: ${files}; ${effects}.`, ...plan.notes],
        data: { ...data, written: plan.texts.length > 0 },
      };
    },
  });
}
