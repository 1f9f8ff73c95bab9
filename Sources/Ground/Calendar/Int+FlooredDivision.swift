extension Int {
  /// Division that rounds down, so that times before 1970 work too.
  @inlinable
  package func quotientAndRemainderFloored(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
