import System

/// Reads files whole and replaces them atomically.
public typealias FileAccess = System.FileAccess

/// Why a file could not be read or written.
public typealias FileFailure = System.FileFailure
