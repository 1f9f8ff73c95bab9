import Live
import NIOSSL

/// The files of TLS, and what is wrong with them.
enum TLSFiles {
  /// What a client needs to know.
  static func configuration(_ files: DockerAddress.Certificates) throws(EngineFault) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.certificateChain = try read(files.certificate) {
      try NIOSSLCertificate.fromPEMFile(files.certificate).map { .certificate($0) }
    }
    tls.privateKey = try read(files.key) { .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem)) }
    if files.verifies {
      tls.trustRoots = try read(files.authority) { .certificates(try NIOSSLCertificate.fromPEMFile(files.authority)) }
    } else {
      tls.certificateVerification = .none
    }
    return tls
  }

  private static func read<Content>(_ file: String, _ body: () throws -> Content) throws(EngineFault) -> Content {
    do {
      return try body()
    } catch {
      throw EngineFault(
        message: "TLS needs '\(file)', which cannot be used: \(error); DOCKER_CERT_PATH names the folder of ca.pem, "
          + "cert.pem and key.pem")
    }
  }

  /// What a failure of TLS means, behind the name of the engine; nil for a failure of something else.
  static func explanation(of text: String, _ files: DockerAddress.Certificates) -> String? {
    if text.contains("failedToValidateHostname") {
      return "shows a certificate for another name: connect with a name that it holds"
    }
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return "shows a certificate that '\(files.authority)' did not sign: take the ca.pem of that engine"
    }
    if text.contains("WRONG_VERSION_NUMBER") {
      return "does not speak TLS: unset DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or name its port for TLS"
    }
    if text.contains("ALERT") || text.contains("CERTIFICATE_REQUIRED") {
      return "refuses '\(files.certificate)': take a certificate that the engine's authority has signed"
    }
    return nil
  }
}
