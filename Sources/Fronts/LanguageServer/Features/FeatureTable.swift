/// The requests that are answered, by method.
enum FeatureTable {
  private static let features: [any Feature.Type] = [
    DocumentDiagnostics.self, WorkspaceDiagnostics.self, Hover.self, Definition.self, References.self, Highlights.self,
    Completion.self, Rename.self, PrepareRename.self, DocumentSymbols.self, WorkspaceSymbols.self, FoldingRanges.self,
    SelectionRanges.self, CodeActions.self, CodeLenses.self, Commands.self, InlayHints.self, SemanticTokens.self,
    SemanticTokensRange.self, CallHierarchy.self, IncomingCalls.self, OutgoingCalls.self, DocumentFormatting.self,
  ]

  static let all: [String: any Feature.Type] = Dictionary(
    features.map { ($0.method, $0) }, uniquingKeysWith: { first, _ in first })
}
