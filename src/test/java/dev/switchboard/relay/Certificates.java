package dev.switchboard.relay;

import java.io.IOException;
import java.nio.file.Path;

/** Certificates that sign themselves, and a Java that trusts them. */
final class Certificates {

    static final String PASSWORD = "changeit";
    private static final String STORE = "javax.net.ssl.trustStore";

    private Certificates() {}

    /** Makes one that names a host, in a file with its key. */
    static Path of(String host, Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        return file;
    }

    /** Does something while Java trusts a certificate. */
    static void whileTrusted(Path keys, Runnable action) {
        System.setProperty(STORE, keys.toString());
        System.setProperty(STORE + "Password", PASSWORD);
        try {
            action.run();
        } finally {
            System.clearProperty(STORE);
            System.clearProperty(STORE + "Password");
        }
    }
}
