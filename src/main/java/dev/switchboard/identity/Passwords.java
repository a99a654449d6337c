package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords, on threads of its own: at most half of the processors work at it, so that guessing never
 * slows the chat. Up to 16 wait; one more is refused with UNAVAILABLE. Thread-safe.
 */
@Component
final class Passwords implements AutoCloseable {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final int WAITING = 16;

    /** Argon2id with 19 MiB and 2 passes, as OWASP has it; {@code {argon2}} names it, so that it can change. */
    private static final PasswordEncoder ENCODER =
            new DelegatingPasswordEncoder("argon2", Map.of("argon2", new Argon2PasswordEncoder(16, 32, 1, 19_456, 2)));

    /** Of a password that was made at random and thrown away; checking against it takes as long as against anybody's. */
    static final String NOBODYS_HASH = "{argon2}$argon2id$v=19$m=19456,t=2,p=1"
            + "$C2bTqBuPOI+2UqY/D5pKbA$xTLINSb7vQN/QfMBn7b8r6OtckRyC+Lriz11rR0b3cA";

    private final ThreadPoolExecutor workers;

    Passwords() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        workers = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING));
        workers.setThreadFactory(
                Thread.ofPlatform().name("switchboard-passwords-", 0).daemon().factory());
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads the password that a client wants.
     *
     * @throws RefusedException INVALID if it has fewer than 8 or more than 256 characters, or is the user name
     */
    static String accept(@Nullable String text, String username) {
        String password = normal(NewAccount.required("password", text));
        if (!isText(password)) {
            throw new RefusedException(Refusal.INVALID, "A password is text");
        }
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new RefusedException(Refusal.INVALID, "A password has 8 to 256 characters");
        }
        if (password.equalsIgnoreCase(username)) {
            throw new RefusedException(Refusal.INVALID, "The password is not the user name");
        }
        return password;
    }

    /** Hashes an accepted password. */
    String hash(String accepted) {
        return work(() -> {
            String hash = ENCODER.encode(accepted);
            if (hash == null) {
                throw new IllegalStateException("There was a password, so there is a hash");
            }
            return hash;
        });
    }

    /** Checks a password; without a hash it takes as long, and is wrong. */
    boolean matches(String text, @Nullable String hash) {
        if (text.length() > 2 * LONGEST || !isText(text)) {
            return false;
        }
        String password = normal(text);
        return work(() -> ENCODER.matches(password, hash == null ? NOBODYS_HASH : hash)) && hash != null;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** Keyboards differ in how they compose characters. */
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** No half of a character, which has no UTF-8. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private <T> T work(Supplier<T> hashing) {
        try {
            return CompletableFuture.supplyAsync(hashing, workers).join();
        } catch (RejectedExecutionException full) {
            throw new RefusedException(Refusal.UNAVAILABLE, "Too many people are signing in", Duration.ofSeconds(1));
        } catch (CompletionException failed) {
            throw new IllegalStateException("A password could not be hashed", failed.getCause());
        }
    }
}
