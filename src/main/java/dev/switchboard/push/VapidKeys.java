package dev.switchboard.push;

import dev.switchboard.log.Writer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key pair by which push services know this server (VAPID, RFC 8292 section 3.2): made when it is first asked for, and kept for
 * good, since a browser's push subscription is bound to it. Thread-safe.
 */
@Component
final class VapidKeys {

    private static final int COORDINATE = 32;
    private static final byte UNCOMPRESSED = 4;

    private final Writer writer;
    private final JdbcClient reader;

    VapidKeys(Writer writer, JdbcClient reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** What a browser subscribes with, {@code applicationServerKey}: the point on P-256, uncompressed, in base64url. */
    String publicKey() {
        return stored().orElseGet(() -> {
            store(generate());
            return stored().orElseThrow();
        });
    }

    private Optional<String> stored() {
        return reader.sql("select public_key from vapid_keys")
                .query(String.class)
                .optional();
    }

    /** If another request was first, its pair stays. */
    private void store(KeyPair pair) {
        writer.writeAndWait(transaction -> transaction
                .jdbc()
                .sql("""
                        insert into vapid_keys (only_row, public_key, private_key, created_at_ms)
                        values (1, :public, :private, :now)
                        on conflict (only_row) do nothing""")
                .param("public", text(point((ECPublicKey) pair.getPublic())))
                .param("private", text(pair.getPrivate().getEncoded()))
                .param("now", InstantSource.system().millis())
                .update());
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException withoutElliptics) {
            throw new IllegalStateException("This Java runtime cannot make a key on P-256", withoutElliptics);
        }
    }

    private static byte[] point(ECPublicKey key) {
        byte[] bytes = new byte[1 + 2 * COORDINATE];
        bytes[0] = UNCOMPRESSED;
        ECPoint point = key.getW();
        put(point.getAffineX(), bytes, 1);
        put(point.getAffineY(), bytes, 1 + COORDINATE);
        return bytes;
    }

    private static void put(BigInteger coordinate, byte[] bytes, int at) {
        byte[] digits = coordinate.toByteArray(); // perhaps with a zero before, perhaps shorter
        int length = Math.min(digits.length, COORDINATE);
        System.arraycopy(digits, digits.length - length, bytes, at + COORDINATE - length, length);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
