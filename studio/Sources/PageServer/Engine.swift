/// Who answers the page's questions: one after the other, each in bounded time. Of several that wait for the same place of
/// the page only the newest is asked.
public actor Engine {
  /// Why there is no answer.
  public enum Failure: Error, Equatable {
    /// A newer question of the same place has come.
    case superseded
    /// Too many questions wait.
    case busy
    /// It took too long, and was begun anew.
    case tooSlow
    /// The engine ended.
    case gone
  }

  private struct Waiting {
    var line: [UInt8]
    var place: String?
    var answer: CheckedContinuation<[UInt8], any Error>
  }

  private let command: [String]
  private let limit: Duration
  private var program: EngineProgram?
  private var answers: AsyncStream<[UInt8]>.Iterator?
  private var waiting: [Waiting] = []
  private var isAsking = false
  private var number = 0
  private var timedOut = 0

  private static let mostWaiting = 64

  /// - Parameters:
  ///   - command: the program and its arguments.
  ///   - limit: how long an answer may take.
  public init(_ command: [String], limit: Duration = .seconds(60)) {
    self.command = command
    self.limit = limit
  }

  /// Asks a question.
  /// - Parameters:
  ///   - line: JSON without line ends.
  ///   - place: which place of the page it is for; nil for one that is always asked.
  public func ask(_ line: [UInt8], for place: String? = nil) async throws -> [UInt8] {
    if let place, let old = waiting.firstIndex(where: { $0.place == place }) {
      waiting.remove(at: old).answer.resume(throwing: Failure.superseded)
    }
    guard waiting.count < Self.mostWaiting else { throw Failure.busy }
    return try await withCheckedThrowingContinuation { answer in
      waiting.append(Waiting(line: line, place: place, answer: answer))
      if !isAsking { Task { await askAll() } }
    }
  }

  /// Ends the engine.
  public func stop() {
    program?.stop()
    (program, answers) = (nil, nil)
  }

  private func askAll() async {
    guard !isAsking else { return }
    isAsking = true
    defer { isAsking = false }
    while !waiting.isEmpty {
      let next = waiting.removeFirst()
      do {
        next.answer.resume(returning: try await askNow(next.line))
      } catch {
        next.answer.resume(throwing: error)
      }
    }
  }

  private func askNow(_ line: [UInt8]) async throws -> [UInt8] {
    let program = try program ?? start()
    number += 1
    let asked = number
    let watch = Task { [limit] in
      try await Task.sleep(for: limit)
      self.giveUp(asked)
    }
    defer { watch.cancel() }
    guard program.write(line), var answers else { throw end() }
    let answer = await answers.next(isolation: self)
    self.answers = answers
    guard let answer else {
      _ = end()
      throw timedOut == asked ? Failure.tooSlow : Failure.gone
    }
    return answer
  }

  private func start() throws -> EngineProgram {
    let started = try EngineProgram(command)
    program = started
    answers = started.lines.makeAsyncIterator()
    return started
  }

  private func giveUp(_ asked: Int) {
    guard asked == number, let program else { return }
    timedOut = asked
    program.stop()
  }

  /// What is left of a program that has ended; the next question starts another one.
  private func end() -> Failure {
    stop()
    return .gone
  }
}
