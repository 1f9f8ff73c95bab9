/// Why a Docker Engine cannot even be asked, with what to do.
struct EngineFault: Error {
  /// For the user.
  var message: String
}
