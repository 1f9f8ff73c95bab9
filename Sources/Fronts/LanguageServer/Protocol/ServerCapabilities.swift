import Bytes
import JSONText

/// What the server says of itself.
enum ServerCapabilities {
  /// The answer to `initialize`.
  static func answer(for client: ClientFeatures) -> JSONTree {
    ["capabilities": capabilities(client), "serverInfo": ["name": "assay", "version": JSONTree(Release.version)]]
  }

  private static func capabilities(_ client: ClientFeatures) -> JSONTree {
    [
      "positionEncoding": JSONTree(client.encoding.rawValue),
      "textDocumentSync": ["openClose": true, "change": 2, "save": ["includeText": false]],
      "diagnosticProvider": [
        "identifier": "assay", "interFileDependencies": true, "workspaceDiagnostics": true,
      ],
      "hoverProvider": true,
      "definitionProvider": true,
      "referencesProvider": true,
      "documentHighlightProvider": true,
      "completionProvider": [
        "triggerCharacters": ["<", "\"", ">", ",", " ", "$", "=", "."], "resolveProvider": false,
      ],
      "renameProvider": client.preparesRename ? ["prepareProvider": true] : true,
      "documentSymbolProvider": true,
      "workspaceSymbolProvider": true,
      "foldingRangeProvider": true,
      "selectionRangeProvider": true,
      "codeActionProvider": [
        "codeActionKinds": .array(CodeActions.kinds.map { JSONTree($0) }), "resolveProvider": false,
      ],
      "codeLensProvider": ["resolveProvider": false],
      "executeCommandProvider": ["commands": .array(Commands.names.map { JSONTree($0) })],
      "inlayHintProvider": true,
      "semanticTokensProvider": ["legend": SemanticTokens.legend, "full": true, "range": true],
      "callHierarchyProvider": true,
      "documentFormattingProvider": true,
      "workspace": ["workspaceFolders": ["supported": true, "changeNotifications": true]],
    ]
  }
}
