// Starts `assay lsp` for the windows of VS Code, and offers its checks as tasks. What is underlined, shown and proposed comes
// from the server: there is no logic of rules here.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

/** What the server is told of: rules and decoders are XML, cases and settings have languages of their own. */
const documentSelector = [
  { scheme: "file", language: "xml" },
  { scheme: "file", language: "ruletest" },
  { scheme: "file", language: "assay-conf" },
  { scheme: "file", pattern: "**/*.ini" },
  { scheme: "file", pattern: "**/lists/**" },
];

function settings() {
  return vscode.workspace.getConfiguration("assay");
}

async function start() {
  const command = settings().get("path", "assay");
  const run = { command, args: ["lsp"] };
  client = new LanguageClient(
    "assay",
    "Assay",
    { run, debug: run },
    {
      documentSelector,
      initializationOptions: settings().get("settings", {}),
      synchronize: {
        fileEvents: ["**/*.xml", "**/*.ruletest", "**/*.ini", "**/assay.conf", "**/lists/**"].map((pattern) =>
          vscode.workspace.createFileSystemWatcher(pattern)
        ),
      },
    }
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `The language server does not start: ${command} lsp (${error.message || error}).`,
      "Open settings"
    );
    if (choice) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "assay.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) {
    await running.stop();
  }
}

async function runAllCases() {
  const editor = vscode.window.activeTextEditor;
  if (!client || !editor || editor.document.languageId !== "ruletest") {
    await vscode.window.showInformationMessage("This is no file of cases (*.ruletest).");
    return;
  }
  await client.sendRequest("workspace/executeCommand", {
    command: "assay.runCases",
    arguments: [{ uri: editor.document.uri.toString() }],
  });
}

function task(folder, definition) {
  const words = [definition.command, "--report", "compact", ...(definition.arguments || [])];
  const execution = new vscode.ProcessExecution(settings().get("path", "assay"), words, { cwd: folder.uri.fsPath });
  const matcher = definition.command === "test" ? "$assay-test" : "$assay";
  return new vscode.Task(definition, folder, definition.command, "assay", execution, [matcher]);
}

const tasks = {
  provideTasks() {
    const folders = vscode.workspace.workspaceFolders || [];
    return folders.flatMap((folder) => ["test", "lint"].map((command) => task(folder, { type: "assay", command })));
  },
  resolveTask(given) {
    const folder = given.scope && given.scope.uri ? given.scope : (vscode.workspace.workspaceFolders || [])[0];
    return folder ? task(folder, given.definition) : undefined;
  },
};

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("assay.restart", async () => {
      await stop();
      await start();
    }),
    vscode.commands.registerCommand("assay.runAllCases", runAllCases),
    vscode.tasks.registerTaskProvider("assay", tasks)
  );
  await start();
}

module.exports = { activate, deactivate: stop };
