package dev.switchboard.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.SwitchboardApplication;
import dev.switchboard.packaged.ApiClient;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** FR1: the keys are there from the first time that they are asked for, and stay. */
class VapidKeysTests {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path storage;

    @Test
    void theKeyIsMadeOnceAndKept() {
        String first;
        try (ConfigurableApplicationContext server = start()) {
            ApiClient ada = ApiClient.of(uri(server));
            ada.setUp("ada", PASSWORD);
            assertThat(ApiClient.of(uri(server)).get("/api/push/key").status()).isEqualTo(401);
            first = ada.get("/api/push/key").ok().get("publicKey").asString();
        }

        try (ConfigurableApplicationContext server = start()) {
            ApiClient ada = ApiClient.of(uri(server));
            ada.signIn("ada", PASSWORD);
            assertThat(ada.get("/api/push/key").ok().get("publicKey").asString())
                    .isEqualTo(first);
        }
    }

    @Test
    void whatThePrivateKeySignsThePublicKeyVerifies() throws Exception {
        try (ConfigurableApplicationContext server = start()) {
            byte[] point = decode(server.getBean(VapidKeys.class).publicKey());
            assertThat(point).hasSize(65).startsWith(4);
            byte[] secret = decode(server.getBean(JdbcClient.class)
                    .sql("select private_key from vapid_keys")
                    .query(String.class)
                    .single());
            KeyFactory keys = KeyFactory.getInstance("EC");
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(secret)));
            signature.update(point);
            byte[] signed = signature.sign();

            signature.initVerify(publicKey(keys, point));
            signature.update(point);
            assertThat(signature.verify(signed)).isTrue();
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                SwitchboardApplication.class, "--server.port=0", "--switchboard.storage.directory=" + storage);
    }

    private static URI uri(ConfigurableApplicationContext server) {
        return URI.create("http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    /** Any key on P-256 tells the curve. */
    private static ECPublicKey publicKey(KeyFactory keys, byte[] point) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams();
        ECPoint place = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(place, curve));
    }
}
