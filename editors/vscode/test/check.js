// Checks the extension without VS Code: node editors/vscode/test/check.js [PATH OF assay]
//
// The manifest names what is there, the regular expressions of grammars and problem matchers compile and tell apart what
// they should, and the client is run against stubs of `vscode` and `vscode-languageclient`; with a path, the server that
// it starts is asked for its name.
"use strict";

const assert = require("node:assert");
const child_process = require("node:child_process");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const home = path.dirname(__dirname);
const read = (name) => JSON.parse(fs.readFileSync(path.join(home, name), "utf8"));
const manifest = read("package.json");

// --- The manifest ----------------------------------------------------------------------------------------------------

for (const key of ["name", "publisher", "version", "engines", "main", "contributes"]) {
  assert.ok(manifest[key], `package.json has no ${key}`);
}
assert.match(manifest.name, /^[a-z0-9-]+$/);
assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
assert.match(manifest.engines.vscode, /^\^\d+\.\d+\.\d+$/);
assert.ok(fs.existsSync(path.join(home, manifest.main)));
const contributes = manifest.contributes;
const languages = contributes.languages.map((language) => language.id);
for (const language of contributes.languages) read(language.configuration);
for (const snippet of contributes.snippets) {
  for (const [name, entry] of Object.entries(read(snippet.path))) {
    assert.ok(entry.prefix && Array.isArray(entry.body) && entry.description, `snippet ${name}`);
  }
}
for (const event of manifest.activationEvents.filter((event) => event.startsWith("onLanguage:"))) {
  assert.ok(languages.includes(event.slice("onLanguage:".length)), event);
}

// --- Grammars --------------------------------------------------------------------------------------------------------

// TextMate has Oniguruma; what is used here means the same in JavaScript, but for \G, which is the start of the content.
const compile = (source) => new RegExp(source.replace(/\\G/g, ""), "d");
function walk(rule, found) {
  for (const key of ["match", "begin", "end"]) if (rule[key] !== undefined) found.push(compile(rule[key]));
  for (const inner of rule.patterns || []) walk(inner, found);
  for (const captures of [rule.captures, rule.beginCaptures, rule.endCaptures]) {
    for (const capture of Object.values(captures || {})) assert.ok(capture.name);
  }
  return found;
}
let expressions = 0;
for (const grammar of contributes.grammars) {
  const content = read(grammar.path);
  assert.strictEqual(content.scopeName, grammar.scopeName);
  if (grammar.language) assert.ok(languages.includes(grammar.language));
  const found = walk({ patterns: content.patterns }, []);
  assert.ok(found.length > 0);
  expressions += found.length;
}

/** The scope of the first rule that takes a line at its beginning. */
function scope(grammar, line) {
  for (const rule of read(grammar).patterns) {
    const expression = compile(rule.match || rule.begin);
    const taken = expression.exec(line);
    if (taken) return rule.name || Object.values(rule.captures || rule.beginCaptures)[0].name;
  }
  return undefined;
}
const cases = "syntaxes/ruletest.tmLanguage.json";
for (const [line, wanted] of [
  ["# comment", "comment.line.number-sign.ruletest"],
  ["[A title]", "entity.name.section.ruletest"],
  ["> Jan  1 00:00:00 web x: [a] = b", "keyword.operator.event.ruletest"],
  [">\\ tab\\t", "keyword.operator.event.ruletest"],
  ["| second line", "keyword.operator.continuation.ruletest"],
  ["+10s x2", "constant.numeric.clock.ruletest"],
  ["rule = 100001", "variable.other.key.ruletest"],
  [".srcip absent", "variable.other.key.ruletest"],
  ['."Wodle event" = Started', "variable.other.key.ruletest"],
]) {
  assert.strictEqual(scope(cases, line), wanted, line);
}
const patterns = read("syntaxes/patterns.tmLanguage.json").patterns.map((rule) => compile(rule.begin));
for (const [line, wanted] of [
  ['<match type="pcre2">(?i)a', 0],
  ['<field name="x" type="pcre2">a', 0],
  ["<regex>^a", 1],
  ['<prematch offset="after_parent">a', 1],
  ["<match>a|b", 2],
  ["<description>a", -1],
]) {
  assert.strictEqual(patterns.findIndex((expression) => expression.test(line)), wanted, line);
}

// --- Problem matchers ------------------------------------------------------------------------------------------------

const matchers = Object.fromEntries(
  contributes.problemMatchers.map((matcher) => [matcher.name, new RegExp(matcher.pattern.regexp)])
);
assert.deepStrictEqual(
  [...matchers.assay.exec("rules/a.xml:34:13: warning: Signature ID '1' was not found. [7617]")].slice(1),
  ["rules/a.xml", "34", "13", "warning", "Signature ID '1' was not found.", "7617"]
);
assert.deepStrictEqual(
  [...matchers["assay-test"].exec("tests/a.ruletest:12:1: failed: A case: rule = 1, but it is 2")].slice(1),
  ["tests/a.ruletest", "12", "1", "A case: rule = 1, but it is 2"]
);

// --- The client ------------------------------------------------------------------------------------------------------

const log = [];
const values = { path: process.argv[2] || "assay", settings: { base: "minimal" } };
let provider;
const commands = {};
const stubs = {
  vscode: {
    workspace: {
      workspaceFolders: [{ name: "root", uri: { fsPath: "/root" } }],
      getConfiguration: (section) => ({ get: (key, standard) => (section === "assay" ? values[key] : standard) ?? standard }),
      createFileSystemWatcher: (pattern) => ({ pattern, dispose() {} }),
    },
    window: {
      showErrorMessage: async (text) => void log.push(`error: ${text}`),
      showInformationMessage: async (text) => void log.push(`information: ${text}`),
      activeTextEditor: { document: { languageId: "ruletest", uri: { toString: () => "file:///root/a.ruletest" } } },
    },
    commands: {
      registerCommand: (name, run) => ((commands[name] = run), { dispose() {} }),
      executeCommand: async () => undefined,
    },
    tasks: { registerTaskProvider: (type, given) => ((provider = given), { dispose() {} }) },
    ProcessExecution: class {
      constructor(command, words, options) {
        Object.assign(this, { command, words, options });
      }
    },
    Task: class {
      constructor(definition, scope, name, source, execution, matchers) {
        Object.assign(this, { definition, scope, name, source, execution, matchers });
      }
    },
  },
  "vscode-languageclient/node": {
    LanguageClient: class {
      constructor(id, name, server, options) {
        Object.assign(this, { id, name, server, options });
        log.push("made");
      }
      async start() {
        if (this.server.run.command === "nowhere") throw new Error("ENOENT");
        log.push(`started ${this.server.run.args.join(" ")}`);
        this.constructor.last = this;
      }
      async stop() {
        log.push("stopped");
      }
      async sendRequest(method, parameters) {
        log.push(`${method} ${parameters.command} ${JSON.stringify(parameters.arguments)}`);
      }
    },
  },
};
const load = Module._load;
Module._load = (request, ...rest) => stubs[request] ?? load(request, ...rest);

async function run() {
  const extension = require(path.join(home, manifest.main));
  const context = { subscriptions: [] };
  await extension.activate(context);
  assert.strictEqual(context.subscriptions.length, 3);
  for (const { command } of contributes.commands) assert.ok(commands[command], `${command} is registered`);
  const { options } = stubs["vscode-languageclient/node"].LanguageClient.last;
  assert.deepStrictEqual(options.initializationOptions, { base: "minimal" });
  assert.deepStrictEqual(
    options.documentSelector.flatMap((entry) => entry.language ?? []),
    ["xml", "ruletest", "assay-conf"]
  );
  await commands["assay.runAllCases"]();
  await commands["assay.restart"]();
  const offered = provider.provideTasks();
  assert.deepStrictEqual(offered.map((task) => task.name), ["test", "lint"]);
  for (const task of offered) {
    for (const matcher of task.matchers) assert.ok(matchers[matcher.slice(1)], matcher);
    assert.strictEqual(task.definition.type, contributes.taskDefinitions[0].type);
  }
  await extension.deactivate();
  values.path = "nowhere";
  await commands["assay.restart"]();
  assert.deepStrictEqual(log, [
    "made",
    "started lsp",
    'workspace/executeCommand assay.runCases [{"uri":"file:///root/a.ruletest"}]',
    "stopped",
    "made",
    "started lsp",
    "stopped",
    "made",
    "error: The language server does not start: nowhere lsp (ENOENT).",
  ]);
  if (process.argv[2]) await askServer(process.argv[2]);
  console.log(
    `the extension: manifest, ${expressions} expressions of grammars, problem matchers, client against stubs` +
      (process.argv[2] ? ", and its server" : "")
  );
}

/** What the client starts answers a client. */
function askServer(program) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { capabilities: {} } });
  const { stdout } = child_process.spawnSync(program, ["lsp"], {
    input: `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.match(stdout, /"serverInfo":\{"name":"assay"/);
}

run().catch((error) => {
  console.error(error);
  process.exit(1);
});
