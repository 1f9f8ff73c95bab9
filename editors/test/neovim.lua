-- A session of Neovim without a screen: diagnostics, hover and definition through editors/neovim/assay.lua.
-- Run by editors/test/run: nvim --headless -u NONE -l (or -S) with ASSAY and ASSAY_FOLDER set.
local home = os.getenv('ASSAY_EDITORS')
package.path = home .. '/neovim/?.lua;' .. package.path
local folder = os.getenv('ASSAY_FOLDER')

local function fail(text)
  io.stdout:write('neovim: ' .. text .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then fail('waited in vain for ' .. what) end
end

local ok, problem = pcall(function()
  vim.o.hidden = true
  vim.o.swapfile = false
  require('assay').setup { cmd = { os.getenv('ASSAY'), 'lsp' } }
  vim.cmd('edit ' .. folder .. '/rules/shop.xml')
  local buffer = vim.api.nvim_get_current_buf()
  wait('diagnostics', function() return #vim.diagnostic.get(buffer) >= 3 end)
  local found = vim.diagnostic.get(buffer)
  table.sort(found, function(a, b) return a.lnum < b.lnum end)
  -- Line 34 of the file, the number behind <if_sid>.
  local last = found[#found]
  assert(last.lnum == 33 and last.col == 12 and last.code == '7617', vim.inspect(last))

  local function ask(method, line, column)
    local parameters = {
      textDocument = { uri = vim.uri_from_bufnr(buffer) },
      position = { line = line, character = column },
    }
    local answers = vim.lsp.buf_request_sync(buffer, method, parameters, 60000)
    for _, answer in pairs(answers or {}) do return answer.result end
  end
  local hover = ask('textDocument/hover', 9, 14)
  assert(hover and hover.contents.value:find('rule 100001', 1, true), vim.inspect(hover))

  vim.api.nvim_win_set_cursor(0, { 11, 14 })
  vim.lsp.buf.definition()
  wait('the definition', function() return vim.api.nvim_win_get_cursor(0)[1] == 5 end)

  -- The mistake is mended, and goes.
  vim.api.nvim_buf_set_lines(buffer, 33, 34, false, { '    <if_sid>100000</if_sid>' })
  wait('the mistake to go', function()
    for _, item in ipairs(vim.diagnostic.get(buffer)) do if item.code == '7617' then return false end end
    return true
  end)

  vim.cmd('edit ' .. folder .. '/tests/shop.ruletest')
  assert(vim.bo.filetype == 'ruletest')
end)
if not ok then fail(tostring(problem)) end
io.stdout:write('neovim: diagnostics with their columns, hover, definition, a change\n')
vim.cmd('qall!')
