/// A key, or a piece of pasted text.
package enum Key: Equatable, Sendable {
  /// Bytes of text, typed or pasted.
  case text([UInt8])
  /// A line break in pasted text.
  case pastedLineBreak
  /// A key with Ctrl, by the byte that it sends: 1 for Ctrl-A; 9 is Tab, 13 is Enter, 127 is Backspace.
  case control(UInt8)
  /// A key with Alt, by its character.
  case alt(UInt8)
  /// Keys of the cursor.
  case left, right, up, down, home, end, wordLeft, wordRight
  /// The key that deletes forward.
  case delete
  /// Escape alone, or a sequence that means nothing here.
  case escape
}

/// Turns the bytes that a terminal sends into keys.
///
/// Sequences may come in any pieces. Pasted text comes in brackets (`ESC [200~ … ESC [201~`), and in there nothing is a
/// key: a log may hold any byte.
package struct KeyParser: Sendable {
  private enum State: Equatable {
    case plain
    /// Behind an escape.
    case escape
    /// Behind `ESC [`, with what came since.
    case sequence([UInt8])
    /// Behind `ESC O`.
    case application
    /// In pasted text, with the beginning of a closing bracket that may be one.
    case paste([UInt8])
  }

  private static let pasteEnd: [UInt8] = [0x1B] + Array("[201~".utf8)

  private var state = State.plain
  private var pastedReturn = false
  private var isQuoted = false

  /// A parser at the beginning of input.
  package init() {}

  /// Whether an escape has come that may be a key of its own or begin a sequence: time tells.
  package var isWaiting: Bool { state == .escape }

  /// Takes what is waiting for what it is: called when nothing has followed for a while.
  package mutating func flush() -> Key? {
    guard state == .escape else { return nil }
    state = .plain
    return .escape
  }

  /// The next byte is text, whatever it is.
  mutating func quoteNext() { isQuoted = true }

  /// The next key, if these bytes complete one; they are taken off the front.
  package mutating func next(_ input: inout ArraySlice<UInt8>) -> Key? {
    while let byte = input.first {
      if case .paste(let held) = state {
        if let key = pasted(held, &input) { return key }
        continue
      }
      if state == .plain, byte >= 0x20, byte != 0x7F, !isQuoted {
        let text = Array(input.prefix { $0 >= 0x20 && $0 != 0x7F })
        input.removeFirst(text.count)
        return .text(text)
      }
      input.removeFirst()
      if let key = step(byte) { return key }
    }
    return nil
  }

  private mutating func step(_ byte: UInt8) -> Key? {
    if isQuoted {
      isQuoted = false
      return .text([byte])
    }
    switch state {
    case .plain:
      guard byte == 0x1B else { return .control(byte) }
      state = .escape
      return nil
    case .escape:
      switch byte {
      case UInt8(ascii: "["): state = .sequence([])
      case UInt8(ascii: "O"): state = .application
      case 0x1B: return .escape
      default:
        state = .plain
        return .alt(byte)
      }
      return nil
    case .application:
      state = .plain
      return Self.arrow(byte) ?? .escape
    case .sequence(let parameters):
      guard !(0x40...0x7E).contains(byte) else { return sequence(parameters, byte) }
      // A terminal sends some ten bytes; what is longer is no sequence.
      state = parameters.count < 32 ? .sequence(parameters + [byte]) : .plain
      return nil
    case .paste: return nil
    }
  }

  private mutating func sequence(_ parameters: [UInt8], _ last: UInt8) -> Key? {
    state = .plain
    let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? 0
    }
    let isModified = numbers.count > 1 && numbers[1] > 1
    guard last == UInt8(ascii: "~") else {
      guard let arrow = Self.arrow(last) else { return .escape }
      guard isModified else { return arrow }
      return arrow == .left ? .wordLeft : arrow == .right ? .wordRight : arrow
    }
    switch numbers.first {
    case 1, 7: return .home
    case 3: return .delete
    case 4, 8: return .end
    case 200:
      state = .paste([])
      pastedReturn = false
      return nil
    default: return .escape
    }
  }

  private static func arrow(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil
    }
  }

  // MARK: Pasted text

  private mutating func pasted(_ held: [UInt8], _ input: inout ArraySlice<UInt8>) -> Key? {
    if !held.isEmpty {
      guard let byte = input.first else { return nil }
      if byte == Self.pasteEnd[held.count] {
        input.removeFirst()
        state = held.count + 1 == Self.pasteEnd.count ? .plain : .paste(held + [byte])
        return nil
      }
      state = .paste([])
      return .text(held)
    }
    let text = Array(input.prefix { $0 != 0x1B && $0 != 10 && $0 != 13 })
    if !text.isEmpty {
      input.removeFirst(text.count)
      pastedReturn = false
      return .text(text)
    }
    let byte = input.removeFirst()
    switch byte {
    case 0x1B:
      state = .paste([byte])
      pastedReturn = false
      return nil
    case 10 where pastedReturn:
      pastedReturn = false
      return nil
    default:
      pastedReturn = byte == 13
      return .pastedLineBreak
    }
  }
}
