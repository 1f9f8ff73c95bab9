import JSONText

/// What the client can do, as far as it matters.
struct ClientFeatures: Sendable {
  var encoding = PositionEncoding.utf16
  /// Asks for diagnostics itself.
  var pullsDiagnostics = false
  var refreshesDiagnostics = false
  var refreshesLenses = false
  var refreshesHints = false
  /// Takes edits that create files and name versions.
  var takesDocumentChanges = false
  var takesNestedSymbols = false
  var takesSnippets = false
  var takesActionLiterals = false
  var watchesFilesOnRequest = false
  var takesRelatedInformation = false
  var preparesRename = false

  init() {}

  init(_ capabilities: JSONTree?) {
    let (document, workspace) = (capabilities?["textDocument"], capabilities?["workspace"])
    func isTrue(_ tree: JSONTree?) -> Bool { tree?.bool == true }
    encoding = PositionEncoding(offeredBy: capabilities)
    pullsDiagnostics = document?["diagnostic"] != nil
    refreshesDiagnostics = isTrue(workspace?["diagnostics"]?["refreshSupport"])
    refreshesLenses = isTrue(workspace?["codeLens"]?["refreshSupport"])
    refreshesHints = isTrue(workspace?["inlayHint"]?["refreshSupport"])
    takesDocumentChanges = isTrue(workspace?["workspaceEdit"]?["documentChanges"])
    takesNestedSymbols = isTrue(document?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"])
    takesSnippets = isTrue(document?["completion"]?["completionItem"]?["snippetSupport"])
    takesActionLiterals = document?["codeAction"]?["codeActionLiteralSupport"] != nil
    watchesFilesOnRequest = isTrue(workspace?["didChangeWatchedFiles"]?["dynamicRegistration"])
    takesRelatedInformation = isTrue(document?["publishDiagnostics"]?["relatedInformation"])
    preparesRename = isTrue(document?["rename"]?["prepareSupport"])
  }
}
