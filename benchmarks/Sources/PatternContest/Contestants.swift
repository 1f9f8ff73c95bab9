import Bytes
import CPCRE2Direct
import PatternReasoning
import PatternSyntax
import Patterns

/// A native pattern and its translation, ready to run.
package struct Contest {
  package let text: ByteString
  package let native: Pattern
  package let rival: JITPattern

  /// Nil when the text is not a pattern.
  package init?(_ text: ByteString, dialect: Dialect, capturing: Bool) {
    guard let native = try? Pattern(text, dialect: dialect, capturing: capturing) else { return nil }
    var translated: ByteString = ""
    if dialect == .osregex {
      guard let expression = try? NativeExpression(text) else { return nil }
      translated = "(?i)"
      // Branch reset numbers the groups as the native dialect does.
      if expression.alternatives.count > 1 { translated.append("(?|") }
      for (index, alternative) in expression.alternatives.enumerated() {
        if index > 0 { translated.append("|") }
        translated.append(alternative.pcre2)
      }
      if expression.alternatives.count > 1 { translated.append(")") }
    } else {
      guard let list = try? LiteralList(text) else { return nil }
      translated = list.pcre2
    }
    guard let rival = JITPattern(translated) else { return nil }
    self.text = text
    self.native = native
    self.rival = rival
  }
}

/// PCRE2 at its fastest: machine code, called directly, match data made once.
package final class JITPattern {
  private let code: OpaquePointer
  private let data: OpaquePointer?
  private let context: OpaquePointer?

  package init?(_ text: ByteString) {
    var error: Int32 = 0
    var position = 0
    let compiled = text.withView { pcre2_compile_8($0.base, $0.count, 0, &error, &position, nil) }
    guard let compiled, pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0 else { return nil }
    code = compiled
    data = pcre2_match_data_create_from_pattern_8(compiled, nil)
    context = pcre2_match_context_create_8(nil)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(Self.stack.address))
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  private struct Stack: @unchecked Sendable { let address: OpaquePointer? }
  private static let stack = Stack(address: pcre2_jit_stack_create_8(32 << 10, 16 << 20, nil))

  /// Whether it matches; the groups' places are then in the match data.
  @inline(__always)
  package func matches(_ subject: ByteView) -> Bool {
    pcre2_jit_match_8(code, subject.base, subject.count, 0, 0, data, context) > 0
  }
}
