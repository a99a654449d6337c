package dev.switchboard.push;

import dev.switchboard.RestCall;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a browser needs to be reached while it is closed, over REST. */
@RestController
@RequestMapping("/api/push")
final class PushController {

    private final VapidKeys keys;

    PushController(VapidKeys keys) {
        this.keys = keys;
    }

    /**
     * The server's public key.
     *
     * @param publicKey the {@code applicationServerKey} of the Push API: 65 bytes in base64url, without padding
     */
    record Key(String publicKey) {}

    @RestCall("The key by which push services know this server")
    @GetMapping("/key")
    Key key() {
        return new Key(keys.publicKey());
    }
}
