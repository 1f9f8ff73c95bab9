/// The requests that are answered.
enum FeatureTable {
  /// All of them; whoever serves keeps them by method.
  static var all: [any Feature.Type] {
    [
      DocumentDiagnostics.self, WorkspaceDiagnostics.self, Hover.self, Definition.self, References.self,
      Highlights.self,
      Completion.self, Rename.self, PrepareRename.self, DocumentSymbols.self, WorkspaceSymbols.self, FoldingRanges.self,
      SelectionRanges.self, CodeActions.self, CodeLenses.self, Commands.self, InlayHints.self, SemanticTokens.self,
      SemanticTokensRange.self, CallHierarchy.self, IncomingCalls.self, OutgoingCalls.self, DocumentFormatting.self,
    ]
  }

  /// The same by method.
  static var byMethod: [String: any Feature.Type] {
    Dictionary(all.map { ($0.method, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
