package dev.switchboard.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells one content of a file from another, as an entity tag (RFC 9110, section 8.8.3). */
final class Digests {

    private Digests() {}

    /** Reads all of it. */
    static String of(InputStream content) throws IOException {
        try (DigestInputStream digest = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return '"' + HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 16) + '"';
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
