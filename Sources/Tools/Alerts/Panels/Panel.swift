/// A panel of a dashboard: what it counts, and how that is shown.
package struct Panel: Sendable, Equatable {
  /// How it is shown.
  package enum Shape: String, Sendable {
    /// One number.
    case metric
    /// Parts of a whole.
    case pie
    /// Bars over time.
    case histogram
    /// Areas over time.
    case area
  }

  /// Its name in a page, for links and tests.
  package var id: String
  package var title: String
  package var shape: Shape
  /// The field whose most frequent values it shows; nil for a plain number.
  package var field: String?
  /// How many of them.
  package var size: Int
  /// What narrows it down beside the page's own filter, as a query.
  package var filter: String
  /// How wide it is of 48 columns, and how high.
  package var width: Int
  package var height: Int

  init(
    _ id: String, _ title: String, _ shape: Shape, _ field: String? = nil, size: Int = 5,
    at grid: (width: Int, height: Int)
  ) {
    (self.id, self.title, self.shape, self.field, self.size) = (id, title, shape, field, size)
    (width, height) = grid
    filter = ""
  }

  /// The same for some documents only.
  func of(_ filter: String) -> Panel {
    var panel = self
    panel.filter = filter
    return panel
  }
}
