-- Assay in Neovim, 0.7 and later, without a plug-in: put this file beside your init.lua as lua/assay.lua, then
--
--   require('assay').setup()                                        -- or: setup { cmd = { '/opt/assay/bin/assay', 'lsp' } }
--
-- Rules and decoders (*.xml), cases (*.ruletest), Wazuh's tests (*.ini) and assay.conf are served where a folder above has an
-- assay.conf, a .git, or a folder rules or decoders.
local M = {}

local marks = { 'assay.conf', '.git', 'rules', 'decoders' }

-- The nearest folder above a file that has one of the marks; the file's own folder where there is none.
local function root(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local place = folder
  while true do
    for _, mark in ipairs(marks) do
      if vim.loop.fs_stat(place .. '/' .. mark) then return place end
    end
    local above = vim.fn.fnamemodify(place, ':h')
    if above == place then return folder end
    place = above
  end
end

-- A client per root, for Neovim before 0.8, which has no vim.lsp.start.
local clients = {}

local function start(config, buffer)
  if vim.lsp.start then return vim.lsp.start(config, { bufnr = buffer }) end
  local id = clients[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  if id then vim.lsp.buf_attach_client(buffer, id) end
  return id
end

--- Starts the server for the files that it is for.
-- @param options cmd: the program and its arguments; settings: keys of assay.conf for folders that have none;
--   on_attach: as in vim.lsp.start.
function M.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
    pattern = '*.ruletest',
    callback = function(event) vim.bo[event.buf].filetype = 'ruletest' end,
  })
  vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
    pattern = { '*.xml', '*.ruletest', '*.ini', 'assay.conf' },
    callback = function(event)
      start({
        name = 'assay',
        cmd = options.cmd or { 'assay', 'lsp' },
        root_dir = root(vim.api.nvim_buf_get_name(event.buf)),
        init_options = options.settings,
        on_attach = options.on_attach,
      }, event.buf)
    end,
  })
end

return M
