import Bytes
import System

/// The file that makes a forge run the cases and look for mistakes.
package enum PipelineFile: String, CaseIterable, Sendable {
  case github, gitlab

  /// Which forge a folder is for, by what it holds; nil where nothing says so.
  package static var found: PipelineFile? {
    if PathFacts.isFolder(".github") { return .github }
    if PathFacts.isFile(".gitlab-ci.yml") || PathFacts.isFolder(".gitlab") { return .gitlab }
    guard let bytes = try? FileAccess.read(".git/config"), let text = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    return allCases.first { text.contains("\($0.rawValue).") }
  }

  package var path: String {
    switch self {
    case .github: ".github/workflows/assay.yml"
    case .gitlab: ".gitlab-ci.yml"
    }
  }

  package var text: String {
    let version = Release.version
    switch self {
    case .github:
      return """
        # Runs the cases and looks for mistakes whenever something changes. Failures and findings appear at their lines of
        # the pull request.
        name: Ruleset
        on:
          push:
          pull_request:
        permissions:
          contents: read
        jobs:
          assay:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              # Installs the command, then runs `assay test` and `assay lint`.
              - uses: \(Release.repository)@v\(version)
                with:
                  base: configured    # assay.conf says what the ruleset stands on

        """
    case .gitlab:
      return """
        # Runs the cases and looks for mistakes whenever something changes. Cases show as tests of the merge request,
        # findings as code quality.
        include:
          - remote: https://raw.githubusercontent.com/\(Release.repository)/v\(version)/ci/gitlab/assay.gitlab-ci.yml
        variables:
          ASSAY_IMAGE: ghcr.io/\(Release.repository.lowercased()):\(version)-ci
          ASSAY_BASE: configured    # assay.conf says what the ruleset stands on

        """
    }
  }
}
