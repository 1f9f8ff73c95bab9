import Bytes
import CPCRE2

/// The library's memory for matches of one thread: match data, limits, the machine code's stack.
///
/// Made at the first PCRE2 match. The library's objects are behind raw pointers, which this owns.
struct PCRE2Workspace: ~Copyable {
  /// The most memory that the interpreter takes for a match; in the reference it may take 20 GB.
  static let heapMegabytes = Limits.pcre2HeapMegabytes

  /// The reference's limits: the library's own, but for the memory.
  private(set) var exactContext: OpaquePointer?
  /// Gives up early, so that the interpreter can decide what comes near a limit.
  private(set) var fastContext: OpaquePointer?
  private var stack: OpaquePointer?
  private var data: OpaquePointer?
  private var groups = -1

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_jit_stack_free_8(stack)
    pcre2_match_context_free_8(fastContext)
    pcre2_match_context_free_8(exactContext)
  }

  /// Match data with room for the whole match and `groups` groups.
  @inline(__always)
  mutating func data(groups needed: Int) -> OpaquePointer? {
    if needed > groups { grow(needed) }
    return data
  }

  private mutating func grow(_ needed: Int) {
    if groups < 0 {
      exactContext = pcre2_match_context_create_8(nil)
      pcre2_set_match_limit_8(exactContext, UInt32(Limits.pcre2Steps))
      pcre2_set_heap_limit_8(exactContext, UInt32(Self.heapMegabytes << 10))
      fastContext = pcre2_match_context_create_8(nil)
      pcre2_set_match_limit_8(fastContext, 100_000)
      stack = pcre2_jit_stack_create_8(32 << 10, Limits.pcre2Stack, nil)
      pcre2_jit_stack_assign_8(fastContext, nil, UnsafeMutableRawPointer(stack))
    }
    pcre2_match_data_free_8(data)
    groups = max(needed, 31)
    data = pcre2_match_data_create_8(UInt32(groups + 1), nil)
  }
}
