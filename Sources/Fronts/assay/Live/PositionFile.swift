import System

/// The file of saved positions, which is replaced as a whole.
enum PositionFile {
  /// Whether nothing but a file of ours can be lost: devices, pipes, folders and links are left alone.
  static func canBeReplaced(_ path: String) -> Bool {
    FileFacts(of: path, followsLinks: false).map { $0.kind == .file } ?? true
  }
}
