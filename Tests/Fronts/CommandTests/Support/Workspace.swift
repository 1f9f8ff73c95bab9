import TestSupport

/// A folder in which the command is run.
typealias Workspace = TemporaryFolder
