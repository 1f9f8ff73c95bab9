import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the command knows about the terminal it talks to.
enum Terminal {
  static func isInteractive(_ descriptor: FileDescriptor) -> Bool { isatty(descriptor.rawValue) == 1 }
}
