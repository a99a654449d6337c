package dev.switchboard.identity;

import dev.switchboard.UserId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Speakers who have not said who they are. Those from one address share an id, so that they are counted together like one
 * user; it is made with a secret of this process, says nothing about the address, and no account has it. Thread-safe.
 */
@Component
public final class Guests {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;

    private final SecretKeySpec secret =
            new SecretKeySpec(Secret.next().getBytes(StandardCharsets.US_ASCII), ALGORITHM);

    /** A guest from an IP address. May read what is open to guests, and nothing else. */
    public Speaker at(String address) {
        String counted = ClientAddress.key(address);
        return new Speaker(id(counted), "", "", false, new Credential.None(counted), Set.of(Scope.READ), null);
    }

    private UserId id(String counted) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] bits = mac.doFinal(counted.getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder(LENGTH);
            for (int index = 0; index < LENGTH; index++) {
                text.append(ALPHABET.charAt(bits[index] & 31));
            }
            return new UserId(text.toString());
        } catch (NoSuchAlgorithmException | InvalidKeyException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
