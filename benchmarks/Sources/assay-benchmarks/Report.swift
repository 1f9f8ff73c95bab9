import Measuring

/// The report of the scaling benchmark.
enum Report {
  static func text(
    _ sizes: [Scaling.Size], _ lengths: [(length: Int, perEvent: Double)], _ shapes: [Scaling.Growth]
  ) -> String {
    var text = """
      # How Assay scales

      Written by `make bench-scaling`; the figures are those of the machine that ran it, their growth is the point. An
      exponent of 1 is growth in proportion, 0 is none: it is the slope of the line through the logarithms.

      ## By number of rules

      Generated rulesets: products of twenty rules and three decoders each, half of them known by program name; most
      logs come from one of the products.


      """
    var table = Table("rules", "loading ms", "µs per rule", "preparing ms", "ns per event", "events/s")
    for size in sizes {
      table.add(
        grouped(size.rules), shown(size.loading / 1e6), shown(size.loading / 1e3 / Double(size.rules)),
        shown(size.preparing / 1e6), grouped(Int(size.perEvent)), grouped(Int(1e9 / size.perEvent)))
    }
    text += table.text
    let rules = sizes.map { Double($0.rules) }
    text += """

      Exponents: loading \(shown(exponent(rules, sizes.map(\.loading)), 2)), preparing \
      \(shown(exponent(rules, sizes.map(\.preparing)), 2)), an event \(shown(exponent(rules, sizes.map(\.perEvent)), 2)).

      ![Time per event, by number of rules](events-by-rules.svg)

      ![Loading, by number of rules](loading-by-rules.svg)

      ## By length of the log

      Logs of a thousand generated rules, made longer with text that means nothing.


      """
    var second = Table("bytes", "ns per event", "ns per byte", "MB/s")
    for (length, time) in lengths {
      second.add(
        grouped(length), grouped(Int(time)), shown(time / Double(length), 2), grouped(Int(Double(length) / time * 1e3)))
    }
    text += second.text
    let long = lengths.filter { $0.length >= 2000 }
    text += """

      Exponent from 2,000 bytes on: \(shown(exponent(long.map { Double($0.length) }, long.map(\.perEvent)), 2)).

      ![Time per event, by length of the log](events-by-length.svg)

      ## Rulesets of unusual shape

      Four thousand rules or decoders, and how many times as long twice as many take: 2 is growth in proportion, 4 would
      be quadratic.


      """
    var third = Table(
      "shape", "loading ms", "× for twice", "preparing ms", "× for twice", "ns per event", "× for twice")
    for shape in shapes {
      third.add(
        shape.name, shown(shape.size.loading / 1e6), shown(shape.loading), shown(shape.size.preparing / 1e6),
        shown(shape.preparing), grouped(Int(shape.size.perEvent)), shown(shape.perEvent))
    }
    return text + third.text
  }

  /// The slope of the line through the logarithms, by least squares.
  private static func exponent(_ x: [Double], _ y: [Double]) -> Double {
    let (logX, logY) = (x.map(logarithm), y.map(logarithm))
    let count = Double(x.count)
    let (meanX, meanY) = (logX.reduce(0, +) / count, logY.reduce(0, +) / count)
    var (above, below) = (0.0, 0.0)
    for (x, y) in zip(logX, logY) {
      above += (x - meanX) * (y - meanY)
      below += (x - meanX) * (x - meanX)
    }
    return above / below
  }
}
