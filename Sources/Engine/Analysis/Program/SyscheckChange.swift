import Bytes

/// How an entry that file integrity monitoring watches has changed.
enum SyscheckChange: ByteString, CaseIterable { case added, modified, deleted }
