-- A session of Neovim with the language server: what is wrong, a fix, a renaming, a hover. Every step is a line of output.
-- Called as `nvim --headless --clean -l session.lua NODE COMMAND FOLDER`.

local node, command, folder = arg[1], arg[2], arg[3]

local function say(...)
  io.stdout:write(table.concat({ ... }, ' '), '\n')
end

local function fail(why)
  io.stderr:write(why, '\n')
  vim.cmd('cquit 1')
end

local function wait(what, condition)
  if not vim.wait(30000, condition, 5) then
    fail('waited in vain for ' .. what)
  end
end

local function open(name)
  vim.cmd.edit(vim.fs.joinpath(folder, name))
  return vim.api.nvim_get_current_buf()
end

local function line_of(buffer, text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return number, column - 1
    end
  end
  fail(text .. ' is nowhere')
end

local function reported(buffer, code)
  return vim.tbl_filter(function(diagnostic)
    return diagnostic.code == code
  end, vim.diagnostic.get(buffer))
end

vim.o.swapfile = false
vim.cmd('filetype on')
-- As docs/editors.md has it: every YAML file goes to the server, which knows which ones are Compose.
local id
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'yaml',
  callback = function(event)
    id = vim.lsp.start({
      name = 'bulkhead',
      cmd = { node, command, 'lsp' },
      root_dir = folder,
    }, { bufnr = event.buf })
  end,
})
local main = open('compose.yaml')
if not id then
  fail('the server did not start')
end

wait('diagnostics', function()
  return #reported(main, 'CN101') > 0
end)
for _, diagnostic in ipairs(reported(main, 'CN101')) do
  say('diagnostic', diagnostic.code, 'line', diagnostic.lnum + 1)
end

-- A fix: the action is chosen by its title, its edit is asked for and made by Neovim.
local line, column = line_of(main, '8080:80')
vim.api.nvim_win_set_cursor(0, { line, column })
local chosen
vim.lsp.buf.code_action({
  context = { only = { 'quickfix' }, diagnostics = {} },
  filter = function(action)
    return action.title:find('loopback') ~= nil or action.title:find('127.0.0.1') ~= nil
  end,
  apply = true,
})
wait('the fix', function()
  chosen = vim.api.nvim_buf_get_lines(main, line - 1, line, false)[1]
  return chosen:find('127.0.0.1', 1, true) ~= nil
end)
say('fixed', vim.trim(chosen))
wait('the diagnostic to go', function()
  return #reported(main, 'CN101') == 0
end)
say('diagnostic CN101 is gone')

-- A renaming, in this file and in one that is not open.
line, column = line_of(main, '- db')
vim.api.nvim_win_set_cursor(0, { line, column + 2 })
vim.lsp.buf.rename('database')
wait('the renaming', function()
  return vim.api.nvim_buf_get_lines(main, line - 1, line, false)[1]:find('database', 1, true) ~= nil
end)
local other = vim.fn.bufnr(vim.fs.joinpath(folder, 'store/compose.yaml'))
wait('the other file', function()
  other = vim.fn.bufnr(vim.fs.joinpath(folder, 'store/compose.yaml'))
  return other > 0 and vim.api.nvim_buf_is_loaded(other)
end)
say('renamed', vim.trim(vim.api.nvim_buf_get_lines(main, line - 1, line, false)[1]))
say('in the other file', vim.trim(vim.api.nvim_buf_get_lines(other, 1, 2, false)[1]))

-- Hover, definition, outline and lenses, as requests of Neovim's own client.
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(main, method, params, 30000)
  local answer = answers and answers[id]
  if not answer or answer.err then
    fail(method .. ': ' .. vim.inspect(answer))
  end
  return answer.result
end
local function here()
  return vim.lsp.util.make_position_params(0, 'utf-16')
end
-- Neovim sends what changed in the other file a moment later: until then nothing is named `database`.
local hover
wait('the hover', function()
  hover = ask('textDocument/hover', here())
  return hover ~= nil and hover ~= vim.NIL
end)
say('hover', vim.split(hover.contents.value, '\n')[1])
local definition = ask('textDocument/definition', here())[1]
say('definition', vim.fs.basename(vim.fs.dirname(vim.uri_to_fname(definition.uri))), 'line', definition.range.start.line + 1)
local symbols = ask('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params(main) })
say('outline', table.concat(vim.tbl_map(function(symbol)
  return symbol.name
end, symbols), ' '))
vim.lsp.codelens.refresh({ bufnr = main })
wait('the lenses', function()
  local lenses = vim.lsp.codelens.get(main)
  return #lenses > 0 and lenses[1].command ~= nil
end)
say('lens', vim.lsp.codelens.get(main)[1].command.title)

-- It is undone as any other edit; without a person between them, Neovim takes both for one.
vim.cmd('silent undo')
say('undone', vim.trim(vim.api.nvim_buf_get_lines(main, (line_of(main, '8080:80')) - 1, (line_of(main, '8080:80')), false)[1]))

local client = vim.lsp.get_client_by_id(id)
client.stop()
wait('the end', function()
  return vim.lsp.get_client_by_id(id) == nil
end)
say('ended')
vim.cmd('qall!')
